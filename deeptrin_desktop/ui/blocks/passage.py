"""Running text with links, code, formulas and the places of pictures in it."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QTextLayout

from deeptrin_desktop.markdown.maths import Picture
from deeptrin_desktop.ui.blocks.bar import Bar
from deeptrin_desktop.ui.blocks.formats import has_icon, ranges_of_runs
from deeptrin_desktop.ui.blocks.letters import Room
from deeptrin_desktop.ui.blocks.lines import Lines, Mark
from deeptrin_desktop.ui.blocks.pan import Pan
from deeptrin_desktop.ui.blocks.pictures import Pictures, tinted
from deeptrin_desktop.ui.blocks.piece import Tool
from deeptrin_desktop.ui.blocks.style import Face, Style
from deeptrin_desktop.ui.blocks.words import InlineFormula, Run, Target, Words
from deeptrin_desktop.ui.icons import pixmap

_CORNER = 4
_CHIP = 2
"""Pixels by which the surface of code reaches out of it."""


Chip = tuple[Run, list[QRectF]]
"""Code or a picture, and what is around it in each line."""


class Passage(Lines):
    """Words in lines of one width."""

    __slots__ = ("_drawn", "_ink", "_made", "_pictures", "_places", "_style", "_waits", "_words")

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
        self._made = [(formula, picture) for formula, picture in found if picture is not None]
        self._drawn: dict[int, QPixmap] = {}
        """The pixels of formulas that were seen."""
        self._places: list[QRectF] = []
        """Of the formulas, once they were asked for."""
        self._waits = any(picture is None and self._is_coming(formula, face) for formula, picture in found)
        if words.runs:
            hidden = {formula.start for formula, _ in self._made}
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
        for formula, picture in self._made:
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
        chips = [*self._chips(*seen)]
        if chips:
            self._draw_surfaces(painter, at, chips)
        super().draw(painter, at, QColor(self._ink) if self._ink else ink, clip=clip, mark=mark)
        self._draw_icons(painter, at, chips, mark)
        for index in self._letters.within(*seen):
            self._draw_formula(painter, at, index, mark)

    def _draw_formula(self, painter: QPainter, at: QPointF, index: int, mark: Mark | None) -> None:
        self._places = self._places or [self._place_of(room) for room in self._letters.rooms]
        place, ratio = self._places[index], painter.device().devicePixelRatio()
        pixels = self._drawn.get(index)
        if pixels is None or pixels.devicePixelRatio() != ratio:
            pixels = self._pictures.drawn(self._made[index][1], place.size(), ratio) or pixels
        if pixels is None:
            return
        self._drawn[index] = pixels
        if mark is not None and mark.start <= self._made[index][0].start < mark.end:
            painter.fillRect(place.translated(at), mark.paper)
            pixels = tinted(pixels, mark.ink)
        painter.drawPixmap(at + place.topLeft(), pixels)

    def _place_of(self, room: Room) -> QRectF:
        corner = QPointF(self.left_of(room.start), self.baseline_of(room.start) - room.above)
        return QRectF(corner, QSizeF(room.width, room.above + room.below))

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
