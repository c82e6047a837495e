"""What the keys do in the conversation: by message, by page, with a caret inside, and on a message's controls."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from deeptrin_desktop.ui.pane.caret import by_line, by_page, edge, line_edge, step
from deeptrin_desktop.ui.pane.page import Page
from deeptrin_desktop.ui.pane.selection import Position, first_position
from deeptrin_desktop.ui.pane.spots import next_stop

_Key = Qt.Key
_Mod = Qt.KeyboardModifier


class Keys:
    """Moves the current message, its focused control and the caret. `True` from a method: the key was for it."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def go(self, event: QKeyEvent) -> bool:
        """From message to message: Up, Down, Home, End; from choice to choice: Left, Right."""
        transcript = self._page.transcript
        if not len(transcript) or event.modifiers() & (_Mod.ShiftModifier | _Mod.AltModifier):
            return False
        here, key = self._page.current_or_visible(), _Key(event.key())
        line, last = transcript.line(here), transcript.last_line
        there = {_Key.Key_Up: line - 1, _Key.Key_Down: line + 1, _Key.Key_Home: 0, _Key.Key_End: last}.get(key)
        if there is not None:
            there = max(0, min(there, last))
            target = here if there == line else transcript.seen_in(there)[0]
        elif (beside := self._beside(here, event)) is not None:
            target = beside
        else:
            return False
        self.make_current(target)
        return True

    def _beside(self, here: int, event: QKeyEvent) -> int | None:
        """The choice to the left or right; nothing while the keys move a caret."""
        together = self._page.transcript.beside(here)
        by = {_Key.Key_Left: -1, _Key.Key_Right: 1}.get(_Key(event.key()))
        if by is None or len(together) < 2 or self._page.attention.caret or event.modifiers() & _Mod.ControlModifier:
            return None
        return max(together[0], min(here + by, together[-1]))

    def leave(self, event: QKeyEvent) -> bool:
        """Escape: from a control back to its message, or away with the selection."""
        attention, selection = self._page.attention, self._page.selection
        if event.key() != _Key.Key_Escape or (attention.stop is None and selection.span is None):
            return False
        if attention.stop is None:
            selection.clear()
        attention.stop = None
        return True

    def make_current(self, index: int) -> None:
        attention = self._page.attention
        attention.current, attention.stop, attention.ring, attention.caret = index, None, True, False

    def move_caret(self, event: QKeyEvent) -> bool:
        """Left and Right, by word with Ctrl; with Shift they select, and so do Up, Down, Page Up, Page Down, Home and
        End; the last two with Ctrl to the start and the end of all.
        """
        select = bool(event.modifiers() & _Mod.ShiftModifier)
        by_word = bool(event.modifiers() & _Mod.ControlModifier)
        move = self._move_of(_Key(event.key()), select=select, by_word=by_word)
        if move is None or event.modifiers() & _Mod.AltModifier or not len(self._page.transcript):
            return False
        selection, attention = self._page.selection, self._page.attention
        before = self._caret()
        after = move(before)
        anchor = selection.anchor if select and selection.anchor is not None else before if select else after
        selection.set(anchor, after)
        attention.current, attention.stop, attention.ring, attention.caret = after.message, None, True, True
        return True

    def next_control(self, *, forward: bool) -> bool:
        """From the message to its controls and links, one after the other, and back; `False` behind the last."""
        attention = self._page.attention
        if attention.current is None or attention.current >= len(self._page.transcript):
            return False
        if attention.stop is None and not forward:
            return False
        following = next_stop(self._page.transcript[attention.current], attention.stop, forward=forward)
        if following is None and forward:
            return False
        attention.stop, attention.ring, attention.caret = following, True, False
        return True

    def take_focus(self, *, by_key: bool) -> None:
        """Lands on a message: the current one, or else the last. It shows that it has the focus if a key led there."""
        attention = self._page.attention
        if self._page:
            attention.current = self._page.current_or_visible()
        attention.stop = None
        attention.ring = by_key

    def _caret(self) -> Position:
        selection, attention = self._page.selection, self._page.attention
        if selection.caret is not None and (attention.current in (None, selection.caret.message)):
            return selection.caret
        return first_position(self._page.transcript, self._page.current_or_visible())

    def _move_of(self, key: Qt.Key, *, select: bool, by_word: bool) -> Callable[[Position], Position] | None:
        page, transcript = self._page, self._page.transcript
        if key in (_Key.Key_Left, _Key.Key_Right):
            forward = key == _Key.Key_Right
            return lambda here: step(transcript, here, forward=forward, by_word=by_word)
        if select and key in (_Key.Key_Up, _Key.Key_Down):
            return lambda here: by_line(page, here, forward=key == _Key.Key_Down)
        if select and key in (_Key.Key_PageUp, _Key.Key_PageDown):
            return lambda here: by_page(page, here, forward=key == _Key.Key_PageDown)
        if select and key in (_Key.Key_Home, _Key.Key_End):
            end = key == _Key.Key_End
            return lambda here: edge(transcript, end=end) if by_word else line_edge(transcript, here, end=end)
        return None


def is_press(event: QKeyEvent) -> bool:
    """Whether a key presses what has the focus."""
    return event.key() in (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Space) and not event.isAutoRepeat()
