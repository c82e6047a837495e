"""One connection to be filled in or changed."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deeptrin_desktop.core.connection import DEEPTRIN_URLS, Connection
from deeptrin_desktop.core.ids import new_id
from deeptrin_desktop.ui.check_box import CheckBox
from deeptrin_desktop.ui.connections.form import ConnectionForm
from deeptrin_desktop.ui.push_button import push_button
from deeptrin_desktop.ui.typography import label


class ConnectionEditor(QWidget):
    """`save_asked(Connection, Connection, key)`: as it was shown, as it is to be, and `None` where no key was typed."""

    save_asked = Signal(object, object, object)
    key_removed = Signal(str)
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._connection = _blank()
        self._name = QLineEdit()
        self._name.setAccessibleName(self.tr("Name"))
        self.form = ConnectionForm()
        self._usage = CheckBox(self.tr("Ask for token counts while streaming"))
        self._usage.setToolTip(self.tr("Sends stream_options, which not every server understands."))
        self._remove_key = push_button(self.tr("Remove key"))
        self._save = push_button(self.tr("Save"), primary=True)
        self._cancel = push_button(self.tr("Cancel"))
        self._lay_out()
        self._name.returnPressed.connect(self._ask_to_save)
        self.form.entered.connect(self._ask_to_save)
        self._save.clicked.connect(self._ask_to_save)
        self._cancel.clicked.connect(self.ended)
        self._remove_key.clicked.connect(lambda: self.key_removed.emit(self._connection.id))

    def show_connection(self, connection: Connection | None, *, keys: Mapping[str, bool]) -> None:
        """Shows a connection to change, or with `None` a new one to fill in; `keys` tells which origins have a key."""
        self._connection = connection or _blank()
        self._name.setText(self._connection.name)
        self._usage.setChecked(self._connection.include_usage)
        self._remove_key.setVisible(self._connection.has_key)
        # One that comes back to where it was finds its key there.
        self.form.show_connection(self._connection.base_url, keys=keys, may_be_stored=connection is not None)

    @property
    def connection_id(self) -> str:
        return self._connection.id

    def _ask_to_save(self) -> None:
        given = self.form.given()
        if given is None:
            return
        base_url, key = given
        connection = replace(
            self._connection,
            name=self._name.text().strip() or urlsplit(base_url).hostname or base_url,
            base_url=base_url,
            include_usage=self._usage.isChecked(),
        )
        self.save_asked.emit(self._connection, connection, key or None)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._remove_key)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._save)
        caption = label(self.tr("Name"))
        caption.setBuddy(self._name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(4)
        layout.addWidget(caption)
        layout.addWidget(self._name)
        layout.addSpacing(8)
        layout.addWidget(self.form)
        layout.addSpacing(8)
        layout.addWidget(self._usage)
        layout.addStretch(1)
        layout.addLayout(buttons)


def _blank() -> Connection:
    return Connection(new_id(), "", DEEPTRIN_URLS[0])
