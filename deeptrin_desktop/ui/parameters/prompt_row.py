"""The system prompt with its caption, where it comes from, and a way back to the one below it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deeptrin_desktop.ui.icon_button import IconButton
from deeptrin_desktop.ui.parameters.system_prompt import SystemPrompt
from deeptrin_desktop.ui.typography import SMALL, label

LINES = 5


class PromptRow(QWidget):
    """`changed` carries the text."""

    changed = Signal(str)
    reset_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._editor = SystemPrompt()
        self._editor.setFixedHeight(LINES * self.fontMetrics().lineSpacing())
        caption = label(self.tr("System prompt"))
        caption.setBuddy(self._editor)
        self._source = label(scale=SMALL, muted=True)
        self._reset = IconButton("reset", self.tr("Reset System prompt"))
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(caption, 1)
        head.addWidget(self._source)
        head.addWidget(self._reset)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self._editor)
        self._editor.changed.connect(self.changed)
        self._reset.clicked.connect(self._ask_reset)

    def show_text(self, text: str) -> None:
        """Shows a text without a signal; the one that is there already keeps its cursor."""
        self._editor.show_text(text)

    def show_source(self, source: str, *, own: bool) -> None:
        """Says where the text comes from. The conversation's own can be given up where there is one below it."""
        self._source.setText(source)
        self._editor.setAccessibleDescription(source)
        self._reset.setVisible(own)

    def set_sent(self, sent: bool) -> None:
        """Whether there is a place for it in what is sent: in Completion mode there is none."""
        self._editor.setEnabled(sent)
        hint = self.tr("Not set: nothing is sent") if sent else self.tr("Not sent in Completion mode")
        self._editor.setPlaceholderText(hint)
        self._editor.setToolTip("" if sent else hint)

    def focus(self) -> None:
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Sends up what has changed and was not sent up yet."""
        self._editor.flush()

    def _ask_reset(self) -> None:
        self._editor.setFocus()
        self.reset_asked.emit()
