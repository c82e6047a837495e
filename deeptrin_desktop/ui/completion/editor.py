"""The editor of a document: what is generated comes in at its place, is tinted, and is one step to undo."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDropEvent,
    QFontInfo,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextLine,
)
from PySide6.QtWidgets import QFrame, QMenu, QPlainTextEdit, QWidget

from deeptrin_desktop.core.document import Document, Mark, Marks, Place, marks_after, with_marks, with_plain_line_ends
from deeptrin_desktop.ui.blocks.utf16 import index_of, units
from deeptrin_desktop.ui.completion.marks import char_format, in_characters, in_units, insert, marks_between
from deeptrin_desktop.ui.edit_actions import add_edit_actions
from deeptrin_desktop.ui.theme import colours_of

COLUMN = 46
"""Ems of a line of text, as in the conversation."""
MARGIN = 16
"""Pixels beside the text, at least."""
_READING = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
_WRITING = Qt.TextInteractionFlag.TextEditorInteraction


class DocumentEdit(QPlainTextEdit):
    """Positions that go in and out count characters; Qt's own count UTF-16 units."""

    edited = Signal()
    """A person changed the text, by typing, undoing or however else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: Marks = ()
        """As the characters' formats say it, in Qt's units: kept in step, since reading all formats takes long."""
        self._place: QTextCursor | None = None
        """Where the next text of a reply goes."""
        self._message = ""
        """The message that is coming in."""
        self._begun = False
        """Whether text of it has come in: then more of it joins the same step of undoing."""
        self._reply = ""
        self._loading = False
        self._formatted = False
        """Whether what changes now has the formats that it should have."""
        self._quiet = False
        """Whether what changes now is known to whoever listens."""
        self._changed_until = 0
        self._overwrites = False
        """Whether a key was pressed over a selection. Else, Qt calls what is not removed a change of looks."""
        self._written_in: list[tuple[int, int]] = []
        """Where a person wrote within what was generated: Qt gives it the mark of what it stands behind."""
        self.setAccessibleName(self.tr("Document"))
        self.setPlaceholderText(self.tr("Write the beginning of a text, and let the model go on"))
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().contentsChange.connect(self._keep_marks)
        self.document().contentsChanged.connect(self._settle)

    # ---- what is shown ----

    def load(self, document: Document) -> None:
        """Shows another document. There is nothing to undo in it."""
        self.set_place(None)
        self._loading = True
        with self._changing(quiet=True):
            self.document().setUndoRedoEnabled(False)
            self.setPlainText(document.text)
            self._cursor(0, len(document.text) * 2).setCharFormat(char_format(""))  # Qt takes that of the old text
            self._marks = in_units(document.text, document.marks)
            for mark in self._marks:
                self._cursor(mark.start, mark.end).setCharFormat(char_format(mark.message))
            self.document().setUndoRedoEnabled(True)
        self._loading = False
        self.moveCursor(QTextCursor.MoveOperation.End)

    def become(self, document: Document) -> None:
        """Changes the text to that of another value of the same document: one step, or part of the running one."""
        text = self.text()
        if text == document.text:
            return
        start = _in_common(text, document.text)
        end = _in_common(text[start:][::-1], document.text[start:][::-1])
        changed = document.text[start : len(document.text) - end]
        with self._changing(quiet=True), self._step() as cursor:
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
        with self._changing(quiet=True), self._step():
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
        return Document(text, in_characters(text, self._marks), place)

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
        return frozenset(mark.message for mark in self._marks)

    @property
    def cursor_at(self) -> int:
        return index_of(self.text(), self.textCursor().selectionEnd())

    def end_of(self, message: str) -> int:
        """Where the text of a message that stands there ends."""
        return index_of(self.text(), max(mark.end for mark in self._marks if mark.message == message))

    def go_to(self, at: int) -> None:
        """Sets the cursor."""
        self.setTextCursor(self._cursor(units(self.text(), at)))
        self.ensureCursorVisible()

    # ---- undoing ----

    def take_out(self, message: str) -> int:
        """Takes out what is left of a message's text, in one step; returns where it began."""
        ranges = [mark for mark in self._marks if mark.message == message]
        with self._changing(), self._step() as cursor:
            for mark in reversed(ranges):
                cursor.setPosition(mark.start)
                cursor.setPosition(mark.end, QTextCursor.MoveMode.KeepAnchor)
                cursor.removeSelectedText()
        self.setTextCursor(cursor)
        return index_of(self.text(), ranges[0].start)

    def undo(self) -> None:
        if self.document().isUndoAvailable():
            self._step_through(self.document().undo)

    def redo(self) -> None:
        if self.document().isRedoAvailable():
            self._step_through(self.document().redo)

    def _step_through(self, step: Callable[[], object]) -> None:
        """The widget's own way to do it sets the cursor behind the end, where what a step joins has several parts."""
        if not self.isReadOnly():
            with self._changing():
                step()
            self.setTextCursor(self._cursor(self._changed_until))
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
        with self._changing():  # what lies between two places of one drop is not written anew
            super().dropEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_edit_actions(menu)
        menu.popup(event.globalPos())

    # ---- looks ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = max(MARGIN, (self.width() - COLUMN * QFontInfo(self.font()).pixelSize()) // 2)
        self.setViewportMargins(side, MARGIN, side, 0)
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours_of(self.palette()).generated))
        for tint in self._tints(event.rect().top(), event.rect().bottom()):
            painter.drawRect(tint)
        painter.end()
        super().paintEvent(event)

    def _tints(self, top: int, bottom: int) -> Iterator[QRectF]:
        """What is behind the generated text between two heights of the view."""
        block = self.firstVisibleBlock()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > bottom:
                return
            tints = (tint.translated(place.topLeft()) for tint in self._tints_in(block))
            yield from (tint for tint in tints if tint.top() <= bottom and tint.bottom() >= top)
            block = block.next()

    def _tints_in(self, block: QTextBlock) -> Iterator[QRectF]:
        first, layout = block.position(), block.layout()
        marks = self._marks[bisect_right(self._marks, first, key=lambda mark: mark.end) :]
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            start, end = first + line.textStart(), first + line.textStart() + line.textLength()
            for mark in marks:
                if mark.start >= end:
                    break
                if mark.end > start:
                    left = _x_of(line, max(mark.start, start) - first)
                    right = _x_of(line, min(mark.end, end) - first)
                    yield QRectF(min(left, right), line.y(), abs(right - left), line.height())

    # ---- marks ----

    def _keep_marks(self, position: int, removed: int, added: int) -> None:
        if self._loading:
            return
        end = self._changed_until = min(position + added, self.document().characterCount() - 1)
        found = [*marks_between(self.document(), position, end)]
        self._marks = with_marks(marks_after(self._marks, position, removed=removed, added=added), found)
        if found and not self._formatted and (not removed or self._overwrites):
            self._written_in.append((position, end))

    def _settle(self) -> None:
        """What a person wrote is the person's, and that it is belongs to the same step."""
        written, self._written_in = self._written_in, []
        with self._changing(quiet=True):
            for start, end in written:
                cursor = self._cursor(start, end)
                cursor.joinPreviousEditBlock()
                cursor.setCharFormat(char_format(""))
                cursor.endEditBlock()
        if not self._quiet:
            self.edited.emit()

    def _write_plain(self) -> None:
        self._overwrites = self.textCursor().hasSelection()
        if not self._overwrites:
            self.setCurrentCharFormat(char_format(""))

    @contextmanager
    def _changing(self, *, quiet: bool = False) -> Iterator[None]:
        """Edits whose formats are as they should be."""
        before = self._formatted, self._quiet
        self._formatted, self._quiet = True, quiet
        try:
            yield
        finally:
            self._formatted, self._quiet = before

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


def _x_of(line: QTextLine, unit: int) -> float:
    x, _ = cast("tuple[float, int]", line.cursorToX(unit))
    return x


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
