"""A piece of text, laid out: where its characters are, and how it is drawn. Offsets are characters."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt, QTextBoundaryFinder
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from deeptrin_desktop.ui.blocks.direction import may_run_left, runs_left
from deeptrin_desktop.ui.blocks.letters import Letters, Room
from deeptrin_desktop.ui.blocks.style import Face

_TAB = 4
"""Letters to a tab stop."""
_SLIVER = 4
"""Pixels by which a selected line end shows."""
_UNBOUND = 1_000_000
"""Pixels of a line that does not end at the edge."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters drawn as selected, from `start` up to `end`; an `end` behind the last one marks the line end too."""

    start: int
    end: int
    ink: QColor
    paper: QColor


class Lines:
    """A text in lines of one width, or each line of it whole where `wrap` is False. Never changes."""

    __slots__ = ("_layout", "_letters", "_mixed", "_tops", "face", "height", "width")

    def __init__(
        self,
        text: str,
        face: Face,
        width: int,
        *,
        ranges: Sequence[QTextLayout.FormatRange] = (),
        rooms: Sequence[Room] = (),
        align: Qt.AlignmentFlag | None = None,
        wrap: bool = True,
        direction: Qt.LayoutDirection = Qt.LayoutDirection.LayoutDirectionAuto,
    ) -> None:
        """It runs the way that its first letter does, unless told a `direction`."""
        self.face = face
        self.width = width
        self._letters = Letters(text, rooms)
        self._tops: list[int] = []
        self._mixed = may_run_left(text)
        """Whether some of it may run from right to left."""
        self._layout = QTextLayout(self._letters.text, face.font)
        self._layout.setTextOption(self._option(align, direction, wrap=wrap))
        self._layout.setCacheEnabled(True)
        if ranges or rooms:
            self._layout.setFormats([*ranges, *self._letters.ranges()])
        self.height = self._lay_out(width if wrap else _UNBOUND)

    def _option(self, align: Qt.AlignmentFlag | None, way: Qt.LayoutDirection, *, wrap: bool) -> QTextOption:
        option = QTextOption()
        if way is Qt.LayoutDirection.LayoutDirectionAuto:
            # Left to itself, Qt looks through all of the text for a letter whenever it is asked where one stands.
            left = self._mixed and runs_left(self._letters.text)
            way = Qt.LayoutDirection.RightToLeft if left else Qt.LayoutDirection.LeftToRight
            if left and wrap:
                option.setAlignment(Qt.AlignmentFlag.AlignRight)
        option.setTextDirection(way)
        if align is not None:
            option.setAlignment(align)
        mode = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if wrap else QTextOption.WrapMode.NoWrap
        option.setWrapMode(mode)
        option.setTabStopDistance(_TAB * self.face.letter)
        return option

    def _lay_out(self, width: int) -> int:
        pitch, baseline = self.face.pitch, self.face.baseline
        top = 0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            # Letters of another font (emoji, Chinese) and formulas can be higher than a line is.
            ascent = line.ascent()
            above, below = self._letters.reach(line, ascent, line.height() - ascent)
            room = max(0, round(above - baseline))
            line.setPosition(QPointF(0, top + room + baseline - ascent))
            self._tops.append(top)
            top += max(pitch + room, round(room + baseline + below))
        self._layout.endLayout()
        return top

    def __len__(self) -> int:
        return len(self._letters)

    @property
    def last_row(self) -> int:
        """The top of the last line."""
        return self._tops[-1] if self._tops else 0

    @property
    def natural_width(self) -> float:
        """Of the widest line."""
        lines = map(self._layout.lineAt, range(self._layout.lineCount()))
        return max((line.naturalTextWidth() for line in lines), default=0)

    # ---- from places to offsets, and back ----

    def offset_at(self, x: float, y: float) -> int:
        """The offset nearest to a point."""
        line = self._layout.lineAt(self._row(y))
        return self._letters.outside(self._letters.offset(line.xToCursor(x)), forward=True)

    def covers(self, x: float, y: float) -> bool:
        """Whether a point is on a line's letters, and not beside them."""
        line = self._layout.lineAt(self._row(y))
        letters = line.naturalTextRect()
        return 0 <= y < self.height and letters.left() <= x < letters.right()

    def caret(self, offset: int) -> QRectF:
        """Where a caret in front of a character stands."""
        unit = self._letters.unit(offset)
        line = self._line(unit)
        row = line.lineNumber()
        return QRectF(_x(line, unit), self._tops[row], 1, self._bottom(row) - self._tops[row])

    def row_of(self, offset: int) -> tuple[int, int]:
        """Top and bottom of the line that holds an offset."""
        row = self._line(self._letters.unit(offset)).lineNumber()
        return self._tops[row], self._bottom(row)

    def row_span(self, offset: int) -> tuple[int, int]:
        """First and last offset of the line that holds an offset."""
        line = self._line(self._letters.unit(offset))
        end = line.textStart() + line.textLength()
        last = line.lineNumber() == self._layout.lineCount() - 1
        return self._letters.offset(line.textStart()), self._letters.offset(end) - (not last)

    def first_in_row(self, y: float) -> int:
        """The offset that the line at a height begins with."""
        return self._letters.offset(self._layout.lineAt(self._row(y)).textStart())

    def moved(self, offset: int, *, forward: bool, by_word: bool) -> int:
        """The next place for a caret. Not meant to be asked at the end that it moves to."""
        mode = QTextLayout.CursorMode.SkipWords if by_word else QTextLayout.CursorMode.SkipCharacters
        move = self._layout.nextCursorPosition if forward else self._layout.previousCursorPosition
        return self._letters.outside(self._letters.offset(move(self._letters.unit(offset), mode)), forward=forward)

    def word_at(self, offset: int) -> tuple[int, int]:
        """The word, or the run of spaces or signs, around an offset."""
        finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Word, self._letters.text)
        finder.setPosition(self._letters.unit(offset))
        end = finder.toNextBoundary()
        start = finder.toPreviousBoundary()
        if end < 0:
            return offset, offset
        start, end = self._letters.offset(max(start, 0)), self._letters.offset(end)
        return self._letters.outside(start, forward=False), self._letters.outside(end, forward=True)

    def rects(self, start: int, end: int) -> Iterator[QRectF]:
        """The rectangles around characters, one for each line, as high as the lines are apart."""
        return self._marked(self._letters.unit(start), self._letters.unit(end), and_line_end=False)

    def between(self, top: float, bottom: float) -> tuple[int, int]:
        """The offsets at which the lines that lie between two heights begin and end."""
        first, last = self._layout.lineAt(self._row(top)), self._layout.lineAt(self._row(bottom))
        return self._letters.offset(first.textStart()), self._letters.offset(last.textStart() + last.textLength())

    def left_of(self, offset: int) -> float:
        """The left edge of a character, whichever way it runs."""
        unit = self._letters.unit(offset)
        line = self._line(unit)
        ahead = _x(line, unit)
        return min(ahead, _x(line, unit, QTextLine.Edge.Trailing)) if self._mixed else ahead

    def baseline_of(self, offset: int) -> float:
        """How far from the top the letters of an offset's line stand."""
        line = self._line(self._letters.unit(offset))
        return line.y() + line.ascent()

    # ---- painting ----

    def draw(self, painter: QPainter, at: QPointF, ink: QColor, *, clip: QRectF, mark: Mark | None = None) -> None:
        """Draws what `clip` touches. It and `at`, the upper left corner, are in the painter's coordinates."""
        painter.setPen(ink)
        self._layout.draw(painter, at, [] if mark is None else [self._selected(painter, at, mark)], clip)

    def _selected(self, painter: QPainter, at: QPointF, mark: Mark) -> QTextLayout.FormatRange:
        start, end = self._letters.unit(mark.start), self._letters.unit(mark.end)
        look = QTextCharFormat()
        look.setForeground(mark.ink)
        if self._mixed:
            # What is selected may lie in pieces, which Qt finds; it marks them no higher than the letters.
            look.setBackground(mark.paper)
        else:
            for part in self._marked(start, end, and_line_end=mark.end > len(self._letters)):
                painter.fillRect(part.translated(at), mark.paper)
        selected = QTextLayout.FormatRange()
        selected.start, selected.length, selected.format = start, end - start, look
        return selected

    def _marked(self, start: int, end: int, *, and_line_end: bool) -> Iterator[QRectF]:
        """The rectangles behind selected units, as high as the lines are apart, so that no stripes remain."""
        line = self._line(start)
        first, last = line.lineNumber(), self._line(end).lineNumber()
        for row in range(first, last + 1):
            line = line if row == first else self._layout.lineAt(row)
            top, height = self._tops[row], self._bottom(row) - self._tops[row]
            left = _x(line, start if row == first else line.textStart())
            goes_on = row < last or and_line_end
            right = line.naturalTextRect().right() + _SLIVER if goes_on else _x(line, end)
            if right != left:
                yield QRectF(min(left, right), top, abs(right - left), height)

    # ---- lines and units ----

    def _row(self, y: float) -> int:
        return max(bisect_right(self._tops, y) - 1, 0)

    def _bottom(self, row: int) -> int:
        return self._tops[row + 1] if row + 1 < len(self._tops) else self.height

    def _line(self, unit: int) -> QTextLine:
        return self._layout.lineForTextPosition(unit)


def _x(line: QTextLine, unit: int, edge: QTextLine.Edge = QTextLine.Edge.Leading) -> float:
    # Qt's binding gives the position that it settled on as well.
    found = line.cursorToX(unit, edge)
    return cast("tuple[float, int]", found)[0]
