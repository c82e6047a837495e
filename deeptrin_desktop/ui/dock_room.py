"""Which docks are shown, and how wide: as a person wants them, as far as the conversation keeps enough room."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow

from deeptrin_desktop.core.ports import Json

COMFORT = 440
"""Pixels of width that the conversation keeps."""
SEPARATOR = 4
"""Pixels between a dock and the conversation, as in the style sheet."""
WIDEST = 2_000
"""Pixels; more than that in a stored layout is a mistake."""


class DockRoom(QObject):
    """Where a window gets too narrow, docks fold away, and come back as wide as they were when there is room again.

    The one that was opened last stays longest, and is shown however little room there is.
    """

    def __init__(self, window: QMainWindow, widths: Mapping[QDockWidget, int]) -> None:
        """`widths` in pixels, until a person makes them wider or narrower."""
        super().__init__(window)
        self._window = window
        self._widths = dict(widths)
        self._wanted = [*widths]
        """The first of them stays longest."""
        self._asked: QDockWidget | None = None
        """Opened by a person, where there was no room for it."""
        self._away = False
        self._shown: list[QDockWidget] = []
        self._fitted = 0
        """The window's width that the docks were fitted to last."""
        for dock in widths:
            dock.installEventFilter(self)
            dock.toggleViewAction().triggered.connect(lambda shown, dock=dock: self._want(dock, shown=shown))

    def put_away(self, away: bool) -> None:
        """Shows no dock at all, until this is taken back."""
        self._away = away
        self.fit()

    def fit(self) -> None:
        """Shows those that there is room for. To be called when the window has another width."""
        room = self._window.width() - COMFORT
        shown = []
        for dock in self._wanted:
            room -= self._widths[dock] + SEPARATOR
            if room >= 0 or dock is self._asked:
                shown.append(dock)
            if room >= 0 and dock is self._asked:
                self._asked = None
        for dock in self._widths:
            dock.setVisible(dock in shown and not self._away)
        self._shown = shown
        self._window.resizeDocks(shown, [self._widths[dock] for dock in shown], Qt.Orientation.Horizontal)
        self._fitted = self._window.width()

    def state(self) -> Json:
        """What a person wants, for `restore`."""
        return {
            dock.objectName(): {"shown": dock in self._wanted, "width": width} for dock, width in self._widths.items()
        }

    def restore(self, state: Json) -> None:
        """Takes up what an earlier window had; what cannot be read of it is left as it is."""
        stored = state if isinstance(state, dict) else {}
        for dock in self._widths:
            one = stored.get(dock.objectName())
            if isinstance(one, dict):
                self._restore_one(dock, one)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A dock that gets another width while all else stays was made wider or narrower by a person."""
        if event.type() is QEvent.Type.Resize and isinstance(watched, QDockWidget) and self._is_settled():
            self._widths[watched] = watched.width()
        return False

    def _is_settled(self) -> bool:
        visible = [dock for dock in self._wanted if not dock.isHidden()]
        return visible == self._shown and self._window.width() == self._fitted

    def _restore_one(self, dock: QDockWidget, stored: Mapping[str, Json]) -> None:
        shown, width = stored.get("shown"), stored.get("width")
        if isinstance(shown, bool) and shown is not (dock in self._wanted):
            self._wanted.append(dock) if shown else self._wanted.remove(dock)
        if isinstance(width, int) and 0 < width < WIDEST:
            self._widths[dock] = width

    def _want(self, dock: QDockWidget, *, shown: bool) -> None:
        self._wanted = [dock] * shown + [one for one in self._wanted if one is not dock]
        self._asked = dock if shown else None
        self.fit()
