"""The characters of a text as Qt counts and draws them, some of which may give way to pictures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QTextCharFormat, QTextLayout, QTextLine

from deeptrin_desktop.ui.blocks.style import Face
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

    __slots__ = ("rooms", "text")

    def __init__(self, text: str, rooms: Sequence[Room] = ()) -> None:
        self.rooms = rooms
        self.text = shown(text)
        for room in rooms:  # an object, and joiners that show nothing
            stand_in = "\ufffc" + "\u2060" * (room.end - room.start - 1)
            self.text = self.text[: room.start] + stand_in + self.text[room.end :]

    def __len__(self) -> int:
        return len(self.text)

    def unit(self, offset: int) -> int:
        return units(self.text, max(0, min(offset, len(self.text))))

    def offset(self, unit: int) -> int:
        return index_of(self.text, unit)

    def outside(self, offset: int, *, forward: bool) -> int:
        """The place itself, or the edge of what is drawn in place of the characters around it."""
        for room in self.rooms:
            if room.start < offset < room.end:
                return room.end if forward else room.start
        return offset

    def reach(self, line: QTextLine, above: float, below: float) -> tuple[float, float]:
        """How far a line with what is drawn in it reaches above and below the line that letters stand on."""
        if self.rooms:
            start, end = self.offset(line.textStart()), self.offset(line.textStart() + line.textLength())
            for room in self.rooms:
                if start <= room.start < end:
                    above, below = max(above, room.above), max(below, room.below)
        return above, below

    def ranges(self, face: Face) -> Iterator[QTextLayout.FormatRange]:
        """What makes the objects as wide as what is drawn."""
        for room in self.rooms:
            made = QTextLayout.FormatRange()
            made.start, made.length, made.format = self.unit(room.start), 1, QTextCharFormat()
            # An object's own width is nothing as long as no document gives it one.
            made.format.setFontLetterSpacingType(face.font.SpacingType.AbsoluteSpacing)
            made.format.setFontLetterSpacing(room.width)
            yield made
