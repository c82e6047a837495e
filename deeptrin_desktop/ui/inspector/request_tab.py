"""What was sent: request line and headers, the body, and the same as commands to copy."""

import json
from enum import Enum, auto

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deeptrin_desktop.chat.inspecting import Check, Inspection
from deeptrin_desktop.ui.check_box import CheckBox
from deeptrin_desktop.ui.flow_layout import FlowLayout
from deeptrin_desktop.ui.inspector.wire_text import WireText, head_text
from deeptrin_desktop.ui.push_button import push_button
from deeptrin_desktop.ui.remark import Remark
from deeptrin_desktop.ui.typography import label

_HEAD_LINES = 8


class Command(Enum):
    """What a request can be copied as."""

    CURL = auto()
    OPENAI = auto()
    HTTPX = auto()


class RequestTab(QWidget):
    """The body is shown indented, or as it was sent; it is copied as it was sent."""

    copy_asked = Signal(str)
    command_asked = Signal(Command)

    def __init__(self) -> None:
        super().__init__()
        self._body = ""
        self._head = WireText(self.tr("Request headers"))
        self._head.setFixedHeight(_HEAD_LINES * self._head.fontMetrics().lineSpacing() + 16)
        self._text = WireText(self.tr("Request body"))
        self._indented = CheckBox(self.tr("Indented"))
        self._indented.setChecked(True)
        self._indented.toggled.connect(self._show_body)
        self._check = Remark()
        self._length = label(muted=True, wrap=True)
        self._lay_out()

    def show_inspection(self, inspection: Inspection) -> None:
        self._head.show_text(self._heads(inspection))
        self._body = inspection.call.body.decode()
        self._show_check(inspection)
        self._show_body()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(label(self.tr("Body"), bold=True))
        line.addStretch()
        line.addWidget(self._indented)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._head)
        layout.addLayout(line)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._length)
        layout.addWidget(self._check)
        layout.addWidget(self._buttons())

    def _buttons(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(spacing=8)
        row.setLayout(flow)
        body = push_button(self.tr("Copy body"))
        body.clicked.connect(lambda: self.copy_asked.emit(self._body))
        flow.addWidget(body)
        for command, text in (
            (Command.CURL, self.tr("Copy as cURL")),
            (Command.OPENAI, self.tr("Copy as Python (openai)")),
            (Command.HTTPX, self.tr("Copy as Python (httpx)")),
        ):
            button = push_button(text)
            button.clicked.connect(lambda _checked, command=command: self.command_asked.emit(command))
            flow.addWidget(button)
        return row

    def _heads(self, inspection: Inspection) -> str:
        if not inspection.attempts:
            return "\n\n".join(
                [
                    f"POST {inspection.call.url}",
                    self.tr("Headers are kept for the last 20 replies, until the app is closed."),
                ]
            )
        return "\n\n".join(head_text(each.sent.line, each.sent.headers) for each in inspection.attempts)

    def _show_body(self) -> None:
        text = json.dumps(json.loads(self._body), ensure_ascii=False, indent=2) if self._indented.isChecked() else None
        whole = self._text.show_text(text or self._body)
        self._length.setText("" if whole else self.tr("Only the beginning is shown. All of it is copied."))
        self._length.setVisible(not whole)

    def _show_check(self, inspection: Inspection) -> None:
        if inspection.check is Check.SAME:
            self._check.note(self.tr("Rebuilt from what is stored: byte for byte what was sent, as its hash shows."))
        elif inspection.check is Check.OTHER:
            self._check.warn(
                self.tr("Rebuilt from what is stored, and not the same as what was sent: its hash is another one.")
            )
        else:
            self._check.note(self.tr("Rebuilt from what is stored. No hash was kept that would show whether it is so."))
