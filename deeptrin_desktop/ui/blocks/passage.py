"""Running text with links, code, formulas and the places of pictures in it."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextLayout

from deeptrin_desktop.markdown.maths import Picture
from deeptrin_desktop.ui.blocks.bar import Bar
from deeptrin_desktop.ui.blocks.formats import ranges_of_runs
from deeptrin_desktop.ui.blocks.letters import Room
from deeptrin_desktop.ui.blocks.lines import Lines, Mark
from deeptrin_desktop.ui.blocks.pan import Pan
from deeptrin_desktop.ui.blocks.pictures import Pictures
from deeptrin_desktop.ui.blocks.piece import Tool
from deeptrin_desktop.ui.blocks.style import Face, Style
from deeptrin_desktop.ui.blocks.words import InlineFormula, Target, Words

_CORNER = 4
_CHIP = 2
"""Pixels by which the surface of code reaches out of it."""


class Passage(Lines):
    """Words in lines of one width."""

    __slots__ = ("_drawn", "_ink", "_pictures", "_style", "_waits", "_words")

    def __init__(
        self,
        words: Words,
        face: Face,
        width: int,
        *,
        style: Style,
        pictures: Pictures,
        ranges: Sequence[QTextLayout.FormatRange] = (),
        align: Qt.AlignmentFlag | None = None,
        ink: str = "",
        wrap: bool = True,
        direction: Qt.LayoutDirection = Qt.LayoutDirection.LayoutDirectionAuto,
    ) -> None:
        """`ink` is the colour of its letters; empty for the one that it is drawn with."""
        self._words = words
        self._style = style
        self._pictures = pictures
        self._ink = ink
        found = [(formula, self._picture(formula, face)) for formula in words.formulas]
        self._drawn = [(formula, picture) for formula, picture in found if picture is not None]
        self._waits = any(picture is None and self._is_coming(formula, face) for formula, picture in found)
        if words.runs:
            hidden = {formula.start for formula, _ in self._drawn}
            ranges = ranges_of_runs(words.text, [run for run in words.runs if run.start not in hidden], face, style)
        rooms = tuple(self._make_room(width))
        super().__init__(
            words.text, face, width, ranges=ranges, rooms=rooms, align=align, wrap=wrap, direction=direction
        )

    def _picture(self, formula: InlineFormula, face: Face) -> Picture | None:
        return self._pictures.find(formula.tex, display=formula.display, size=face.pixels, colour=self._colour)

    def _is_coming(self, formula: InlineFormula, face: Face) -> bool:
        return self._pictures.is_coming(formula.tex, display=formula.display, size=face.pixels, colour=self._colour)

    @property
    def _colour(self) -> str:
        return self._ink or self._style.colours.text

    def _make_room(self, width: int) -> Iterator[Room]:
        for formula, picture in self._drawn:
            by = min(width / max(picture.width, 1), 1)
            below = picture.height - picture.baseline
            yield Room(formula.start, formula.end, picture.width * by, picture.baseline * by, below * by)

    @property
    def links(self) -> tuple[Target, ...]:
        return self._words.links

    @property
    def tools(self) -> tuple[tuple[Tool, QRect], ...]:
        return ()

    @property
    def pan(self) -> Pan | None:
        return None

    @property
    def bar(self) -> Bar | None:
        return None

    @property
    def waits(self) -> bool:
        return self._waits

    def draw(self, painter: QPainter, at: QPointF, ink: QColor, *, clip: QRectF, mark: Mark | None = None) -> None:
        seen = self.between(clip.top() - at.y(), clip.bottom() - at.y())
        self._draw_surfaces(painter, at, *seen)
        super().draw(painter, at, QColor(self._ink) if self._ink else ink, clip=clip, mark=mark)
        for room, (_, picture) in zip(self._letters.rooms, self._drawn, strict=True):
            if not seen[0] <= room.start < seen[1]:
                continue
            corner = at + QPointF(self.caret(room.start).left(), self.baseline_of(room.start) - room.above)
            rect = QRectF(corner.x(), corner.y(), room.width, room.above + room.below)
            selected = mark is not None and mark.start <= room.start < mark.end
            self._pictures.draw(painter, rect, picture, ink=mark.ink if mark is not None and selected else None)

    def _draw_surfaces(self, painter: QPainter, at: QPointF, first: int, last: int) -> None:
        """Of what touches the characters from `first` up to `last`."""
        for run in self._words.runs:
            if (run.dress.code or run.dress.picture) and run.start < last and run.end > first:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                edge = QColor(self._style.colours.hairline)
                painter.setPen(edge if run.dress.picture else Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self._style.colours.code))
                for part in self.rects(run.start, run.end):
                    chip = part.adjusted(-_CHIP, _CHIP, _CHIP, -_CHIP).translated(at)
                    painter.drawRoundedRect(chip, _CORNER, _CORNER)
        painter.setBrush(Qt.BrushStyle.NoBrush)
