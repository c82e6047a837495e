"""The button that leads back to the end while things arrive there."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from deeptrin_desktop.ui.blocks.style import STEP, style_of

_HEIGHT = 9 * STEP
_PADDING = 4 * STEP
_ARROW = 3 * STEP


class JumpButton(QAbstractButton):
    """A pill over the lower end of the pane."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(self.tr("Jump to latest"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    def sizeHint(self) -> QSize:
        letters = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(letters + _ARROW + 2 * STEP + 2 * _PADDING, _HEIGHT)

    def stand_over(self, area: QWidget) -> None:
        """Takes its place at the lower end of a sibling, in its middle."""
        size = self.sizeHint()
        frame = area.geometry()
        left = frame.left() + (frame.width() - size.width()) // 2
        self.setGeometry(left, frame.bottom() + 1 - size.height() - 4 * STEP, size.width(), size.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = style_of(self.font(), self.palette()).colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ring = 2 if self.hasFocus() else 1
        painter.setPen(QPen(QColor(colours.accent if self.hasFocus() else colours.border), ring))
        painter.setBrush(QColor(colours.code if self.underMouse() else colours.surface))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        ink = QPen(QColor(colours.text), 1.5)
        ink.setCapStyle(Qt.PenCapStyle.RoundCap)
        ink.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(ink)
        middle = QPointF(_PADDING + _ARROW / 2, self.height() / 2)
        side = _ARROW / 2 - 1
        painter.drawLine(middle - QPointF(0, side), middle + QPointF(0, side))
        painter.drawPolyline([middle + QPointF(-side + 1, 1), middle + QPointF(0, side), middle + QPointF(side - 1, 1)])
        words = self.rect().adjusted(_PADDING + _ARROW + 2 * STEP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
