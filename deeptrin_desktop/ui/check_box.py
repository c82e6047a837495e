"""A check box whose edge, tick and focus ring can be seen in both themes; Fusion's own edge is too faint."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from deeptrin_desktop.ui.theme import Colours, colours_of

_TICK = ((0.22, 0.53), (0.42, 0.72), (0.78, 0.3))
"""Corners of the tick, as parts of the box's edge."""


class CheckBox(QCheckBox):
    """Behaves as any check box; only its looks are its own."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        style = self.style()
        box = style.subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        text = style.subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_box(painter, box, colours_of(self.palette()))
        style.drawItemText(
            painter,
            text,
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic),
            self.palette(),
            self.isEnabled(),
            self.text(),
            QPalette.ColorRole.WindowText,
        )
        painter.end()

    def _paint_box(self, painter: QPainter, place: QRect, colours: Colours) -> None:
        box = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
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
