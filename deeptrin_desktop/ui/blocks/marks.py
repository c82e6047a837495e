"""Draws what stands before the items of a list: bullets, numbers, and the boxes of tasks.

Bullets are shapes and no letters, since fonts disagree about how large those are.
"""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from deeptrin_desktop.ui.blocks.leaves import ItemInset
from deeptrin_desktop.ui.blocks.style import STEP, Style
from deeptrin_desktop.ui.icons import pixmap

GAP = 2 * STEP
"""Between a mark and the text of its item."""
TASK = 14
"""Edge of a task's box."""
_BULLET = 0.36
"""Ems of a bullet."""
_SQUARE = 0.85
"""Of that for one that is square, which looks larger than it is."""
_STROKE = 1.2


class Beside(NamedTuple):
    """Where the text of an item begins: a mark ends a gap before it."""

    edge: QPointF
    """On the baseline of the first line."""
    middle: float
    """Of that line."""
    mirrored: bool
    """Whether the text begins at the right, with its mark to the right of it."""

    def left(self, width: float) -> float:
        """Of a mark so wide."""
        return self.edge.x() if self.mirrored else self.edge.x() - width


def draw_mark(painter: QPainter, inset: ItemInset, beside: Beside, style: Style) -> None:
    if inset.done is not None:
        _draw_task(painter, QPointF(beside.left(TASK), beside.middle - TASK / 2), style, done=inset.done)
    elif inset.mark in _SHAPES:
        _draw_bullet(painter, inset.mark, beside, style)
    else:
        _draw_number(painter, inset.mark, beside, style)


def _draw_number(painter: QPainter, mark: str, beside: Beside, style: Style) -> None:
    font = style.prose.font
    left = beside.left(QFontMetricsF(font).horizontalAdvance(mark))
    painter.save()
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if beside.mirrored else Qt.LayoutDirection.LeftToRight)
    painter.setFont(font)
    painter.setPen(QColor(style.colours.muted))
    painter.drawText(QPointF(left, beside.edge.y()), mark)
    painter.restore()


def _draw_bullet(painter: QPainter, mark: str, beside: Beside, style: Style) -> None:
    """At half of the height of small letters."""
    colour, size = QColor(style.colours.muted), style.em * _BULLET
    middle = beside.edge.y() - QFontMetricsF(style.prose.font).xHeight() / 2
    rect = QRectF(beside.left(size), middle - size / 2, size, size)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    _SHAPES[mark](painter, rect, colour)
    painter.restore()


def _draw_disc(painter: QPainter, rect: QRectF, _colour: QColor) -> None:
    painter.drawEllipse(rect)


def _draw_ring(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    painter.setPen(QPen(colour, _STROKE))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rect.adjusted(_STROKE / 2, _STROKE / 2, -_STROKE / 2, -_STROKE / 2))


def _draw_square(painter: QPainter, rect: QRectF, _colour: QColor) -> None:
    inset = rect.width() * (1 - _SQUARE) / 2
    painter.drawRect(rect.adjusted(inset, inset, -inset, -inset))


_SHAPES = {"•": _draw_disc, "◦": _draw_ring, "▪": _draw_square}


def _draw_task(painter: QPainter, at: QPointF, style: Style, *, done: bool) -> None:
    colours = style.colours
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = QRectF(at.x(), at.y(), TASK, TASK).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QColor(colours.accent if done else colours.border))
    painter.setBrush(QColor(colours.accent) if done else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect, STEP - 1, STEP - 1)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if done:
        tick = pixmap("check", colours.on_accent, ratio=painter.device().devicePixelRatio(), size=TASK)
        painter.drawPixmap(at, tick)
