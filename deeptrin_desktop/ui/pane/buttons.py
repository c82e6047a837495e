"""Draws what can be pressed in a message."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from deeptrin_desktop.ui.icons import GRID, pixmap
from deeptrin_desktop.ui.pane.actions import Action
from deeptrin_desktop.ui.pane.controls import Control
from deeptrin_desktop.ui.pane.style import ROW, STEP, Style

_ICONS = {
    Action.FOLD: "chevron-right",
    Action.PREVIOUS: "chevron-left",
    Action.NEXT: "chevron-right",
    Action.COPY: "copy",
    Action.EDIT: "edit",
    Action.REGENERATE: "regenerate",
    Action.RETRY: "refresh",
    Action.CONTINUE: "continue",
}
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
        inset = (ROW - GRID) // 2
        name = "chevron-down" if unfolded and control.action is Action.FOLD else _ICONS[control.action]
        drawn = pixmap(name, ink.name(), ratio=painter.device().devicePixelRatio())
        painter.drawPixmap(rect.left() + inset, rect.top() + inset, drawn)
        text.setLeft(rect.left() + ROW - STEP // 2)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    if control.label:
        painter.setFont(style.small.font)
        painter.setPen(ink)
        painter.drawText(text, flags, control.label)
