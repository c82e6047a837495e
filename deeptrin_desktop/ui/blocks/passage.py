"""Running text with links, code, formulas and the places of pictures in it."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QTextLayout

from deeptrin_desktop.ui.blocks.bar import Bar
from deeptrin_desktop.ui.blocks.formats import has_icon, ranges_of_runs
from deeptrin_desktop.ui.blocks.formulas import Formulas
from deeptrin_desktop.ui.blocks.lines import Lines, Mark
from deeptrin_desktop.ui.blocks.pan import Pan
from deeptrin_desktop.ui.blocks.piece import Tool
from deeptrin_desktop.ui.blocks.style import Face
from deeptrin_desktop.ui.blocks.surroundings import Surroundings
from deeptrin_desktop.ui.blocks.words import Run, Target, Words
from deeptrin_desktop.ui.icons import pixmap

_CORNER = 4
_CHIP = 2
"""Pixels by which the surface of code reaches out of it."""


Chip = tuple[Run, list[QRectF]]
"""Code or a picture, and what is around it in each line."""


class Passage(Lines):
    """Words in lines of one width."""

    __slots__ = ("_formulas", "_ink", "_style", "_words")

    tools: tuple[tuple[Tool, QRect], ...] = ()
    pan: Pan | None = None
    bar: Bar | None = None

    def __init__(
        self,
        words: Words,
        face: Face,
        around: Surroundings,
        width: int,
        *,
        ranges: Sequence[QTextLayout.FormatRange] = (),
        align: Qt.AlignmentFlag | None = None,
        ink: str = "",
        wrap: bool = True,
        direction: Qt.LayoutDirection = Qt.LayoutDirection.LayoutDirectionAuto,
    ) -> None:
        """`ink` is the colour of its letters; empty for the one that it is drawn with."""
        self._words = words
        self._style = style = around.style
        self._ink = ink
        colour = ink or style.colours.text
        self._formulas = Formulas(words.formulas, around.pictures, size=face.pixels, colour=colour, width=width)
        rooms = self._formulas.rooms
        if words.runs:
            hidden = {room.start for room in rooms}
            ranges = ranges_of_runs(words.text, [run for run in words.runs if run.start not in hidden], face, style)
        super().__init__(
            words.text, face, width, ranges=ranges, rooms=rooms, align=align, wrap=wrap, direction=direction
        )

    @property
    def links(self) -> tuple[Target, ...]:
        return self._words.links

    @property
    def waits(self) -> bool:
        return self._formulas.waits

    def draw(self, painter: QPainter, at: QPointF, ink: QColor, *, clip: QRectF, mark: Mark | None = None) -> None:
        seen = self.between(clip.top() - at.y(), clip.bottom() - at.y())
        chips = [*self._chips(*seen)]
        if chips:
            self._draw_surfaces(painter, at, chips)
        super().draw(painter, at, QColor(self._ink) if self._ink else ink, clip=clip, mark=mark)
        self._draw_icons(painter, at, chips, mark)
        self._formulas.draw(painter, at, self, self._letters.within(*seen), mark)

    def _chips(self, first: int, last: int) -> Iterator[Chip]:
        """Those that touch the characters from `first` up to `last`."""
        for run in self._words.runs:
            if run.start >= last:
                break
            if run.end > first and (run.dress.code or run.dress.picture):
                yield run, [*self.rects(run.start, run.end)]

    def _draw_surfaces(self, painter: QPainter, at: QPointF, chips: Sequence[Chip]) -> None:
        edge, none = QColor(self._style.colours.hairline), Qt.PenStyle.NoPen
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(self._style.colours.code))
        for run, parts in chips:
            painter.setPen(edge if run.dress.picture else none)
            for part in parts:
                painter.drawRoundedRect(part.adjusted(-_CHIP, _CHIP, _CHIP, -_CHIP).translated(at), _CORNER, _CORNER)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_icons(self, painter: QPainter, at: QPointF, chips: Sequence[Chip], mark: Mark | None) -> None:
        """Behind the words of pictures."""
        colours, size = self._style.colours, self.face.pixels
        draw = partial(pixmap, "picture", ratio=painter.device().devicePixelRatio(), size=size)
        icons: dict[str, QPixmap] = {}
        for run, parts in chips:
            if not parts or not has_icon(self._words.text, run):
                continue
            colour = colours.accent if run.dress.link else colours.muted
            if mark is not None and mark.start < run.end <= mark.end:
                colour = mark.ink.name()
            if colour not in icons:
                icons[colour] = draw(colour)
            corner = QPointF(parts[-1].right() - size, parts[-1].center().y() - size / 2)
            painter.drawPixmap(corner + at, icons[colour])
