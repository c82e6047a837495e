"""The centre of the window: header, conversation, notices and composer, one above the other; or a document."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontInfo, QPalette, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deeptrin_desktop.core.conversation import Mode
from deeptrin_desktop.ui.composer import Composer
from deeptrin_desktop.ui.header import Header
from deeptrin_desktop.ui.notice import Notice
from deeptrin_desktop.ui.pane.view import ConversationPane

if TYPE_CHECKING:
    from deeptrin_desktop.ui.completion.page import CompletionPage

COLUMN = 46
"""Ems of a line of text, as in the conversation."""
REACH = 16
"""How far boxes reach out of the column, in pixels."""
SHARE = 0.4
"""Of the height, that the composer may take."""


class ConversationPage(QWidget):
    """Composer and notices stand in the column of the text that they belong to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = Header()
        self.pane = ConversationPane()
        self.undo_notice = Notice()
        """Offers to take something back, and is not covered by what `notice` says."""
        self.notice = Notice()
        self.composer = Composer()
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._completion: CompletionPage | None = None
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self._column.addWidget(self.undo_notice)
        self._column.addWidget(self.notice)
        self._column.addWidget(self.composer)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.pane, 1)
        layout.addLayout(self._column)
        self._layout = layout

    @property
    def completion(self) -> "CompletionPage":
        """The document's place, made when it is first asked for."""
        if self._completion is None:
            from deeptrin_desktop.ui.completion.page import CompletionPage

            self._completion = made = CompletionPage()
            made.hide()
            zoom = self.pane.zoom
            zoom.changed.connect(lambda: made.editor.set_zoom(zoom.percent))
            made.editor.set_zoom(zoom.percent)
            self._layout.insertWidget(self._layout.indexOf(self.pane) + 1, self._completion, 1)
        return self._completion

    def show_mode(self, mode: Mode, *, changeable: bool) -> None:
        """Shows what belongs to a mode, and whether it can still be another one."""
        is_chat = mode is Mode.CHAT
        wrote = self.writing.isAncestorOf(self.window().focusWidget())
        self.header.mode.show_mode(mode, changeable=changeable)
        self.pane.setVisible(is_chat)
        self.composer.setVisible(is_chat)
        if self._completion is not None or not is_chat:
            self.completion.setVisible(not is_chat)
        if wrote:
            self.writing.focus()

    @property
    def writing(self) -> "Composer | CompletionPage":
        """Where a person writes."""
        return self.composer if self.composer.isVisibleTo(self) else self.completion

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widest = COLUMN * QFontInfo(self.font()).pixelSize() + 2 * REACH
        side = max(REACH, (self.width() - widest) // 2)
        self._column.setContentsMargins(side, 0, side, 12)
        self.composer.set_longest(int(self.height() * SHARE))
