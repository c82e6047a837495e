"""The scroll bar at the lower edge of code and tables that are wider than there is room for."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from deeptrin_desktop.ui.blocks.pan import Pan
from deeptrin_desktop.ui.blocks.style import ROW, STEP, Style

ROOM = 3 * STEP
"""Height of what the mouse can grab it by."""
_THICKNESS = STEP
_FAINT, _STRONG = 0.5, 0.9
"""How much of its colour it has at rest, and while it is dragged."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A thumb in a track. Pixels from where the piece begins that it belongs to, unless it was moved."""

    pan: Pan
    track: QRect

    @property
    def thumb(self) -> QRect:
        """Where it can be taken hold of."""
        room = self.track.width()
        length = min(max(room * room // (room + self.pan.extent), 2 * ROW), room)
        left = (room - length) * self.pan.shift // max(self.pan.extent, 1)
        return QRect(self.track.left() + left, self.track.top(), length, self.track.height())

    def translated(self, by: QPoint) -> "Bar":
        return replace(self, track=self.track.translated(by))

    def drag(self, left: int) -> bool:
        """Brings the left end of the thumb to a place, as near as it can. Returns whether it moved."""
        free = max(self.track.width() - self.thumb.width(), 1)
        return self.pan.scroll(round((left - self.track.left()) * self.pan.extent / free) - self.pan.shift)

    def draw(self, painter: QPainter, style: Style) -> None:
        thumb = QRectF(self.thumb)
        colour = QColor(style.colours.border)
        colour.setAlphaF(_STRONG if self.pan.held else _FAINT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        line = QRectF(thumb.left(), thumb.bottom() - 2 * _THICKNESS, thumb.width(), _THICKNESS)
        painter.drawRoundedRect(line, _THICKNESS / 2, _THICKNESS / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
