"""A button that shows an icon alone: named for those who cannot see it, and drawn in the palette's colours."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget

from deeptrin_desktop.ui.icons import GRID, pixmap
from deeptrin_desktop.ui.theme import colours_of

EDGE = 30
"""Of a button, in pixels."""


class IconButton(QToolButton):
    """`primary` fills it with the accent: the one button of a place that matters most."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None, *, primary: bool = False) -> None:
        super().__init__(parent)
        self._icon = icon
        self._primary = primary
        self.setProperty("primary", primary)
        self.setFixedSize(EDGE, EDGE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.name(name)

    def name(self, name: str, shortcut: QKeySequence | None = None) -> None:
        """Sets its name, and a tooltip of the name and the shortcut."""
        self.setAccessibleName(name)
        keys = shortcut.toString(QKeySequence.SequenceFormat.NativeText) if shortcut else ""
        self.setToolTip(f"{name} ({keys})" if keys else name)

    def show_icon(self, icon: str) -> None:
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(EDGE, EDGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colours = colours_of(self.palette())
        colour = colours.on_accent if self._primary else colours.muted
        if not self.isEnabled():
            colour = colours.disabled
        place = self.rect().center() - QPoint(GRID // 2 - 1, GRID // 2 - 1)
        painter = QPainter(self)
        painter.drawPixmap(place, pixmap(self._icon, colour, ratio=self.devicePixelRatio()))
        painter.end()
