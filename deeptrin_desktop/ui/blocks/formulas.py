"""The formulas of a text, as pictures that stand in the place of their source."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPixmap

from deeptrin_desktop.markdown.maths import Picture
from deeptrin_desktop.ui.blocks.letters import Room
from deeptrin_desktop.ui.blocks.lines import Lines, Mark
from deeptrin_desktop.ui.blocks.pictures import Pictures, tinted
from deeptrin_desktop.ui.blocks.words import InlineFormula


class Formulas:
    """Those that have a picture already; the source of the others is shown."""

    __slots__ = ("_made", "_pictures", "_places", "_seen", "rooms", "waits")

    def __init__(
        self, formulas: Iterable[InlineFormula], pictures: Pictures, *, size: int, colour: str, width: int
    ) -> None:
        """`size` is that of the letters around them, and `width` that of the lines, in pixels."""
        self.rooms: list[Room] = []
        """What is left for each of them, in order."""
        self.waits = False
        """Whether pictures of others are still being made."""
        self._pictures = pictures
        self._made: list[Picture] = []
        self._places: list[QRectF] = []
        """Once they were asked for."""
        self._seen: dict[int, QPixmap] = {}
        """The pixels of those that were seen."""
        for formula in formulas:
            made = pictures.find(formula.tex, display=formula.display, size=size, colour=colour)
            if made is not None:
                self._made.append(made)
                self.rooms.append(_room_of(formula, made, width))
            elif pictures.is_coming(formula.tex, display=formula.display, size=size, colour=colour):
                self.waits = True

    def draw(self, painter: QPainter, at: QPointF, lines: Lines, indices: Iterable[int], mark: Mark | None) -> None:
        """Draws some of them into the room that the lines, which begin at `at`, have for them."""
        for index in indices:
            self._places = self._places or [_place_of(room, lines) for room in self.rooms]
            place, ratio = self._places[index], painter.device().devicePixelRatio()
            pixels = self._seen.get(index)
            if pixels is None or pixels.devicePixelRatio() != ratio:
                pixels = self._pictures.drawn(self._made[index], place.size(), ratio) or pixels
            if pixels is None:
                continue
            self._seen[index] = pixels
            if mark is not None and mark.start <= self.rooms[index].start < mark.end:
                painter.fillRect(place.translated(at), mark.paper)
                pixels = tinted(pixels, mark.ink)
            painter.drawPixmap(at + place.topLeft(), pixels)


def _room_of(formula: InlineFormula, made: Picture, width: int) -> Room:
    by = min(width / max(made.width, 1), 1)
    below = made.height - made.baseline
    return Room(formula.start, formula.end, made.width * by, made.baseline * by, below * by)


def _place_of(room: Room, lines: Lines) -> QRectF:
    corner = QPointF(lines.left_of(room.start), lines.baseline_of(room.start) - room.above)
    return QRectF(corner, QSizeF(room.width, room.above + room.below))
