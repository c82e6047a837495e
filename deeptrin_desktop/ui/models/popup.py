"""The list that drops down from the model picker, and stays as it is while the server's list is read anew."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from deeptrin_desktop.ui.models.list import MARGIN, ModelDelegate, ModelList, star_of
from deeptrin_desktop.ui.models.ranking import ModelIndex

MOST_ROWS = 14
WIDEST = 560


class ModelPopup(QObject):
    """Opens below a field, which keeps the keyboard: what is typed goes on into the field."""

    picked = Signal(str)
    starred = Signal(str)
    """A favourite is one no more, or another model is one from now on."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self._list = ModelList()
        self._models: tuple[str, ...] = ()
        self._favourites: tuple[str, ...] = ()
        self._recent: tuple[str, ...] = ()
        self._index: ModelIndex | None = None
        self._typed = ""
        self._view = QListView()
        self._view.setObjectName("completions")
        self._view.setUniformItemSizes(True)
        self._view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._view.setMouseTracking(True)
        self._completer = QCompleter(self._list, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(MOST_ROWS)
        self._completer.setPopup(self._view)
        self._completer.setWidget(field)
        self._view.setItemDelegate(ModelDelegate(self._list, self._view))
        self._view.setAccessibleName(self.tr("Models"))
        self._view.installEventFilter(self)
        self._view.viewport().installEventFilter(self)
        self._completer.activated.connect(self.picked)

    @property
    def view(self) -> QListView:
        return self._view

    @property
    def is_open(self) -> bool:
        return self._view.isVisible()

    @property
    def highlighted(self) -> str:
        """The model that Enter chooses; empty for none."""
        return str(self._view.currentIndex().data() or "") if self.is_open else ""

    def set_models(self, models: Sequence[str], *, favourites: Sequence[str], recent: Sequence[str]) -> None:
        """Takes another list. In an open one what is looked at stays where it is."""
        self._models, self._favourites, self._recent = tuple(models), tuple(favourites), tuple(recent)
        self._index = None
        if self.is_open:
            self._show_anew()

    def matches(self, typed: str) -> list[str]:
        if self._index is None:
            self._index = ModelIndex(self._models, favourites=self._favourites, recent=self._recent)
        return self._index.matches(typed)

    def prepare(self) -> None:
        """Does beforehand what the first opening would take long for."""
        self._view.ensurePolished()
        self.matches("")

    def open(self, typed: str, *, highlight: str = "") -> None:
        """Shows what matches, with the model to `highlight`, or else the best match where anything was typed."""
        self._typed = typed
        found = self._fill()
        self._view.setMinimumWidth(max(self._field.width(), min(self._wanted_width(found), WIDEST)))
        self._completer.complete()
        row = self._list.row_of(highlight) if highlight else (0 if typed.strip() else -1)
        self._view.setCurrentIndex(self._view.model().index(row, 0))
        if row > 0:
            self._view.scrollTo(self._view.currentIndex(), QListView.ScrollHint.PositionAtCenter)

    def close(self) -> None:
        self._view.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and watched is self._view.viewport():
            return self._pressed(event)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and _is_star_key(event):
            if model := self.highlighted:
                self.starred.emit(model)
            return True
        return super().eventFilter(watched, event)

    def _pressed(self, event: QMouseEvent) -> bool:
        """A press on a star is no choice of its model."""
        place = event.position().toPoint()
        index = self._view.indexAt(place)
        star = star_of(self._view.visualRect(index), self._view.layoutDirection()).adjusted(-6, -4, MARGIN, 4)
        if not index.isValid() or not star.contains(place):
            return False
        if event.type() is QEvent.Type.MouseButtonRelease:
            self.starred.emit(index.data())
        return event.type() is not QEvent.Type.MouseMove

    def _fill(self) -> list[str]:
        found = self.matches(self._typed)
        self._list.show(found, favourites=self._favourites, recent=self._recent)
        return found

    def _show_anew(self) -> None:
        pointed = self._view.indexAt(self._view.viewport().mapFromGlobal(self._view.cursor().pos()))
        current = self._view.currentIndex()
        anchor = next(
            (index for index in (pointed, current, self._view.indexAt(QPoint(1, 1))) if index.isValid()), current
        )
        highlighted, looked_at, top = current.data(), anchor.data(), self._view.visualRect(anchor).top()
        self._fill()
        model = self._view.model()
        self._view.setCurrentIndex(model.index(self._list.row_of(highlighted or ""), 0))
        bar = self._view.verticalScrollBar()
        there = self._view.visualRect(model.index(self._list.row_of(looked_at or ""), 0))
        if there.isValid():
            bar.setValue(bar.value() + there.top() - top)

    def _wanted_width(self, models: Sequence[str]) -> int:
        longest = max(models, key=len, default="")
        return self._view.fontMetrics().horizontalAdvance(longest) + 150


def _is_star_key(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier
