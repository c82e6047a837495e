"""A combo box that looks like the fields beside it, and that no wheel or arrow key changes unseen."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyledItemDelegate, QStyleOptionComboBox, QWidget

from deeptrin_desktop.ui.icons import GRID, pixmap
from deeptrin_desktop.ui.theme import Colours, colours_of

HEIGHT = 30
INDENT = 9


class Picker(QComboBox):
    """Up and Down open its list; nothing is chosen but by Enter or a click there, or by typing where it is editable."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(20)
        self.setItemDelegate(QStyledItemDelegate(self))  # the usual one heeds no style sheet

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def showPopup(self) -> None:
        wanted = self.view().sizeHintForColumn(0) + self.view().verticalScrollBar().sizeHint().width() + 16
        self.view().setMinimumWidth(max(self.width(), min(wanted, 640)))
        super().showPopup()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(0, HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        colours = colours_of(self.palette())
        focused = self.hasFocus()
        width = 2 if focused else 1
        inset = width / 2
        edge = colours.accent if focused else (colours.border if self.isEnabled() else colours.hairline)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        arrow = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxArrow, self
        )
        half = GRID * 4 // 10
        chevron = pixmap("chevron-down", colours.muted, ratio=self.devicePixelRatio(), size=2 * half)
        painter.drawPixmap(arrow.center() - QPoint(half - 1, half - 1), chevron)
        if not self.isEditable():
            self._paint_text(painter, option, arrow, colours)
        painter.end()

    def _paint_text(self, painter: QPainter, option: QStyleOptionComboBox, arrow: QRect, colours: Colours) -> None:
        place = self.rect().adjusted(INDENT, 0, -arrow.width(), 0)
        text = option.currentText or self.placeholderText()
        shown = bool(option.currentText) and self.isEnabled()
        painter.setPen(QColor(colours.text if shown else colours.muted))
        elided = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), elided)
