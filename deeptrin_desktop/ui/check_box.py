"""A check box whose edge, tick and focus ring can be seen in both themes."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox

from deeptrin_desktop.ui.button_mark import paint_with_mark, size_with_mark
from deeptrin_desktop.ui.theme import Colours

_TICK = ((0.22, 0.53), (0.42, 0.72), (0.78, 0.3))
"""Corners of the tick, as parts of the box's edge."""


class CheckBox(QCheckBox):
    """Behaves as any check box; only its looks are its own."""

    def sizeHint(self) -> QSize:
        return size_with_mark(self)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_with_mark(self, self._paint_box)

    def _paint_box(self, painter: QPainter, place: QRectF, colours: Colours) -> None:
        box = place.adjusted(0.5, 0.5, -0.5, -0.5)
        enabled = self.isEnabled()
        edge = colours.border if enabled else colours.hairline
        fill = colours.surface
        if self.isChecked():
            edge = fill = colours.accent if enabled else colours.hairline
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(box, 4, 4)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.text if self.isChecked() else colours.accent), 2))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if self.isChecked():
            pen = QPen(QColor(colours.on_accent if enabled else colours.disabled), 1.75)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            corners = [QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in _TICK]
            painter.drawPolyline(QPolygonF(corners))
