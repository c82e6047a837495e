"""Some rows of a table: cells beside each other, with hairlines between the rows."""

from bisect import bisect_right
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from deeptrin_desktop.markdown.blocks import Alignment
from deeptrin_desktop.ui.blocks.bar import ROOM, Bar
from deeptrin_desktop.ui.blocks.columns import PADDING, Columns
from deeptrin_desktop.ui.blocks.leaves import Rows
from deeptrin_desktop.ui.blocks.lines import Mark
from deeptrin_desktop.ui.blocks.pan import Pan
from deeptrin_desktop.ui.blocks.passage import Passage
from deeptrin_desktop.ui.blocks.piece import Tool
from deeptrin_desktop.ui.blocks.style import Face
from deeptrin_desktop.ui.blocks.surroundings import Surroundings
from deeptrin_desktop.ui.blocks.words import Target, Words

_ABOVE = 6
"""Pixels between a hairline and a cell's text."""
_ALIGNMENTS = {
    Alignment.LEFT: Qt.AlignmentFlag.AlignLeft,
    Alignment.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    Alignment.RIGHT: Qt.AlignmentFlag.AlignRight,
}


class TablePiece:
    """Its text is that of its cells: a tab between two of a row, a line end between two rows."""

    tools: tuple[tuple[Tool, QRect], ...] = ()

    def __init__(self, rows: Rows, columns: Columns, pan: Pan, around: Surroundings, width: int) -> None:
        self._rows = rows
        self._pan = pan
        self._style = around.style
        self._room = width
        self._widths = columns.widths(width)
        self._lefts = [sum(self._widths[:column]) for column in range(len(self._widths) + 1)]
        self._around = around
        self._cells: dict[int, Passage] = {}
        """Those that were laid out: of a wide table few of them are ever seen."""
        self._starts: list[int] = []
        self._tops: list[int] = []
        self.height = self._lay_out()
        pan.extent = max(self._lefts[-1] - width, 0)
        if rows.last and pan.extent:
            self.height += ROOM

    def _lay_out(self) -> int:
        top = at = 0
        for line in self._rows.cells:
            self._tops.append(top)
            first = len(self._starts)
            for words in line:
                self._starts.append(at)
                at += len(words.text) + 1
            metrics = QFontMetricsF(self._face(first).font)
            top += max(self._height_of(first + column, metrics) for column in range(len(line))) + 2 * _ABOVE + 1
        self._starts.append(at)
        self._length = at - 1
        return top

    def _height_of(self, index: int, metrics: QFontMetricsF) -> int:
        words = self._words(index)
        text = words.text
        simple = text.isascii() and text.isprintable() and not words.runs
        if simple and metrics.horizontalAdvance(text) + 1 <= self._room_of(index):
            return self._face(index).pitch
        return self._cell(index).height

    def _words(self, index: int) -> Words:
        row, column = divmod(index, len(self._widths))
        return self._rows.cells[row][column]

    def _face(self, index: int) -> Face:
        in_header = index < len(self._widths) and self._rows.header
        return self._style.strong if in_header else self._style.prose

    def _room_of(self, index: int) -> int:
        return self._widths[index % len(self._widths)] - 2 * PADDING

    def _cell(self, index: int) -> Passage:
        if index not in self._cells:
            align = _ALIGNMENTS.get(self._rows.alignments[index % len(self._widths)])
            words, face, room = self._words(index), self._face(index), self._room_of(index)
            self._cells[index] = Passage(words, face, self._around, room, align=align)
        return self._cells[index]

    def _letters(self, index: int) -> int:
        """How many a cell has."""
        return self._starts[index + 1] - self._starts[index] - 1

    def __len__(self) -> int:
        return self._length

    @property
    def last_row(self) -> int:
        return self._tops[-1]

    @property
    def links(self) -> tuple[Target, ...]:
        return self._rows.words.links

    @property
    def pan(self) -> Pan | None:
        return self._pan if self._pan.extent > 0 else None

    @property
    def bar(self) -> Bar | None:
        track = QRect(PADDING, self.height - ROOM, self._room - 2 * PADDING, ROOM)
        return Bar(self._pan, track) if self._rows.last and self._pan.extent > 0 else None

    @property
    def waits(self) -> bool:
        return any(cell.waits for cell in self._cells.values())

    # ---- from places to offsets, and back ----

    def offset_at(self, x: float, y: float) -> int:
        index = self._cell_at(x, y)
        corner = self._corner(index)
        return self._starts[index] + self._cell(index).offset_at(x - corner.x(), y - corner.y())

    def covers(self, x: float, y: float) -> bool:
        index = self._cell_at(x, y)
        corner = self._corner(index)
        return self._cell(index).covers(x - corner.x(), y - corner.y())

    def caret(self, offset: int) -> QRectF:
        index, inside = self._locate(offset)
        return self._cell(index).caret(inside).translated(self._corner(index))

    def row_of(self, offset: int) -> tuple[int, int]:
        index, inside = self._locate(offset)
        top, bottom = self._cell(index).row_of(inside)
        above = round(self._corner(index).y())
        return above + top, above + bottom

    def row_span(self, offset: int) -> tuple[int, int]:
        index, inside = self._locate(offset)
        start, end = self._cell(index).row_span(inside)
        return self._starts[index] + start, self._starts[index] + end

    def first_in_row(self, y: float) -> int:
        index = self._cell_at(0, y)
        return self._starts[index] + self._cell(index).first_in_row(y - self._corner(index).y())

    def moved(self, offset: int, *, forward: bool, by_word: bool) -> int:
        index, inside = self._locate(offset)
        cell = self._cell(index)
        if inside < len(cell) if forward else inside > 0:
            return self._starts[index] + cell.moved(inside, forward=forward, by_word=by_word)
        if forward:
            return self._starts[index + 1]
        return self._starts[index - 1] + self._letters(index - 1)

    def word_at(self, offset: int) -> tuple[int, int]:
        index, inside = self._locate(offset)
        start, end = self._cell(index).word_at(inside)
        return self._starts[index] + start, self._starts[index] + end

    def rects(self, start: int, end: int) -> Iterator[QRectF]:
        for index in range(len(self._starts) - 1):
            first, last, letters = start - self._starts[index], end - self._starts[index], self._letters(index)
            if last > 0 and first < letters:
                for rect in self._cell(index).rects(max(first, 0), min(last, letters)):
                    yield rect.translated(self._corner(index))

    def _locate(self, offset: int) -> tuple[int, int]:
        index = bisect_right(self._starts, min(max(offset, 0), self._length)) - 1
        return index, min(offset - self._starts[index], self._letters(index))

    def _cell_at(self, x: float, y: float) -> int:
        row = max(bisect_right(self._tops, y) - 1, 0)
        column = min(max(bisect_right(self._lefts, x + self._pan.shift) - 1, 0), len(self._widths) - 1)
        return row * len(self._widths) + column

    def _corner(self, index: int) -> QPointF:
        """Where a cell's text begins."""
        row, column = divmod(index, len(self._widths))
        return QPointF(self._lefts[column] + PADDING - self._pan.shift, self._tops[row] + _ABOVE)

    # ---- painting ----

    def draw(self, painter: QPainter, at: QPointF, ink: QColor, *, clip: QRectF, mark: Mark | None = None) -> None:
        right = min(self._lefts[-1], self._room)
        painter.save()
        painter.setClipRect(QRectF(at.x(), at.y(), right, self.height), Qt.ClipOperation.IntersectClip)
        for index in range(len(self._starts) - 1):
            corner = at + self._corner(index)
            left, below = corner.x() - at.x() - PADDING, self._bottom(index) + at.y()
            seen = left < right and left + self._widths[index % len(self._widths)] > 0
            if seen and corner.y() <= clip.bottom() and below >= clip.top():
                self._cell(index).draw(painter, corner, ink, clip=clip, mark=self._mark_of(index, mark))
        painter.restore()
        for y, strong in self._hairlines():
            colour = self._style.colours.border if strong else self._style.colours.hairline
            painter.fillRect(QRectF(at.x(), at.y() + y, right, 1), QColor(colour))
        if (bar := self.bar) is not None:
            bar.translated(at.toPoint()).draw(painter, self._style)

    def _bottom(self, index: int) -> int:
        """Where the row of a cell ends."""
        row = index // len(self._widths) + 1
        return self._tops[row] if row < len(self._tops) else self.height

    def _hairlines(self) -> Iterator[tuple[int, bool]]:
        """Heights of the lines below rows, and whether it is the one below the header."""
        bottoms = [*self._tops[1:], self.height - (ROOM if self._rows.last and self._pan.extent else 0)]
        for number, bottom in enumerate(bottoms):
            yield bottom - 1, number == 0 and bool(self._rows.header)

    def _mark_of(self, index: int, mark: Mark | None) -> Mark | None:
        """The part of what is marked that lies in a cell."""
        start, length = self._starts[index], self._letters(index)
        if mark is None or mark.start > start + length or mark.end <= start:
            return None
        return Mark(max(mark.start - start, 0), min(mark.end - start, length), mark.ink, mark.paper)
