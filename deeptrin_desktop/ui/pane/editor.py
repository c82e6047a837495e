"""Editing a user's message in its place."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from deeptrin_desktop.core.message import Role
from deeptrin_desktop.ui.blocks.style import STEP
from deeptrin_desktop.ui.pane.page import Page
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.push_button import push_button

_FEWEST_LINES = 3
_MOST_OF_PAGE = 0.6


class _Field(QPlainTextEdit):
    """A text field that Ctrl+Enter and Escape leave."""

    finished = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        # The window has a use for Escape too; here it belongs to the field.
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().event(event)
        if event.key() != Qt.Key.Key_Escape:
            return super().event(event)
        event.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Editor(QFrame):
    """A text field with Save and Cancel that stands where a message's text does. One is enough for a pane.

    What was typed in place of a message stays with its conversation until it is saved or given up, also while the
    message is out of sight or another one is edited.
    """

    typed = Signal(str, object)
    """A message and what stands in its place; `None` when that is its own text, or was given up."""
    saved = Signal(str, str)
    """A message and its new text."""
    given_up = Signal(str, str)
    """A message and what was typed in its place and is not wanted."""
    resized = Signal()
    """It was opened or closed, or has another height."""
    left = Signal(str)
    """It had the focus and was closed: the message that it was opened for."""

    def __init__(self, page: Page, pane: QWidget) -> None:
        super().__init__(pane)
        self._page = page
        self._message_id = ""
        self._own_text = ""
        """Of the message that is edited, as the field shows it."""
        self._edits: dict[str, str] = {}
        """What was typed in place of messages, the one begun last at the end."""
        self.field = _Field(self)
        self.field.setAccessibleName(self.tr("Edited message"))
        self.field.setTabChangesFocus(True)
        self.field.textChanged.connect(self._take_room)
        self.field.textChanged.connect(self._allow_saving)
        self.field.textChanged.connect(self._note_typing)
        self.field.finished.connect(self._finish)
        self.field.left.connect(self.cancel)
        self._save = push_button(self.tr("Save"), primary=True)
        self._save.setToolTip(self.tr("Sends the message anew, as another version (Ctrl+Enter)"))
        self._save.clicked.connect(self._finish)
        self._cancel = push_button(self.tr("Cancel"))
        self._cancel.setToolTip(self.tr("Leaves the message as it is (Escape)"))
        self._cancel.clicked.connect(self.cancel)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * STEP)
        buttons.addStretch()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addWidget(self.field)
        column.addLayout(buttons)

    @property
    def index(self) -> int | None:
        """Where the edited message stands on the path."""
        return self._page.transcript.index(self._message_id) if self._message_id else None

    def change_over(self, edits: Mapping[str, str]) -> None:
        """Closes, and takes what was typed in the conversation that is shown next."""
        self._leave()
        self._edits = dict(edits)

    def open(self, message_id: str) -> None:
        """Begins to edit a message of the person's, with what was typed for it before or its text."""
        index = self._page.transcript.index(message_id)
        if index is None or self._page.transcript[index].message.role is not Role.USER:
            return
        self._leave()
        self.field.setPlainText(self._page.transcript[index].source(Kind.TEXT))
        self._own_text = self.field.toPlainText()
        if message_id in self._edits:
            self.field.setPlainText(self._edits[message_id])
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self._message_id = message_id
        self.show()
        self._take_room()
        self._note_typing()

    def cancel(self) -> None:
        """Closes and gives up what was typed."""
        message_id, text = self._message_id, self._edits.pop(self._message_id, None)
        self._close()
        if text is not None:
            self.typed.emit(message_id, None)
            self.given_up.emit(message_id, text)

    def _close(self) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        message_id = self._message_id
        self._leave()
        if had_focus:
            self.left.emit(message_id)

    def take_back(self, message_id: str, text: str) -> None:
        """Takes a text that was saved or given up here for one that is not, and opens with it where it can."""
        self._edits[message_id] = text
        self.follow()

    def follow(self) -> None:
        """Comes along when the page shows something else: puts aside what was typed, or brings it back."""
        if self._message_id and self.index is None:
            self._leave()
        if not self._message_id:
            on_page = (kept for kept in reversed(self._edits) if self._page.transcript.index(kept) is not None)
            if (returned := next(on_page, None)) is not None:
                self.open(returned)
        self._allow_saving()

    def stand(self) -> None:
        """Takes its place over the message, wherever that is now."""
        if (index := self.index) is not None:
            self.setGeometry(self._page.row_rect(index, Kind.TEXT))

    def _finish(self) -> None:
        if self._save.isEnabled():
            message_id, text = self._message_id, self.field.toPlainText()
            self._edits.pop(message_id, None)
            self._close()
            self.saved.emit(message_id, text)

    def _allow_saving(self) -> None:
        self._save.setEnabled(not self._page.running and bool(self.field.toPlainText().strip()))

    def _note_typing(self) -> None:
        if self._message_id:
            before, text = [*self._edits.items()], self.field.toPlainText()
            self._edits.pop(self._message_id, None)
            if text != self._own_text:
                self._edits[self._message_id] = text
            if [*self._edits.items()] != before:
                self.typed.emit(self._message_id, self._edits.get(self._message_id))

    def _leave(self) -> None:
        index, self._message_id = self.index, ""
        self.hide()
        if index is not None:
            self._page.transcript[index].editor_height = 0
            self._page.layout.resized(index)
            self.resized.emit()

    def _take_room(self) -> None:
        if (index := self.index) is None:
            return
        height = self._wished_height()
        if self._page.transcript[index].editor_height != height:
            self._page.transcript[index].editor_height = height
            self._page.layout.resized(index)
            self.resized.emit()

    def _wished_height(self) -> int:
        lines = max(round(self.field.document().size().height()), _FEWEST_LINES)
        around = 2 * (self.field.frameWidth() + round(self.field.document().documentMargin()))
        text = lines * self.field.fontMetrics().lineSpacing() + around
        buttons = self._save.sizeHint().height() + 2 * STEP
        return min(text, round(self._page.layout.height * _MOST_OF_PAGE)) + buttons
