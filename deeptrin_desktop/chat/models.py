"""The models of connections: as their servers listed them now, or in an earlier run."""

from collections.abc import Callable

from deeptrin_desktop.chat.connections import Connections
from deeptrin_desktop.chat.patience import key_of
from deeptrin_desktop.core.connection import EXAMPLE_MODELS, Connection
from deeptrin_desktop.core.errors import ApiError, Kind
from deeptrin_desktop.core.ports import Api, Store, Vault


class Models:
    """Lists of models, each kept for when its server cannot be reached."""

    def __init__(self, *, connections: Connections, store: Store, vault: Vault, api: Api) -> None:
        self._connections = connections
        self._store = store
        self._vault = vault
        self._api = api
        self._listed: dict[Connection, tuple[str, ...]] = {}

    def were_listed(self, connection: Connection) -> bool:
        """Whether the server was asked since the app started, and answered."""
        return connection in self._listed

    async def known(self, connection: Connection) -> tuple[str, ...]:
        """What the server listed last. Raises StoreError."""
        if connection in self._listed:
            return self._listed[connection]
        return await self._store.models(connection.id)

    async def ask(self, connection: Connection, *, awaited: Callable[[bool], object]) -> tuple[str, ...]:
        """Asks the server.

        One that lists none has none, but for Deeptrin, whose documented examples stand in. `awaited` is told while the
        keyring is silent, as by `key_of`. Raises ApiError, VaultError or StoreError.
        """
        key = await key_of(self._vault, connection.origin, awaited=awaited) if connection.has_key else ""
        try:
            models = await self._api.models(connection, key)
        except ApiError as error:
            if error.failure.kind is not Kind.NO_MODEL_LIST:
                raise
            models = EXAMPLE_MODELS if connection.is_deeptrin else ()
        self._listed[connection] = models
        if self._connections.keeps(connection):  # it may have been changed or removed meanwhile
            await self._store.save_models(connection.id, models)
        return models
