"""The dialog of all connections: a list to choose from, and an editor for the one that is added or changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from deeptrin_desktop.chat.check import CheckResult
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.errors import Failure
from deeptrin_desktop.ui.connections.editor import ConnectionEditor
from deeptrin_desktop.ui.push_button import push_button
from deeptrin_desktop.ui.question import ask
from deeptrin_desktop.ui.two_lines import SECOND_LINE, TwoLineDelegate
from deeptrin_desktop.ui.typography import LARGE, label


class ConnectionsDialog(QDialog):
    """Asks for everything by signals; what became of it comes back by `show_connections` or `show_failure`."""

    save_asked = Signal(object, object, object)
    """A Connection as it was shown, as it is to be, and its new key or `None`."""
    remove_asked = Signal(str)
    key_removed = Signal(str)
    test_asked = Signal(str, str)
    """Base URL and key; an empty key means the stored one."""
    message_test_asked = Signal(str, str)

    def __init__(self, connections: tuple[Connection, ...], current_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Connections"))
        self.setMinimumSize(520, 460)
        self._connections: tuple[Connection, ...] = ()
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Saved connections"))
        self._list.setItemDelegate(TwoLineDelegate(self._list))
        self._editor = ConnectionEditor()
        self._edit = push_button(self.tr("Edit…"))
        self._remove = push_button(self.tr("Remove…"))
        self._pages = QStackedLayout(self)
        self._overview = self._made_overview()
        self._pages.addWidget(self._overview)
        self._pages.addWidget(self._editor)
        self._connect()
        self._show_rows(connections, current_id)
        if not connections:
            self._open_editor(None)

    def show_connections(self, connections: tuple[Connection, ...], *, done: str = "") -> None:
        """Shows the list as it now is. `done` is the id of the connection that was saved or lost its key."""
        edited = self._editor.connection_id if self._edits else ""
        removed = {each.id for each in self._connections} - {each.id for each in connections}
        self._show_rows(connections, edited or self._id_at(self._list.currentRow()))
        if edited and edited in (done, *removed):
            self._leave_editor()

    def show_check(self, result: CheckResult | None) -> None:
        """Shows what a test found; `None` while it runs."""
        self._editor.form.show_check(result)

    def show_keyring_wait(self) -> None:
        """Says that a test waits for the keyring."""
        self._editor.form.show_keyring_wait()

    def show_failure(self, failure: Failure) -> None:
        """Says at its field why a connection could not be saved."""
        self._editor.form.show_failure(failure)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the editor first, and the dialog then. Enter is for what has the focus, and nothing else."""
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Leaves no key behind."""
        self._editor.form.forget_key()
        super().done(result)

    @property
    def _edits(self) -> bool:
        return self._pages.currentWidget() is self._editor

    def _go_back(self) -> None:
        if self._edits and self._connections:
            self._leave_editor()
        else:
            self.reject()

    def _leave_editor(self) -> None:
        self._editor.form.forget_key()
        self._pages.setCurrentWidget(self._overview)
        self._list.setFocus()

    def _connect(self) -> None:
        self._list.itemActivated.connect(lambda _item: self._open_editor(self._current()))
        self._list.currentRowChanged.connect(self._enable)
        self._edit.clicked.connect(lambda: self._open_editor(self._current()))
        self._remove.clicked.connect(self._ask_to_remove)
        self._editor.save_asked.connect(self.save_asked)
        self._editor.key_removed.connect(self.key_removed)
        self._editor.ended.connect(self._go_back)
        self._editor.form.test_asked.connect(self.test_asked)
        self._editor.form.message_test_asked.connect(self.message_test_asked)

    def _made_overview(self) -> QWidget:
        page = QWidget()
        add = push_button(self.tr("Add…"))
        add.clicked.connect(lambda: self._open_editor(None))
        close = push_button(self.tr("Close"))
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        for button in (add, self._edit, self._remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("Connections"), scale=LARGE, bold=True))
        layout.addWidget(self._list, 1)
        layout.addLayout(buttons)
        return page

    def _show_rows(self, connections: tuple[Connection, ...], current_id: str) -> None:
        self._connections = connections
        self._list.clear()
        for connection in connections:
            key = self.tr("with a key") if connection.has_key else self.tr("without a key")
            row = QListWidgetItem(connection.name, self._list)
            row.setData(SECOND_LINE, f"{connection.base_url}  ·  {key}")
            row.setData(Qt.ItemDataRole.AccessibleDescriptionRole, row.data(SECOND_LINE))
        ids = [connection.id for connection in connections]
        self._list.setCurrentRow(ids.index(current_id) if current_id in ids else 0)
        self._enable()

    def _enable(self) -> None:
        for button in (self._edit, self._remove):
            button.setEnabled(self._current() is not None)

    def _current(self) -> Connection | None:
        row = self._list.currentRow()
        return self._connections[row] if 0 <= row < len(self._connections) else None

    def _id_at(self, row: int) -> str:
        return self._connections[row].id if 0 <= row < len(self._connections) else ""

    def _open_editor(self, connection: Connection | None) -> None:
        self._pages.setCurrentWidget(self._editor)
        stored = {each.origin for each in self._connections if each.has_key}
        self._editor.show_connection(
            connection, keys={each.origin: each.origin in stored for each in self._connections}
        )

    def _ask_to_remove(self) -> None:
        connection = self._current()
        if connection is None:
            return
        ask(
            self,
            self.tr("Remove “{name}”?").format(name=connection.name),
            self.tr("Its conversations stay, and need another connection to go on."),
            answer=self.tr("Remove"),
            then=lambda: self.remove_asked.emit(connection.id),
        )
