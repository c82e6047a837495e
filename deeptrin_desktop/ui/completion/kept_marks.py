"""The marks of a document in an editor, kept in step with every edit, since to read all formats takes long."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor, QTextDocument

from deeptrin_desktop.core.document import Marks, marks_after, with_marks
from deeptrin_desktop.ui.completion.marks import char_format, marks_between


class KeptMarks(QObject):
    """Positions are Qt's, in UTF-16 units. What a person writes within generated text is the person's: Qt formats it
    as what it stands behind, and here that is put right, as part of the same step of undoing.
    """

    edited = Signal()
    """Something changed that nobody had announced as known."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.marks: Marks = ()
        self.changed_until = 0
        """Where the last change ended."""
        self.overwrites = False
        """Whether a key was pressed over a selection. Else, what Qt says was replaced has only been formatted."""
        self._document = document
        self._loading = False
        self._formatted = False
        self._quiet = False
        self._written: list[tuple[int, int]] = []
        document.contentsChange.connect(self._keep)
        document.contentsChanged.connect(self._settle)

    @contextmanager
    def loading(self, marks: Marks) -> Iterator[None]:
        """Another text comes in, with marks that are known."""
        self._loading = True
        with self.changing(quiet=True):
            yield
        self._loading = False
        self.marks = marks

    @contextmanager
    def changing(self, *, quiet: bool = False) -> Iterator[None]:
        """Edits whose formats are as they should be; `quiet` if they are no news."""
        before = self._formatted, self._quiet
        self._formatted, self._quiet = True, quiet
        try:
            yield
        finally:
            self._formatted, self._quiet = before

    def _keep(self, position: int, removed: int, added: int) -> None:
        if self._loading:
            return
        end = self.changed_until = min(position + added, self._document.characterCount() - 1)
        found = [*marks_between(self._document, position, end)]
        self.marks = with_marks(marks_after(self.marks, position, removed=removed, added=added), found)
        if found and not self._formatted and (not removed or self.overwrites):
            self._written.append((position, end))

    def _settle(self) -> None:
        written, self._written = self._written, []
        with self.changing(quiet=True):
            for start, end in written:
                cursor = QTextCursor(self._document)
                cursor.setPosition(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                cursor.joinPreviousEditBlock()
                cursor.setCharFormat(char_format(""))
                cursor.endEditBlock()
        if not self._quiet:
            self.edited.emit()
