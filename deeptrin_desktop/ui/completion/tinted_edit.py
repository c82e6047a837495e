"""An editor that tints its marks: only what can be seen of them, in the colours of the moment."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontInfo, QPainter, QPaintEvent, QResizeEvent, QTextBlock, QTextLine
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QWidget

from deeptrin_desktop.core.document import Marks
from deeptrin_desktop.ui.completion.kept_marks import KeptMarks
from deeptrin_desktop.ui.theme import colours_of

COLUMN = 46
"""Ems of a line of text, as in the conversation."""
MARGIN = 16
"""Pixels beside the text, at least."""


class TintedEdit(QPlainTextEdit):
    """Its text stands in a column in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._kept = KeptMarks(self.document())
        self._head = 0

    def set_zoom(self, percent: int) -> None:
        """Sizes the letters by the user's own font."""
        font = QApplication.font()
        font.setPointSizeF(font.pointSizeF() * percent / 100)
        self.setFont(font)
        self._fit()

    def leave_room(self, pixels: int) -> None:
        """Keeps a strip above the text free for what stands over it."""
        self._head = pixels
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours_of(self.palette()).generated))
        for tint in self._tints(event.rect().top(), event.rect().bottom()):
            painter.drawRect(tint)
        painter.end()
        super().paintEvent(event)

    def _fit(self) -> None:
        side = side_of(self)
        self.setViewportMargins(side, MARGIN + self._head, side, 0)

    def _tints(self, top: int, bottom: int) -> Iterator[QRectF]:
        """What is behind generated text between two heights of the view."""
        block = self.firstVisibleBlock()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > bottom:
                return
            tints = (tint.translated(place.topLeft()) for tint in _tints_in(block, self._kept.marks))
            yield from (tint for tint in tints if tint.top() <= bottom and tint.bottom() >= top)
            block = block.next()


def side_of(widget: QWidget) -> int:
    """The margin, in pixels, that leaves a column for text in the middle of a widget."""
    return max(MARGIN, (widget.width() - COLUMN * QFontInfo(widget.font()).pixelSize()) // 2)


def _tints_in(block: QTextBlock, marks: Marks) -> Iterator[QRectF]:
    """The marked parts of a block that is laid out, line by line, from its upper left corner on."""
    first, layout = block.position(), block.layout()
    near = marks[bisect_right(marks, first, key=lambda mark: mark.end) :]
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        start = first + line.textStart()
        end = start + line.textLength()
        for mark in near:
            if mark.start >= end:
                break
            if mark.end > start:
                left = _x_of(line, max(mark.start, start) - first)
                right = _x_of(line, min(mark.end, end) - first)
                yield QRectF(min(left, right), line.y(), abs(right - left), line.height())


def _x_of(line: QTextLine, unit: int) -> float:
    x, _ = cast("tuple[float, int]", line.cursorToX(unit))
    return x
