"""The characters of a text as Qt counts and draws them, some of which may give way to pictures."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextLine

from deeptrin_desktop.ui.blocks.utf16 import index_of, shown, units


@dataclass(frozen=True, slots=True)
class Room:
    """Characters from `start` up to `end` give way to something drawn in their place: `width` pixels wide, `above` and
    `below` the line that letters stand on.
    """

    start: int
    end: int
    width: float
    above: float
    below: float


class Letters:
    """`text` is as long as what it was made of, in characters, which offsets count; units are Qt's."""

    __slots__ = ("_are_units", "rooms", "text")

    def __init__(self, text: str, rooms: Sequence[Room] = ()) -> None:
        """`rooms` are in the order of the text."""
        self.rooms = rooms
        self.text = _with_room(shown(text), rooms) if rooms else shown(text)
        self._are_units = units(self.text) == len(self.text)
        """Whether every character is one unit, as most are."""

    def __len__(self) -> int:
        return len(self.text)

    def unit(self, offset: int) -> int:
        offset = max(0, min(offset, len(self.text)))
        return offset if self._are_units else units(self.text, offset)

    def offset(self, unit: int) -> int:
        return min(unit, len(self.text)) if self._are_units else index_of(self.text, unit)

    def outside(self, offset: int, *, forward: bool) -> int:
        """The place itself, or the edge of what is drawn in place of the characters around it."""
        for room in self.rooms:
            if room.start < offset < room.end:
                return room.end if forward else room.start
        return offset

    def within(self, start: int, end: int) -> range:
        """Which rooms begin at one of the characters from `start` up to `end`."""
        first, behind = (bisect_left(self.rooms, place, key=lambda room: room.start) for place in (start, end))
        return range(first, behind)

    def reach(self, line: QTextLine, above: float, below: float) -> tuple[float, float]:
        """How far a line with what is drawn in it reaches above and below the line that letters stand on."""
        if self.rooms:
            start, end = self.offset(line.textStart()), self.offset(line.textStart() + line.textLength())
            for index in self.within(start, end):
                above, below = max(above, self.rooms[index].above), max(below, self.rooms[index].below)
        return above, below

    def ranges(self) -> Iterator[QTextLayout.FormatRange]:
        """What makes the objects as wide as what is drawn."""
        absolute = QFont.SpacingType.AbsoluteSpacing
        for room in self.rooms:
            made = QTextLayout.FormatRange()
            made.start, made.length, made.format = self.unit(room.start), 1, QTextCharFormat()
            # An object's own width is nothing as long as no document gives it one.
            made.format.setFontLetterSpacingType(absolute)
            made.format.setFontLetterSpacing(room.width)
            yield made


def _with_room(text: str, rooms: Sequence[Room]) -> str:
    """The text with an object in each room, and joiners that show nothing behind it."""
    pieces: list[str] = []
    at = 0
    for room in rooms:
        pieces += text[at : room.start], "\ufffc", "\u2060" * (room.end - room.start - 1)
        at = room.end
    return "".join([*pieces, text[at:]])
