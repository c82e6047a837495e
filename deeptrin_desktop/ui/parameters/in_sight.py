"""Keeps what is typed into in sight where it stands in something that scrolls."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

MARGIN = 56
"""Pixels above and below that stay visible as well: the next row of a table, and its header."""


def keep_in_sight(area: QScrollArea, focused: QWidget) -> None:
    """Scrolls down or up to the place in a widget where the next key goes."""
    place: QRect = focused.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    below = focused.mapTo(area.viewport(), place.bottomLeft()).y()
    area.ensureVisible(0, area.verticalScrollBar().value() + below, 0, MARGIN)
