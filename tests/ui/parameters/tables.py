"""A person at a table of cells: types, pastes, and reads what stands there."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView


def type_cell(table: QTableView, row: int, column: int, text: str) -> None:
    """Replaces the text of a cell by keys alone."""
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))
    QTest.keyClick(table, Qt.Key.Key_Return)
    editor = table.findChildren(QLineEdit, "cell")[-1]
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # the table takes what was typed a moment later


def paste_into(table: QTableView, text: str) -> None:
    QApplication.clipboard().setText(text)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def delete_row(table: QTableView, row: int) -> None:
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, 0))
    QTest.keyClick(table, Qt.Key.Key_Delete)


def cells(table: QTableView) -> list[list[str]]:
    """All rows as they can be read, but for the blank one at the end."""
    model = table.model()
    columns = range(model.columnCount())
    return [[model.index(row, column).data() for column in columns] for row in range(model.rowCount() - 1)]
