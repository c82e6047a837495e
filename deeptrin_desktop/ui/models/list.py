"""The models below the picker's field: those that match, each with a star for a favourite."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from deeptrin_desktop.ui.icons import pixmap
from deeptrin_desktop.ui.theme import colours_of

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

STAR = 16
MARGIN = 10
ROW = 26


class ModelList(QAbstractListModel):
    """Ids in the order in which they are shown."""

    def __init__(self) -> None:
        super().__init__()
        self._models: list[str] = []
        self._favourites: Collection[str] = ()
        self._recent: Collection[str] = ()

    def show(self, models: Sequence[str], *, favourites: Collection[str], recent: Collection[str]) -> None:
        self.beginResetModel()
        self._models = list(models)
        self._favourites = favourites
        self._recent = recent
        self.endResetModel()

    def row_of(self, model: str) -> int:
        """-1 for one that is not shown."""
        return self._models.index(model) if model in self._models else -1

    def is_favourite(self, index: Index) -> bool:
        return index.data() in self._favourites

    def note(self, index: Index) -> str:
        """What is worth knowing of a model, in a word."""
        if self.is_favourite(index):
            return self.tr("Favourite")
        return self.tr("Recent") if index.data() in self._recent else ""

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._models)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role in (Role.DisplayRole, Role.EditRole, Role.ToolTipRole):
            return self._models[index.row()]
        if role == Role.AccessibleTextRole:
            return ", ".join(part for part in (index.data(), self.note(index)) if part)
        return None


class ModelDelegate(QStyledItemDelegate):
    """Draws an id, a word about it, and its star."""

    def __init__(self, models: ModelList, view: QListView) -> None:
        super().__init__(view)
        self._models = models
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = colours_of(option.palette)
        place: QRect = option.rect
        painter.save()
        selected = index == self._view.currentIndex()  # QStyle, which has it too, is slow to import
        if selected:
            painter.fillRect(place, QColor(colours.accent))
        ink = colours.on_accent if selected else colours.text
        quiet = colours.on_accent if selected else colours.muted
        favourite = self._models.is_favourite(index)
        star = pixmap("star-on" if favourite else "star", quiet if selected or not favourite else colours.accent,
                      ratio=self._view.devicePixelRatio(), size=STAR)  # fmt: skip
        painter.drawPixmap(star_of(place, option.direction).topLeft(), star)
        text = place.adjusted(MARGIN, 0, -2 * MARGIN - STAR, 0)
        if option.direction is Qt.LayoutDirection.RightToLeft:
            text = place.adjusted(2 * MARGIN + STAR, 0, -MARGIN, 0)
        note = "" if favourite else self._models.note(index)
        painter.setPen(QColor(quiet))
        trailing = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
        painter.drawText(text, int(trailing), note)
        room = text.width() - (option.fontMetrics.horizontalAdvance(note) + MARGIN if note else 0)
        painter.setPen(QColor(ink))
        leading = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextSingleLine
        elided = option.fontMetrics.elidedText(index.data(), Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(text, int(leading), elided)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(160, max(ROW, option.fontMetrics.height() + 8))


def star_of(row: QRect, direction: Qt.LayoutDirection) -> QRect:
    """Where the star of a row stands."""
    rightward = direction is Qt.LayoutDirection.LeftToRight
    left = row.right() - MARGIN - STAR if rightward else row.left() + MARGIN
    return QRect(QPoint(left, row.center().y() - STAR // 2 + 1), QSize(STAR, STAR))
