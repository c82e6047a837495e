"""Rows of a list in two lines: what it is, below it what else is to be known, and a dot where something goes on."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from deeptrin_desktop.ui.theme import Colours, colours_of
from deeptrin_desktop.ui.typography import SMALL

SECOND_LINE = Qt.ItemDataRole.UserRole
"""The role of the text of the lower line."""
DOTTED = Qt.ItemDataRole.UserRole + 1
"""The role of whether there is a dot."""
STRONG = Qt.ItemDataRole.UserRole + 2
"""The role of whether the upper line is in strong letters."""

MARGIN = 12
GAP = 2
DOT = 3.5

Index = QModelIndex | QPersistentModelIndex


class TwoLineDelegate(QStyledItemDelegate):
    """Rows are two lines high in the user's own font.

    What is current, focused and under the mouse is asked of the view: the option's state would import QStyle, which
    takes as long as a tenth of a bare window's start.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._hovered = QPersistentModelIndex()
        view.setMouseTracking(True)
        view.entered.connect(self._enter)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = colours_of(option.palette)
        place: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, place, index, colours)
        title, below = self._fonts(option)
        title.setWeight(QFont.Weight.Bold if index.data(STRONG) else title.weight())
        top = place.top() + (place.height() - self._text_height(option)) // 2
        dotted = bool(index.data(DOTTED))
        line = QRect(place.left() + MARGIN, top, place.width() - 2 * MARGIN, QFontMetrics(title).height())
        if dotted:
            self._paint_dot(painter, line, colours)
            line.setRight(line.right() - MARGIN)
        painter.setPen(QColor(colours.text))
        self._paint_line(painter, line, title, index.data())
        line = QRect(line.left(), line.bottom() + 1 + GAP, line.width(), QFontMetrics(below).height())
        painter.setPen(QColor(colours.muted))
        self._paint_line(painter, line, below, index.data(SECOND_LINE))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, self._text_height(option) + 14)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName(self.tr("Title"))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        place: QRect = option.rect
        height = editor.sizeHint().height()
        editor.setGeometry(place.left() + 4, place.center().y() - height // 2, place.width() - 8, height)

    def _enter(self, index: QModelIndex) -> None:
        self._hovered = QPersistentModelIndex(index)

    def _paint_ground(self, painter: QPainter, place: QRect, index: Index, colours: Colours) -> None:
        current = index == self._view.currentIndex()
        box = QRectF(place).adjusted(4, 1, -4, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if current:
            painter.setBrush(QColor(colours.user_box))
            painter.drawRoundedRect(box, 6, 6)
        elif self._view.underMouse() and index == self._hovered:
            painter.setBrush(QColor(colours.hairline))
            painter.drawRoundedRect(box, 6, 6)
        if current and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_dot(self, painter: QPainter, line: QRect, colours: Colours) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(QPointF(line.right() - DOT, line.center().y() + 0.5), DOT, DOT)

    def _paint_line(self, painter: QPainter, line: QRect, font: QFont, text: str) -> None:
        painter.setFont(font)
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), elided)

    def _text_height(self, option: QStyleOptionViewItem) -> int:
        title, below = self._fonts(option)
        return QFontMetrics(title).height() + GAP + QFontMetrics(below).height()

    def _fonts(self, option: QStyleOptionViewItem) -> tuple[QFont, QFont]:
        title = QFont(option.font)
        below = QFont(title)
        below.setPointSizeF(title.pointSizeF() * SMALL)
        return title, below
