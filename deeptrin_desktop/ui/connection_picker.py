"""Which connection the open conversation uses."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.ui.picker import Picker


class ConnectionPicker(Picker):
    """Its last row asks for the dialog of all connections."""

    chosen = Signal(str)
    manage_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = -1
        self.setMinimumContentsLength(6)
        self.activated.connect(self._activated)
        self.show_connections((), "")

    def show_connections(self, connections: tuple[Connection, ...], current_id: str) -> None:
        """Shows these, in their order; an id that is not among them leaves none chosen."""
        self.clear()
        for connection in connections:
            self.addItem(connection.name, connection.id)
        if connections:
            self.insertSeparator(self.count())
        self.addItem(self.tr("Manage connections…"))
        self._current = self.findData(current_id) if current_id else -1
        self.setCurrentIndex(self._current)
        self.setPlaceholderText(self.tr("None chosen"))
        self.setToolTip(next((one.base_url for one in connections if one.id == current_id), ""))

    def _activated(self, row: int) -> None:
        if row == self.count() - 1:
            self.setCurrentIndex(self._current)
            self.manage_asked.emit()
        elif row != self._current:
            self._current = row
            self.chosen.emit(self.itemData(row))
