"""A small table to type into: as high as its rows, pasted into and emptied by the usual keys."""

from PySide6.QtCore import QMargins, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from deeptrin_desktop.ui.parameters.cells import Cells
from deeptrin_desktop.ui.parameters.in_sight import keep_in_sight
from deeptrin_desktop.ui.theme import colours_of

Index = QModelIndex | QPersistentModelIndex
ScrollHint = QAbstractItemView.ScrollHint

MOST_ROWS = 8
"""Shown at once; more of them are scrolled to."""


class CellTable(QTableView):
    """Enter and typing edit a cell, Delete takes the selected rows away."""

    pasted = Signal(str)

    def __init__(self, cells: Cells, name: str) -> None:
        super().__init__()
        self._cells = cells
        self.setModel(cells)
        self.setAccessibleName(name)
        self.setItemDelegate(_CellDelegate(cells, self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setFixedHeight(self.fontMetrics().height() + 8)
        cells.rowsInserted.connect(self.updateGeometry)
        cells.modelReset.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        rows = min(self._cells.rowCount(), MOST_ROWS)
        height = self.horizontalHeader().height() + rows * self.verticalHeader().defaultSectionSize()
        return QSize(160, height + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def scrollTo(self, index: Index, hint: ScrollHint = ScrollHint.EnsureVisible) -> None:
        """Scrolls what the table stands in as well, where perhaps not all of it is in sight."""
        super().scrollTo(index, hint)
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            keep_in_sight(around, self)

    def paste(self) -> None:
        self.pasted.emit(QGuiApplication.clipboard().text())

    def copy(self) -> None:
        """Copies the text of the current cell."""
        QGuiApplication.clipboard().setText(self.currentIndex().data() or "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """There is a cell to type into at once."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._cells.index(0, 0))
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A current cell would be the focused one to a screen reader, wherever the focus is."""
        super().focusOutEvent(event)
        gone = event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if gone and self.state() is not QAbstractItemView.State.EditingState:
            self.setCurrentIndex(QModelIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._delete_rows()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if (
                self.state() is not QAbstractItemView.State.EditingState
            ):  # else it comes from the editor, which has ended
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _delete_rows(self) -> None:
        """The cell that comes in the place of a deleted one is the current one then, so that keys can go on."""
        current = self.currentIndex()
        self._cells.remove({current.row(), *(index.row() for index in self.selectedIndexes())})
        self.setCurrentIndex(self._cells.index(min(current.row(), self._cells.rowCount() - 1), current.column()))


class _CellDelegate(QStyledItemDelegate):
    """Draws texts, hints, and what is wrong in the colour of danger."""

    def __init__(self, cells: Cells, table: QTableView) -> None:
        super().__init__(table)
        self._cells = cells
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = colours_of(option.palette)
        place: QRect = option.rect
        painter.save()
        focused = self._table.hasFocus()
        if focused and self._table.selectionModel().isSelected(index):
            painter.fillRect(place, QColor(colours.user_box))
        painter.setPen(QColor(colours.hairline))
        painter.drawLine(place.topLeft(), place.topRight())
        if focused and index == self._table.currentIndex():
            painter.setPen(QColor(colours.accent))
            painter.drawRect(place.adjusted(1, 1, -2, -2))
        hint = self._cells.hint(index)
        tone = colours.danger if self._cells.is_wrong(index) else colours.muted if hint else colours.text
        painter.setPen(QColor(tone if self._table.isEnabled() else colours.disabled))
        text = option.fontMetrics.elidedText(index.data() or hint, Qt.TextElideMode.ElideRight, place.width() - 12)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextSingleLine
        painter.drawText(place.marginsRemoved(QMargins(6, 0, 6, 0)), int(flags), text)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("cell")
        editor.setAccessibleName(self._cells.headerData(index.column(), Qt.Orientation.Horizontal))
        return editor
