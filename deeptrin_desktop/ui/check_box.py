"""A check box whose edge, tick and focus ring can be seen in both themes; Fusion's own edge is too faint."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox

from deeptrin_desktop.ui.theme import Colours, colours_of

BOX = 16
GAP = 8
_TICK = ((0.22, 0.53), (0.42, 0.72), (0.78, 0.3))
"""Corners of the tick, as parts of the box's edge."""


class CheckBox(QCheckBox):
    """Behaves as any check box; only its looks are its own. It leaves QStyle alone, which is slow to import."""

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().size(int(Qt.TextFlag.TextShowMnemonic), self.text())
        return QSize(BOX + GAP + text.width() + 2, max(BOX, text.height()) + 3)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = colours_of(self.palette())
        rightward = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        box = QRect(0 if rightward else self.width() - BOX, (self.height() - BOX) // 2, BOX, BOX)
        text = self.rect().adjusted(BOX + GAP, 0, 0, 0) if rightward else self.rect().adjusted(0, 0, -BOX - GAP, 0)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_box(painter, QRectF(box), colours)
        painter.setPen(QColor(colours.text if self.isEnabled() else colours.disabled))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextShowMnemonic
        painter.drawText(text, int(flags), self.text())
        painter.end()

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
