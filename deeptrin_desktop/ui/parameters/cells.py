"""Rows of text cells, as they were typed, with a blank row at the end to type a new one into."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class Cells(QAbstractTableModel):
    """Keeps whatever is typed; what is wrong with a row is for its owner to say, and to `mark`."""

    edited = Signal()
    """A person changed a cell."""

    def __init__(self, titles: Sequence[str], hints: Sequence[str]) -> None:
        """`hints` stand in the blank row."""
        super().__init__()
        self._titles = tuple(titles)
        self._hints = tuple(hints)
        self._rows: list[tuple[str, ...]] = []
        self._problems: dict[int, str] = {}

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """All but the blank one."""
        return tuple(self._rows)

    def show(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Replaces all rows, without a signal."""
        self.beginResetModel()
        self._rows = list(rows)
        self._problems = {}
        self.endResetModel()

    def remove(self, rows: Collection[int]) -> None:
        """Takes rows away, as a person does."""
        self.show([cells for row, cells in enumerate(self._rows) if row not in rows])
        self.edited.emit()

    def mark(self, problems: dict[int, str]) -> None:
        """Shows which rows are wrong, and in their tooltips why."""
        if problems != self._problems:
            self._problems = problems
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def is_wrong(self, index: Index) -> bool:
        return index.row() in self._problems

    def hint(self, index: Index) -> str:
        """What stands in a cell of the blank row; empty for any other."""
        return self._hints[index.column()] if index.row() == len(self._rows) else ""

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows) + 1

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._titles)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return self._titles[section]
        if orientation is Qt.Orientation.Horizontal and role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role in (Role.DisplayRole, Role.EditRole):
            return self._rows[row][column] if row < len(self._rows) else ""
        if role == Role.ToolTipRole:
            return self._problems.get(row, self.data(index))
        if role == Role.AccessibleTextRole:
            return self.data(index) or self._titles[column]
        if role == Role.AccessibleDescriptionRole:
            return self._problems.get(row, self.hint(index))
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        row, text = index.row(), str(value).strip()
        if role != Role.EditRole or text == self.data(index):
            return False
        if row == len(self._rows):
            self.beginInsertRows(QModelIndex(), row + 1, row + 1)
            self._rows.append(("",) * len(self._titles))
            self.endInsertRows()
        cells = list(self._rows[row])
        cells[index.column()] = text
        self._rows[row] = tuple(cells)
        self.dataChanged.emit(index, index)
        self.edited.emit()
        return True
