"""The events of an answer as rows: nothing is made for one before it is seen, however many there are."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from deeptrin_desktop.chat.raw_events import RawEvent

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_LONGEST = 300
"""Characters of an event that stand in its row."""


class EventModel(QAbstractTableModel):
    """When each came, and how it begins."""

    def __init__(self) -> None:
        super().__init__()
        self._events: Sequence[RawEvent] = ()

    def show_events(self, events: Sequence[RawEvent]) -> None:
        self.beginResetModel()
        self._events = events
        self.endResetModel()

    def text(self, row: int) -> str:
        return self._events[row].text

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._events)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return self.tr("Event") if section else self.tr("Seconds")
        return self._alignment(section) if role == Role.TextAlignmentRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        event = self._events[index.row()]
        if role == Role.DisplayRole:
            return event.text[:_LONGEST].replace("\n", " ") if index.column() else f"{event.seconds:.3f}"
        return self._alignment(index.column()) if role == Role.TextAlignmentRole else None

    def _alignment(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignLeading if column else Qt.AlignmentFlag.AlignRight
        return int(side | Qt.AlignmentFlag.AlignVCenter)
