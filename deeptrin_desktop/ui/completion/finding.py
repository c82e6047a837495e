"""Find in the document: the bar, and the editor at one match."""

import re

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from deeptrin_desktop.ui.blocks.utf16 import index_of, units
from deeptrin_desktop.ui.completion.editor import DocumentEdit
from deeptrin_desktop.ui.find_bar import FindBar


class Finding(QObject):
    """Goes from match to match by selecting it. Looks anew at each step: the text may be another by then."""

    def __init__(self, editor: DocumentEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._bar = FindBar(editor)
        self._bar.searched.connect(lambda _text: self._go(step=0))
        self._bar.stepped.connect(lambda forward: self._go(step=1 if forward else -1))
        self._bar.closed.connect(self._close)

    def open(self) -> None:
        self._bar.open()
        self._editor.leave_room(self._bar.height())

    def step(self, forward: bool) -> None:
        """Goes on, or back; a closed bar opens first."""
        if self._bar.isVisible():
            self._go(step=1 if forward else -1)
        else:
            self.open()

    def _close(self) -> None:
        self._editor.leave_room(0)

    def stand(self) -> None:
        """Brings the bar along with the editor's size."""
        self._bar.stand()

    def _go(self, *, step: int) -> None:
        """To the match at the cursor or behind it, or from there one on or back; round at the ends."""
        text = self._editor.text()
        wanted = self._bar.field.text()
        matches = [match.span() for match in re.finditer(re.escape(wanted), text, re.IGNORECASE)] if wanted else []
        here = index_of(text, self._editor.textCursor().selectionStart())
        number = sum(start < here for start, _ in matches)
        at_match = number < len(matches) and matches[number][0] == here
        if matches:
            number = (number + (step if at_match or step < 0 else 0)) % len(matches)
            self._select(text, *matches[number])
        self._bar.show_count(number + 1, len(matches), searching=False)

    def _select(self, text: str, start: int, end: int) -> None:
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(units(text, start))
        cursor.setPosition(units(text, end), QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
