"""Which connection and model the conversation that is shown uses, wired to the use cases."""

from functools import partial

from deeptrin_desktop.app.conversing import Conversing
from deeptrin_desktop.app.keyring_waits import KeyringWaits
from deeptrin_desktop.app.picking import Picking
from deeptrin_desktop.chat.connections import Connections
from deeptrin_desktop.chat.models import Models
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Settings
from deeptrin_desktop.core.errors import DeeptrinError
from deeptrin_desktop.core.ports import Store
from deeptrin_desktop.core.tasks import Tasks
from deeptrin_desktop.ui.window import MainWindow
from deeptrin_desktop.ui.words import words_of


class Choosing:
    """Shows what there is to choose from, and takes up what a person chooses."""

    def __init__(
        self,
        *,
        window: MainWindow,
        connections: Connections,
        models: Models,
        conversing: Conversing,
        store: Store,
        keyring: KeyringWaits,
        tasks: Tasks,
    ) -> None:
        self._window = window
        self._connections = connections
        self._models = models
        self._conversing = conversing
        self._store = store
        self._keyring = keyring
        self._tasks = tasks
        self._asked: set[Connection] = set()
        """Connections whose server was asked for its models without anybody's wish, since none were known."""
        self._picking = Picking(window=window, store=store, tasks=tasks, refresh=self._refresh)
        window.connection_picker.chosen.connect(lambda chosen: tasks.start(self.choose(conversing.shown.id, chosen)))
        window.model_picker.chosen.connect(self._choose_model)
        window.model_picker.refresh_asked.connect(lambda: tasks.start(self._list_models()))

    @property
    def connection(self) -> Connection | None:
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
            model = next(iter(await self._models.known(connection)), "")
        return Settings(connection=connection.id, model=model)

    async def present(self) -> None:
        """Shows connection and model of the conversation that is shown, and the models known for it. A list that was
        never read is asked for. Raises StoreError.
        """
        await self._picking.load()
        connection = self.connection
        self._window.connection_picker.show_connections(self._connections.all, connection.id if connection else "")
        known = await self._models.known(connection) if connection else ()
        if connection != self.connection:
            return  # whoever changed it presents the other one
        self._show_models(known, fresh=connection is not None and self._models.were_listed(connection))
        if connection and not known and connection not in self._asked:
            self._asked.add(connection)
            self._tasks.start(self._list_models_quietly())

    async def choose(self, conversation_id: str, connection_id: str) -> None:
        """Gives a conversation another connection, and a model of it. Raises StoreError."""
        connection = self._connections.find(connection_id)
        if connection is None:
            return
        known = await self._models.known(connection)
        await self._use(conversation_id, connection_id, next(iter(known), ""))
        await self.present()

    def open_models(self) -> None:
        """Opens the model picker, and asks for a fresh list."""
        self._picking.refreshed()  # so that opening does not ask for the list as well
        self._window.model_picker.open()
        self._refresh()

    def _choose_model(self, model: str) -> None:
        self._tasks.start(self._use(self._conversing.shown.id, self._conversing.settings.connection, model))

    async def _use(self, conversation_id: str, connection_id: str, model: str) -> None:
        await self._conversing.use(conversation_id, connection=connection_id, model=model)
        await self._store.save_state("last", {"connection": connection_id, "model": model})

    async def _list_models(self) -> None:
        connection = self.connection
        if connection is None:
            return
        models = await self._models.ask(connection, awaited=partial(self._note_keyring, connection))
        if connection != self.connection:
            return
        if not self._conversing.settings.model and models:
            await self._use(self._conversing.shown.id, self._conversing.settings.connection, models[0])
        if connection == self.connection:
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
