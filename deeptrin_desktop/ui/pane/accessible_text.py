"""What a screen reader reads of a message, character by character, and what it does to messages and their controls."""

import weakref
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtGui import QAccessibleActionInterface, QAccessibleTextInterface

from deeptrin_desktop.ui.blocks.utf16 import index_of, units
from deeptrin_desktop.ui.pane.pointing import position_at
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.pane.selection import Position
from deeptrin_desktop.ui.pane.spots import Stop

if TYPE_CHECKING:
    from deeptrin_desktop.ui.pane.view import ConversationPane


class MessageText(QAccessibleTextInterface):
    """The text of one message. Offsets are UTF-16 units, as all of Qt's are."""

    def __init__(self, pane: "ConversationPane", message_id: str) -> None:
        super().__init__()
        self._pane = weakref.ref(pane)
        self._message_id = message_id
        self._known: tuple[int, str, int] = (-1, "", 0)

    # ---- reading ----

    def characterCount(self) -> int:
        return self._read()[1]

    def text(self, start: int, end: int) -> str:
        text, count = self._read()
        end = count if end < 0 else min(end, count)
        if count == len(text):
            return text[start:end]
        return text.encode("utf-16-le", "replace")[2 * start : 2 * end].decode("utf-16-le", "replace")

    def _read(self) -> tuple[str, int]:
        """The text and its length, remembered until it changes: a reader asks for them again and again."""
        if (found := self._place()) is None:
            return "", 0
        entry = found[0].page.transcript[found[1]]
        revision = entry.revision
        if self._known[0] != revision:
            text = entry.text.spoken.text
            self._known = revision, text, units(text)
        return self._known[1:]

    # ---- places ----

    def cursorPosition(self) -> int:
        found = self._place()
        caret = found[0].page.selection.caret if found is not None else None
        if found is None or caret is None or (caret.message, caret.kind) != (found[1], Kind.TEXT):
            return 0
        return units(self._read()[0], found[0].page.transcript[found[1]].text.spoken.offset_of(caret.place))

    def setCursorPosition(self, position: int) -> None:
        if (found := self._place()) is not None:
            caret = self._position(found[1], position)
            found[0].select(caret, caret)

    def characterRect(self, offset: int) -> QRect:
        if (found := self._place()) is None:
            return QRect()
        pane, index = found
        here = pane.caret_rect(self._position(index, offset))
        after = pane.caret_rect(self._position(index, offset + 1))
        if after.top() == here.top():
            here.setRight(max(after.left() - 1, here.left()))
        return QRect(pane.viewport().mapToGlobal(here.topLeft()), here.size())

    def offsetAtPoint(self, point: QPoint) -> int:
        if (found := self._place()) is None:
            return -1
        pane, index = found
        inside = pane.viewport().mapFromGlobal(point)
        position = position_at(pane.page, inside)
        if position is None or (position.message, position.kind) != (index, Kind.TEXT):
            return -1
        if not pane.page.message_rect(index).contains(inside):
            return -1
        return units(self._read()[0], pane.page.transcript[index].text.spoken.offset_of(position.place))

    def scrollToSubstring(self, start: int, _end: int) -> None:
        if (found := self._place()) is not None:
            found[0].reveal(found[0].caret_rect(self._position(found[1], start)))

    # ---- selecting; what is selected cannot be told, since the binding leaves it out ----

    def selectionCount(self) -> int:
        return 0

    def addSelection(self, start: int, end: int) -> None:
        if (found := self._place()) is not None:
            found[0].select(self._position(found[1], start), self._position(found[1], end))

    def setSelection(self, _which: int, start: int, end: int) -> None:
        self.addSelection(start, end)

    def removeSelection(self, _which: int) -> None:
        self.setCursorPosition(self.cursorPosition())

    def _place(self) -> "tuple[ConversationPane, int] | None":
        pane = self._pane()
        index = pane.page.transcript.index(self._message_id) if pane is not None else None
        return None if pane is None or index is None else (pane, index)

    def _position(self, index: int, unit: int) -> Position:
        text, _ = self._read()
        found = self._place()
        assert found is not None
        spoken = found[0].page.transcript[index].text.spoken
        return Position.of(index, Kind.TEXT, spoken.place_at(index_of(text, max(unit, 0))))


class FocusAction(QAccessibleActionInterface):
    """Brings the keys to a message."""

    def __init__(self, pane: "ConversationPane", message_id: str) -> None:
        super().__init__()
        self._pane = weakref.ref(pane)
        self._message_id = message_id

    def actionNames(self) -> list[str]:
        return [self.setFocusAction()]

    def doAction(self, name: str) -> None:
        if name == self.setFocusAction() and (pane := self._pane()) is not None:
            pane.focus_message(self._message_id)

    def keyBindingsForAction(self, _name: str) -> list[str]:
        return []


class PressAction(QAccessibleActionInterface):
    """Does what a click on a control does."""

    def __init__(self, pane: "ConversationPane", message_id: str, stop: Stop) -> None:
        super().__init__()
        self._pane = weakref.ref(pane)
        self._message_id = message_id
        self._stop = stop

    def actionNames(self) -> list[str]:
        return [self.pressAction()]

    def doAction(self, name: str) -> None:
        pane = self._pane()
        if name == self.pressAction() and pane is not None:
            # Later: what it does may take this very object away.
            QTimer.singleShot(0, pane, lambda: pane.press(self._message_id, self._stop))

    def keyBindingsForAction(self, _name: str) -> list[str]:
        return ["Return"] if _name == self.pressAction() else []
