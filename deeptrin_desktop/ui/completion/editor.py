"""The editor of a document: what is generated comes in at its place, is tinted, and is one step to undo."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QWidget

from deeptrin_desktop.core.document import Document, Mark, Marks, Place, with_plain_line_ends
from deeptrin_desktop.ui.blocks.utf16 import index_of, units
from deeptrin_desktop.ui.completion.marks import char_format, in_characters, in_units, insert
from deeptrin_desktop.ui.completion.tinted_edit import TintedEdit
from deeptrin_desktop.ui.edit_actions import add_edit_actions

_READING = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
_WRITING = Qt.TextInteractionFlag.TextEditorInteraction


class DocumentEdit(TintedEdit):
    """Positions that go in and out count characters; Qt's own count UTF-16 units."""

    edited = Signal()
    """A person changed the text, by typing, undoing or however else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place: QTextCursor | None = None
        """Where the next text of a reply goes."""
        self._message = ""
        """The message that is coming in."""
        self._begun = False
        """Whether text of it has come in: then more of it joins the same step of undoing."""
        self._reply = ""
        self.setAccessibleName(self.tr("Document"))
        self.setPlaceholderText(self.tr("Write the beginning of a text, and let the model go on"))
        self.setTabChangesFocus(True)
        self._kept.edited.connect(self.edited)

    # ---- what is shown ----

    def load(self, document: Document) -> None:
        """Shows another document. There is nothing to undo in it."""
        self.set_place(None)
        marks = in_units(document.text, document.marks)
        with self._kept.loading(marks):
            self.document().setUndoRedoEnabled(False)
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self.setCurrentCharFormat(char_format(""))  # else Qt takes that of the old text
            self.setPlainText(document.text)
            cursor = QTextCursor(self.document())
            cursor.beginEditBlock()
            for mark in marks:
                self._cursor(mark.start, mark.end).setCharFormat(char_format(mark.message))
            cursor.endEditBlock()
            self.document().setUndoRedoEnabled(True)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def become(self, document: Document) -> None:
        """Changes the text to that of another value of the same document: one step, or part of the running one."""
        text = self.text()
        if text == document.text:
            return
        start = _in_common(text, document.text)
        end = _in_common(text[start:][::-1], document.text[start:][::-1])
        changed = document.text[start : len(document.text) - end]
        with self._kept.changing(quiet=True), self._step() as cursor:
            cursor.setPosition(units(text, start))
            cursor.setPosition(units(text, len(text) - end), QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            for part, message in _parts(changed, start, document.marks):
                insert(cursor, part, message)

    def set_place(self, place: Place | None, message: str = "") -> None:
        """Says where the next text of a reply goes in, and of which message it is; nowhere, with `None`."""
        self._begun = self._begun and message == self._message
        self._message, self._reply = message, place.reply if place else ""
        self._place = self._cursor(units(self.text(), place.at)) if place else None

    def add(self, text: str) -> None:
        """Puts more of the coming text in its place. The view goes along if the cursor is there and can be seen."""
        if self._place is None or not text:
            return
        follows = self.textCursor().position() == self._place.position() and self._sees_cursor()
        with self._kept.changing(quiet=True), self._step():
            insert(self._place, with_plain_line_ends(text), self._message)
        if follows:
            self.ensureCursorVisible()

    def set_writable(self, writable: bool) -> None:
        """While it is not, text can be read, selected and copied."""
        self.setTextInteractionFlags(_WRITING if writable else _READING)

    # ---- what stands there ----

    def text(self) -> str:
        """The text. Qt's own way to ask for it would lose spaces that do not break."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def value(self) -> Document:
        """The document. What is coming in counts as text of it."""
        text = self.text()
        place = Place(index_of(text, self._place.position()), self._reply) if self._place else None
        return Document(text, in_characters(text, self._kept.marks), place)

    @property
    def coming(self) -> str:
        """The id of the message whose text is coming in; empty for none."""
        return self._message

    @property
    def is_empty(self) -> bool:
        return self.document().isEmpty()

    @property
    def messages(self) -> frozenset[str]:
        """The ids of the messages of which something stands there."""
        return frozenset(mark.message for mark in self._kept.marks)

    @property
    def cursor_at(self) -> int:
        return index_of(self.text(), self.textCursor().selectionEnd())

    def end_of(self, message: str) -> int:
        """Where the text of a message that stands there ends."""
        return index_of(self.text(), max(mark.end for mark in self._kept.marks if mark.message == message))

    def go_to(self, at: int) -> None:
        """Sets the cursor."""
        self.setTextCursor(self._cursor(units(self.text(), at)))
        self.ensureCursorVisible()

    # ---- undoing ----

    def take_out(self, message: str) -> int:
        """Takes out what is left of a message's text, in one step; returns where it began."""
        ranges = [mark for mark in self._kept.marks if mark.message == message]
        with self._kept.changing(), self._step() as cursor:
            for mark in reversed(ranges):
                cursor.setPosition(mark.start)
                cursor.setPosition(mark.end, QTextCursor.MoveMode.KeepAnchor)
                cursor.removeSelectedText()
        self.setTextCursor(cursor)
        return index_of(self.text(), ranges[0].start)

    def undo(self) -> None:
        self._step_through(self.document().undo, available=self.document().isUndoAvailable())

    def redo(self) -> None:
        self._step_through(self.document().redo, available=self.document().isRedoAvailable())

    def _step_through(self, step: Callable[[], object], *, available: bool) -> None:
        """The widget's own way to do it sets the cursor behind the end, where what a step joins has several parts."""
        if available and not self.isReadOnly():
            with self._kept.changing():
                step()
            self.setTextCursor(self._cursor(self._kept.changed_until))
            self.ensureCursorVisible()

    # ---- what a person does ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        else:
            self._write_plain()
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._write_plain()
        super().inputMethodEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        cursor = self.textCursor()
        insert(cursor, with_plain_line_ends(source.text()), "")
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def dropEvent(self, event: QDropEvent) -> None:
        with self._kept.changing():  # what lies between two places of one drop is not written anew
            super().dropEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_edit_actions(menu)
        menu.popup(event.globalPos())

    def _write_plain(self) -> None:
        self._kept.overwrites = self.textCursor().hasSelection()
        if not self._kept.overwrites:
            self.setCurrentCharFormat(char_format(""))

    @contextmanager
    def _step(self) -> Iterator[QTextCursor]:
        """Edits that are one step to undo, together with what has come of the same message."""
        cursor = QTextCursor(self.document())
        if self._begun:
            cursor.joinPreviousEditBlock()
        else:
            cursor.beginEditBlock()
        self._begun = bool(self._message)
        try:
            yield cursor
        finally:
            cursor.endEditBlock()

    def _cursor(self, start: int, end: int | None = None) -> QTextCursor:
        last = self.document().characterCount() - 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(start, last))
        if end is not None:
            cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _sees_cursor(self) -> bool:
        return self.viewport().rect().intersects(self.cursorRect())


def _parts(text: str, start: int, marks: Marks) -> Iterator[tuple[str, str]]:
    """A part of a document from a character on, cut where marks begin and end, with whose each is."""
    here, end = start, start + len(text)
    for mark in (*marks, Mark(end, end, "")):
        for bound, message in ((mark.start, ""), (mark.end, mark.message)):
            until = min(bound, end)
            if until > here:
                yield text[here - start : until - start], message
                here = until


def _in_common(one: str, other: str) -> int:
    """How many characters two texts begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
