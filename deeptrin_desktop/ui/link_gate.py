"""The one way out for links in conversations: a question that shows where a link really leads."""

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from deeptrin_desktop.ui.blocks.addresses import (
    honest,
    host_of,
    looks_like_another,
    may_be_opened,
    names_a_user,
    scheme_of,
    to_network,
)
from deeptrin_desktop.ui.blocks.utf16 import shown
from deeptrin_desktop.ui.push_button import push_button
from deeptrin_desktop.ui.typography import LARGE, label

_WIDTH = 460
_LINES = 3
_LONGEST = 2_000
"""Characters of an address that are shown; all of it is copied."""

_LONGEST_TEXT = 200


def ask_to_open(parent: QWidget, target: str, text: str) -> None:
    """Opens the question and returns at once. What may not be opened is refused there, in words."""
    gate = LinkGate(parent, target, text)
    gate.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    gate.open()


class LinkGate(QDialog):
    """Offers to open the address, where it is one of the web or of mail, and to copy it in any case."""

    def __init__(self, parent: QWidget, target: str, text: str) -> None:
        super().__init__(parent)
        self._target = target
        self.setWindowTitle(self.tr("Link"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        opens = may_be_opened(target)
        question = self.tr("Open this address?") if opens else self.tr("This link is not opened")
        column.addWidget(label(question, scale=LARGE, bold=True))
        column.addWidget(self._address())
        suspicious = opens and (looks_like_another(text, target) or names_a_user(target))
        for line in _remarks(target, text, opens=opens, suspicious=suspicious):
            column.addWidget(label(line, wrap=True, muted=not suspicious))
        column.addLayout(self._buttons(opens=opens, cautious=suspicious))
        self.setMinimumWidth(_WIDTH)
        self._first.setFocus()

    def _address(self) -> QPlainTextEdit:
        field = QPlainTextEdit(honest(self._target[:_LONGEST]))
        field.setReadOnly(True)
        field.setTabChangesFocus(True)
        field.setAccessibleName(self.tr("Address"))
        margins = 2 * (round(field.document().documentMargin()) + field.frameWidth())
        field.setFixedHeight(_LINES * field.fontMetrics().lineSpacing() + margins)
        return field

    def _buttons(self, *, opens: bool, cautious: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        copy = push_button(self.tr("Copy address"))
        copy.clicked.connect(self._copy)
        cancel = push_button(self.tr("Cancel") if opens else self.tr("Close"))
        cancel.clicked.connect(self.reject)
        row.addWidget(copy)
        row.addStretch()
        row.addWidget(cancel)
        first = cancel
        if opens:
            confirm = push_button(self.tr("Open"), primary=not cautious)
            confirm.clicked.connect(self._open)
            row.addWidget(confirm)
            first = cancel if cautious else confirm
        first.setDefault(True)
        self._first = first
        return row

    def _open(self) -> None:
        self.accept()
        if may_be_opened(self._target):
            QDesktopServices.openUrl(QUrl(self._target))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._target)
        self.accept()


def _remarks(target: str, text: str, *, opens: bool, suspicious: bool) -> list[str]:
    translate = QCoreApplication.translate
    if not opens:
        scheme = scheme_of(target)
        refused = translate("LinkGate", "Links of the kind “{scheme}:” could do more than show a page.")
        only = translate("LinkGate", "Only complete addresses of the web and of mail are opened from a conversation.")
        return [refused.format(scheme=scheme), only] if scheme else [only]
    if suspicious:
        host = to_network(host_of(target))
        if not looks_like_another(text, target):
            user = translate("LinkGate", "Careful: what stands before the @ is not the host. The link leads to {host}.")
            return [user.format(host=host)]
        says = translate("LinkGate", "Careful: the text of the link says “{text}”, but it leads to {host}.")
        return [says.format(text=shown(text.strip())[:_LONGEST_TEXT], host=host)]
    return []
