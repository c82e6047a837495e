"""The summaries of all conversations as the model of a list; cheap with many thousands of them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from deeptrin_desktop.core.conversation import Summary
from deeptrin_desktop.ui.dates import when
from deeptrin_desktop.ui.two_lines import DOTTED, SECOND_LINE, STRONG

Index = QModelIndex | QPersistentModelIndex


ID = Qt.ItemDataRole.UserRole + 3
"""The role of a conversation's id."""


class ConversationModel(QAbstractListModel):
    """A title that is edited goes up by `renamed(id, title)`, and shows when the summaries come back with it."""

    renamed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._summaries: tuple[Summary, ...] = ()
        self._rows: dict[str, int] = {}
        self._running: frozenset[str] = frozenset()
        self._unread: frozenset[str] = frozenset()
        self._answers: Mapping[int, Callable[[Summary], Any]] = {
            Qt.ItemDataRole.DisplayRole: self._title,
            Qt.ItemDataRole.ToolTipRole: self._title,
            Qt.ItemDataRole.EditRole: lambda summary: summary.title,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            Qt.ItemDataRole.AccessibleDescriptionRole: _when,
            ID: lambda summary: summary.id,
            SECOND_LINE: _when,
            DOTTED: lambda summary: summary.id in self._running,
            STRONG: lambda summary: summary.id in self._unread,
        }

    def show_summaries(self, summaries: tuple[Summary, ...]) -> None:
        """Replaces them all; rows that stand where they stood keep their selection and scroll position."""
        rows = {summary.id: row for row, summary in enumerate(summaries)}
        if rows == self._rows:
            self._summaries = summaries
            self._changed(0, len(summaries) - 1)
            return
        self.beginResetModel()
        self._summaries = summaries
        self._rows = rows
        self.endResetModel()

    def mark(self, *, running: frozenset[str], unread: frozenset[str]) -> None:
        changed = (running ^ self._running) | (unread ^ self._unread)
        self._running, self._unread = running, unread
        for conversation_id in changed & self._rows.keys():
            row = self._rows[conversation_id]
            self._changed(row, row)

    def index_of(self, conversation_id: str) -> QModelIndex:
        """Where a conversation stands; an invalid index when it is not there."""
        return self.index(self._rows.get(conversation_id, -1), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._summaries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        summary = self._summaries[index.row()]
        answer = self._answers.get(role)
        return answer(summary) if answer else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemNeverHasChildren

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        summary = self._summaries[index.row()]
        title = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or not title or title == summary.title:
            return False
        self.renamed.emit(summary.id, title)
        return True

    def _title(self, summary: Summary) -> str:
        return summary.title or self.tr("Untitled")

    def _spoken(self, summary: Summary) -> str:
        title = self._title(summary)
        if summary.id in self._running:
            return self.tr("{title}, a reply is running").format(title=title)
        return self.tr("{title}, an unread reply").format(title=title) if summary.id in self._unread else title

    def _changed(self, first: int, last: int) -> None:
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))


def _when(summary: Summary) -> str:
    return when(summary.updated, datetime.now().astimezone())
