"""Draws what can be pressed in a message."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from deeptrin_desktop.ui.blocks.style import STEP, Style
from deeptrin_desktop.ui.icons import pixmap
from deeptrin_desktop.ui.pane.controls import Control

_CORNER = 6
_RING = 2
_MARK = 2
"""Height of the line below the tab in front."""


def paint_button(
    painter: QPainter, control: Control, rect: QRect, style: Style, *, icon: str, hot: bool, focused: bool
) -> None:
    """Draws one control; `hot` is the one under the mouse. Without an icon, its label stands in its middle."""
    colours = style.colours
    plain = not (hot or focused or control.framed or control.marked)
    ink = QColor(colours.disabled if not control.enabled else colours.muted if plain else colours.text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QPen(QColor(colours.border if control.enabled else colours.hairline), 1)
    painter.setPen(edge if control.framed else Qt.PenStyle.NoPen)
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
    if icon:
        size = rect.height() - 2 * STEP
        drawn = pixmap(icon, ink.name(), ratio=painter.device().devicePixelRatio(), size=size)
        painter.drawPixmap(rect.topLeft() + QPoint(STEP, STEP), drawn)
        text.setLeft(rect.left() + rect.height() - STEP // 2)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    if control.label:
        painter.setFont(style.small.font)
        painter.setPen(ink)
        painter.drawText(text, flags, control.label)
    if control.marked:
        painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), _MARK, QColor(colours.accent))
