"""Connections, the first start and the list of models, wired to the use cases."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication
from shiboken6 import isValid

from deeptrin_desktop.app.conversing import Conversing
from deeptrin_desktop.app.keyring_waits import KeyringWaits
from deeptrin_desktop.app.picking import Picking
from deeptrin_desktop.chat.connections import Connections
from deeptrin_desktop.chat.previewing import preview_of
from deeptrin_desktop.core.connection import EXAMPLE_MODELS, Connection, resolve_base_url
from deeptrin_desktop.core.conversation import Settings
from deeptrin_desktop.core.errors import DeeptrinError, Failure, Kind, Remedy
from deeptrin_desktop.core.ids import new_id
from deeptrin_desktop.core.ports import Store
from deeptrin_desktop.core.tasks import Tasks
from deeptrin_desktop.ui.connections_dialog import ConnectionsDialog
from deeptrin_desktop.ui.welcome import Welcome
from deeptrin_desktop.ui.window import MainWindow
from deeptrin_desktop.ui.words import words_of


class Connecting:
    """Which connection and model are used, and what a person does with connections."""

    def __init__(
        self,
        *,
        window: MainWindow,
        connections: Connections,
        conversing: Conversing,
        store: Store,
        keyring: KeyringWaits,
        tasks: Tasks,
    ) -> None:
        self._window = window
        self._connections = connections
        self._conversing = conversing
        self._store = store
        self._keyring = keyring
        self._tasks = tasks
        self._testing: asyncio.Task[None] | None = None
        self._asked: set[Connection] = set()
        """Connections whose server was asked for its models without anybody's wish, since none were known."""
        self._picking = Picking(window=window, store=store, tasks=tasks, refresh=self._refresh)
        window.connection_picker.chosen.connect(lambda chosen: self._start(self._choose(conversing.shown, chosen)))
        window.connection_picker.manage_asked.connect(self.manage)
        window.model_picker.chosen.connect(self._choose_model)
        window.model_picker.refresh_asked.connect(lambda: self._start(self._list_models()))
        window.notice.remedy_asked.connect(self._remedy)
        window.pane.remedy_asked.connect(self._remedy)
        window.parameters.preview_asked.connect(self._preview)

    @property
    def _connection(self) -> Connection | None:
        """The connection of the conversation that is shown."""
        return self._connections.find(self._conversing.settings.connection)

    async def start_settings(self, model: str = "") -> Settings:
        """The settings that a new conversation begins with: connection and model as last used. Raises StoreError."""
        last = (await self._store.states()).get("last")
        remembered = last if isinstance(last, dict) else {}
        last_id = str(remembered.get("connection", ""))
        connection = self._connections.find(last_id) or next(iter(self._connections.all), None)
        if connection is None:
            return Settings()
        if not model and connection.id == last_id:
            model = str(remembered.get("model", ""))
        if not model:
            model = next(iter(await self._connections.known_models(connection)), "")
        return Settings(connection=connection.id, model=model)

    def welcome(self) -> None:
        """Asks for the first connection."""
        welcome = self._window.welcome
        welcome.test_asked.connect(lambda url, key: self._start_test(welcome, url, key))
        welcome.message_test_asked.connect(lambda url, key: self._start_test(welcome, url, key, by_message=True))
        welcome.connect_asked.connect(lambda url, key: self._start(self._connect_first(url, key)))
        self._window.show_welcome(True)

    async def present(self) -> None:
        """Shows connection and model of the conversation that is shown, and the models known for it. A list that was
        never read is asked for. Raises StoreError.
        """
        await self._picking.load()
        connection = self._connection
        self._window.connection_picker.show_connections(self._connections.all, connection.id if connection else "")
        known = await self._connections.known_models(connection) if connection else ()
        if connection != self._connection:
            return  # whoever changed it presents the other one
        self._show_models(known, fresh=connection is not None and self._connections.was_listed(connection))
        if connection and not known and connection not in self._asked:
            self._asked.add(connection)
            self._start(self._list_models_quietly())

    def manage(self) -> None:
        """Opens the connections dialog, or says why there is nothing to manage in this run."""
        if self._connections.overridden:
            said = QCoreApplication.translate("app", "The connection of this run was given when it was started.")
            self._window.notice.show_text(said)
            return
        settings = self._conversing.settings
        dialog = self._window.open_connections(self._connections.all, settings.connection)
        dialog.save_asked.connect(lambda connection, key: self._start(self._save(dialog, connection, key or "")))
        dialog.remove_asked.connect(lambda chosen: self._start(self._remove(dialog, chosen)))
        dialog.key_removed.connect(lambda chosen: self._start(self._remove_key(dialog, chosen)))
        dialog.test_asked.connect(lambda url, key: self._start_test(dialog, url, key))
        dialog.message_test_asked.connect(lambda url, key: self._start_test(dialog, url, key, by_message=True))

    async def _choose(self, conversation_id: str, connection_id: str) -> None:
        connection = self._connections.find(connection_id)
        if connection is None:
            return
        known = await self._connections.known_models(connection)
        await self._use(conversation_id, connection_id, next(iter(known), ""))
        await self.present()

    def _choose_model(self, model: str) -> None:
        self._start(self._use(self._conversing.shown, self._conversing.settings.connection, model))

    async def _use(self, conversation_id: str, connection_id: str, model: str) -> None:
        await self._conversing.use(conversation_id, connection=connection_id, model=model)
        await self._store.save_state("last", {"connection": connection_id, "model": model})

    async def _list_models(self) -> None:
        connection = self._connection
        if connection is None:
            return
        models = await self._connections.list_models(connection, awaited=partial(self._note_keyring, connection))
        if connection != self._connection:
            return
        if not self._conversing.settings.model and models:
            await self._use(self._conversing.shown, self._conversing.settings.connection, models[0])
        if connection == self._connection:
            self._show_models(models, fresh=True)

    def _note_keyring(self, connection: Connection, awaited: bool) -> None:
        self._keyring.note(connection.id, connection.origin if awaited else None)
        self._keyring.show(self._conversing.settings.connection)

    def _show_models(self, models: tuple[str, ...], *, fresh: bool) -> None:
        settings = self._conversing.settings
        self._picking.show(settings.connection, models, model=settings.model, fresh=fresh)

    def _refresh(self) -> None:
        self._tasks.start(self._list_models_quietly())

    async def _list_models_quietly(self) -> None:
        """For a list that nobody asked for, no more than the status bar says that there is none."""
        try:
            await self._list_models()
        except DeeptrinError as error:
            self._window.facts.say(words_of(error.failure).title)

    async def _connect_first(self, base_url: str, key: str) -> None:
        try:
            url = resolve_base_url(base_url)
            connection = await self._saved(Connection(new_id(), urlsplit(url).hostname or url, url), key)
            await self._choose(self._conversing.shown, connection.id)
        except DeeptrinError as error:
            self._window.welcome.show_failure(error.failure)
            return
        self._window.show_welcome(False)
        self._window.focus_writing()

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

    async def _save(self, dialog: ConnectionsDialog, connection: Connection, key: str) -> None:
        try:
            saved = await self._saved(connection, key)
        except DeeptrinError as error:
            if not isValid(dialog):
                raise
            dialog.show_failure(error.failure)
            return
        await self._changed(dialog)
        if self._connection is None:
            await self._choose(self._conversing.shown, saved.id)
            self._window.show_welcome(False)
            self._window.focus_writing()

    async def _saved(self, connection: Connection, key: str) -> Connection:
        saved = await self._connections.save(connection, key=key)
        if saved.failure:
            advice = QCoreApplication.translate("app", "The key is used until the app closes, and is stored nowhere.")
            self._window.notice.show_failure(saved.failure, advice=advice)
        elif saved.key_left:
            advice = QCoreApplication.translate("app", "The key of the server from before is still stored in it.")
            self._window.notice.show_failure(saved.key_left, advice=advice)
        return saved.connection

    async def _remove(self, dialog: ConnectionsDialog, connection_id: str) -> None:
        try:
            await self._connections.remove(connection_id)
        finally:
            await self._changed(dialog)  # it may be gone although its key is not

    async def _remove_key(self, dialog: ConnectionsDialog, connection_id: str) -> None:
        await self._connections.remove_key(connection_id)
        await self._changed(dialog)

    async def _changed(self, dialog: ConnectionsDialog) -> None:
        if isValid(dialog):
            dialog.show_connections(self._connections.all)
        self._conversing.adjusting.refresh()  # its parameters went with it, or what its server refused
        await self.present()

    def _preview(self) -> None:
        """Shows what would go out if the draft were sent now."""
        self._window.parameters.flush()
        if connection := self._connection:
            shown = self._conversing.as_typed
            conversation = replace(shown, settings=self._conversing.adjusting.sent(shown.settings))
            self._window.show_preview(preview_of(conversation, connection=connection))
        else:
            self._window.notice.show_failure(Failure(Kind.NO_CONNECTION))

    def _remedy(self, remedy: Remedy, message_id: str = "") -> None:
        if remedy is Remedy.CONNECTION:
            self.manage()
        elif remedy is Remedy.CHOOSE_MODEL:
            self._picking.refreshed()  # so that opening does not ask for the list as well
            self._window.model_picker.open()
            self._refresh()
        elif message_id:
            self._conversing.remedy(remedy, message_id)

    def _start(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        self._tasks.start(coroutine)
