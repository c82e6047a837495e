"""A combo box that looks like the fields beside it, and that no wheel or arrow key changes unseen."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from deeptrin_desktop.ui.icons import pixmap
from deeptrin_desktop.ui.theme import Colours, colours_of

HEIGHT = 30
INDENT = 9
CHEVRON = 16


class Picker(QComboBox):
    """Up and Down open its list; nothing is chosen but by Enter or a click there, or by typing where it is editable."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(20)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def showPopup(self) -> None:
        self.setItemDelegate(QStyledItemDelegate(self))  # the usual one heeds no style sheet
        wanted = self.view().sizeHintForColumn(0) + self.view().verticalScrollBar().sizeHint().width() + 16
        self.view().setMinimumWidth(max(self.width(), min(wanted, 640)))
        super().showPopup()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(0, HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
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
        rightward = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        left = self.width() - CHEVRON - 6 if rightward else 6
        chevron = pixmap("chevron-down", colours.muted, ratio=self.devicePixelRatio(), size=CHEVRON)
        painter.drawPixmap(left, (self.height() - CHEVRON) // 2, chevron)
        if not self.isEditable():
            self._paint_text(painter, colours, rightward=rightward)
        painter.end()

    def _paint_text(self, painter: QPainter, colours: Colours, *, rightward: bool) -> None:
        beside = CHEVRON + INDENT
        place = (
            self.rect().adjusted(INDENT, 0, -beside, 0) if rightward else self.rect().adjusted(beside, 0, -INDENT, 0)
        )
        text = self.currentText() or self.placeholderText()
        shown = bool(self.currentText()) and self.isEnabled()
        painter.setPen(QColor(colours.text if shown else colours.muted))
        elided = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), elided)
