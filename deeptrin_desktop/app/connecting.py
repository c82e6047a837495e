"""What a person does with connections, in the welcome and in the dialog of the menu, wired to the use cases."""

import asyncio
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication
from shiboken6 import isValid

from deeptrin_desktop.app.choosing import Choosing
from deeptrin_desktop.app.conversing import Conversing
from deeptrin_desktop.chat.connections import Connections, Saved
from deeptrin_desktop.core.connection import EXAMPLE_MODELS, Connection, resolve_base_url, server_of
from deeptrin_desktop.core.errors import DeeptrinError
from deeptrin_desktop.core.ids import new_id
from deeptrin_desktop.core.tasks import Tasks
from deeptrin_desktop.ui.connections.dialog import ConnectionsDialog
from deeptrin_desktop.ui.connections.welcome import Welcome
from deeptrin_desktop.ui.window import MainWindow


class Connecting:
    """Takes up connections as a person adds, changes, tests and removes them."""

    def __init__(
        self, *, window: MainWindow, connections: Connections, choosing: Choosing, conversing: Conversing, tasks: Tasks
    ) -> None:
        self._window = window
        self._connections = connections
        self._choosing = choosing
        self._conversing = conversing
        self._tasks = tasks
        self._testing: asyncio.Task[None] | None = None
        self._first_id = new_id()
        """Of the connection that the welcome makes: one, however often it is asked to."""
        window.connection_picker.manage_asked.connect(self.manage)
        window.welcome.connect_asked.connect(lambda url, key: tasks.start(self._connect_first(url, key)))
        self._offer_tests(window.welcome)

    def manage(self) -> None:
        """Opens the connections dialog, or says why there is nothing to manage in this run."""
        if self._connections.overridden:
            said = QCoreApplication.translate("app", "The connection of this run was given when it was started.")
            self._window.notice.show_text(said)
            return
        start = self._tasks.start
        dialog = self._window.open_connections(self._connections.all, self._conversing.settings.connection)
        dialog.save_asked.connect(
            lambda shown, connection, key: start(self._save(dialog, shown, connection, key or ""))
        )
        dialog.remove_asked.connect(lambda chosen: start(self._remove(dialog, chosen)))
        dialog.key_removed.connect(lambda chosen: start(self._remove_key(dialog, chosen)))
        self._offer_tests(dialog)

    async def _connect_first(self, base_url: str, key: str) -> None:
        try:
            url = resolve_base_url(base_url)
            saved = await self._connections.save(
                Connection(self._first_id, urlsplit(url).hostname or url, url), key=key
            )
            self._say_of_key(saved)
            await self._choosing.choose(self._conversing.shown.id, saved.connection.id)
        except DeeptrinError as error:
            self._window.welcome.show_failure(error.failure)
            return
        self._window.show_welcome(False)
        self._window.focus_writing()

    def _offer_tests(self, asking: Welcome | ConnectionsDialog) -> None:
        asking.test_asked.connect(lambda url, key: self._start_test(asking, url, key))
        asking.message_test_asked.connect(lambda url, key: self._start_test(asking, url, key, by_message=True))

    def _start_test(
        self, asking: Welcome | ConnectionsDialog, base_url: str, key: str, *, by_message: bool = False
    ) -> None:
        """Begins a test in place of the one before, which may still wait for the keyring."""
        if self._testing is not None:
            self._testing.cancel()
        model = (self._conversing.settings.model or EXAMPLE_MODELS[0]) if by_message else ""
        self._testing = self._tasks.start(self._test(asking, base_url, key, model))

    async def _test(self, asking: Welcome | ConnectionsDialog, base_url: str, key: str, model: str) -> None:
        def tell(awaited: bool) -> None:
            if awaited and isValid(asking):
                asking.show_keyring_wait()

        asking.show_check(None)
        result = await self._connections.check(base_url, key, model=model, awaited=tell)
        if isValid(asking):
            asking.show_check(result)

    async def _save(self, dialog: ConnectionsDialog, shown: Connection, connection: Connection, key: str) -> None:
        try:
            saved = await self._connections.save(connection, key=key, shown=shown)
        except DeeptrinError as error:
            if not isValid(dialog):
                raise
            dialog.show_failure(error.failure)
            return
        self._say_of_key(saved)
        if saved.failure and not saved.connection.has_key:
            self._tasks.start(self._find_key(dialog, saved.connection))
        await self._changed(dialog, done=connection.id)
        if self._choosing.connection is None:
            await self._choosing.choose(self._conversing.shown.id, saved.connection.id)
            self._window.show_welcome(False)
            self._window.focus_writing()

    async def _find_key(self, dialog: ConnectionsDialog, connection: Connection) -> None:
        await self._connections.find_key(connection)
        await self._changed(dialog)

    def _say_of_key(self, saved: Saved) -> None:
        """Says what the keyring did not do."""
        notice = self._window.notice
        if saved.failure and saved.connection.has_key:
            said = QCoreApplication.translate("app", "The key is used until the app closes, and is stored nowhere.")
            notice.show_failure(saved.failure, advice=said)
        elif saved.failure:
            said = QCoreApplication.translate("app", "Once it answers, it is known whether it has a key for {server}.")
            notice.show_failure(saved.failure, advice=said.format(server=server_of(saved.connection.origin)))

    async def _remove(self, dialog: ConnectionsDialog, connection_id: str) -> None:
        try:
            await self._connections.remove(connection_id)
        finally:
            await self._changed(dialog)  # it may be gone although its key is not

    async def _remove_key(self, dialog: ConnectionsDialog, connection_id: str) -> None:
        await self._connections.remove_key(connection_id)
        await self._changed(dialog, done=connection_id)

    async def _changed(self, dialog: ConnectionsDialog, *, done: str = "") -> None:
        if isValid(dialog):
            dialog.show_connections(self._connections.all, done=done)
        self._conversing.adjusting.refresh()  # its parameters went with it, or what its server refused
        await self._choosing.present()
