"""Draws what can be pressed in a message."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from deeptrin_desktop.ui.pane.controls import Control
from deeptrin_desktop.ui.pane.icons import GRID, draw_icon
from deeptrin_desktop.ui.pane.style import ROW, STEP, Style

_CORNER = 6
_RING = 2


def paint_button(
    painter: QPainter, control: Control, rect: QRect, style: Style, *, hot: bool, focused: bool, unfolded: bool
) -> None:
    """Draws one control; `hot` is the one under the mouse."""
    colours = style.colours
    plain = not (hot or focused or control.framed)
    ink = QColor(colours.disabled if not control.enabled else colours.muted if plain else colours.text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.border), 1) if control.framed else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.code) if hot and control.enabled else Qt.BrushStyle.NoBrush)
    if control.framed and not hot:
        painter.setBrush(QColor(colours.surface))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)
    if focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.accent), _RING))
        painter.drawRoundedRect(QRectF(rect), _CORNER, _CORNER)
    text = QRect(rect)
    flags = Qt.AlignmentFlag.AlignCenter
    if not control.framed:
        inset = (ROW - GRID) / 2
        draw_icon(painter, QPointF(rect.left() + inset, rect.top() + inset), control.action, ink, unfolded=unfolded)
        text.setLeft(rect.left() + ROW - STEP // 2)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    if control.label:
        painter.setFont(style.small.font)
        painter.setPen(ink)
        painter.drawText(text, flags, control.label)
