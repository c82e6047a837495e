"""Connections: kept, changed, tested, and asked for their models. A key goes to the vault and nowhere else."""

import asyncio
from dataclasses import dataclass, replace

from deeptrin_desktop.chat.check import CheckResult, check, check_with_message
from deeptrin_desktop.core.connection import EXAMPLE_MODELS, Connection, resolve_base_url
from deeptrin_desktop.core.errors import ApiError, DeeptrinError, Failure, Kind, VaultError
from deeptrin_desktop.core.key import clean_key
from deeptrin_desktop.core.ports import Api, Store, Vault

KEYRING_PATIENCE = 3.0
"""Seconds that the keyring has to answer before the person is told, and goes on without it."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A connection as it was saved, and why its key is there for this session alone, if it is."""

    connection: Connection
    failure: Failure | None = None


class Connections:
    """The connections of this profile, in memory and in the store."""

    def __init__(self, *, store: Store, vault: Vault, api: Api) -> None:
        self._store = store
        self._vault = vault
        self._api = api
        self._stored: tuple[Connection, ...] = ()
        self._override: Connection | None = None
        self._listed: dict[Connection, tuple[str, ...]] = {}

    async def load(self) -> None:
        """Reads them from the store. Raises StoreError."""
        self._stored = await self._store.connections()

    def override(self, connection: Connection) -> None:
        """Takes the place of every stored connection until the app ends, and is written nowhere."""
        self._override = connection

    @property
    def all(self) -> tuple[Connection, ...]:
        """What there is to choose from: the stored ones, or the one that overrides them."""
        return (self._override,) if self._override else self._stored

    @property
    def overridden(self) -> bool:
        """Whether this run has a connection of its own, so that the stored ones are out of use."""
        return self._override is not None

    def find(self, connection_id: str) -> Connection | None:
        """The connection of that id, or the one that overrides it."""
        if self._override:
            return self._override
        return next((connection for connection in self._stored if connection.id == connection_id), None)

    async def save(self, connection: Connection, *, key: str = "") -> Saved:
        """Adds or replaces a connection, with a key if one is given.

        A key that the keyring does not take, or not within `KEYRING_PATIENCE`, is used for this session.
        Raises VaultError (bad-key), and then nothing was saved, or StoreError.
        """
        failure = await self._save_key(connection.origin, clean_key(key)) if key else None
        has_key = bool(key) or self._has_key(connection.origin)
        return Saved(await self._write(replace(connection, has_key=has_key)), failure)

    async def _save_key(self, origin: str, key: str) -> Failure | None:
        saving = asyncio.ensure_future(self._vault.save(origin, key))
        try:
            # The call itself goes on: an unlock prompt may be open.
            await asyncio.wait_for(asyncio.shield(saving), KEYRING_PATIENCE)
        except TimeoutError:
            saving.add_done_callback(_ignore_outcome)
            failure = Failure(Kind.KEYRING_SILENT, host=origin, seconds=KEYRING_PATIENCE)
        except VaultError as error:
            failure = error.failure
        else:
            return None
        self._vault.use_for_session(origin, key)
        return failure

    async def remove(self, connection_id: str) -> None:
        """Forgets a connection, and its key where no other connection shares it. Raises StoreError or VaultError."""
        connection = self.find(connection_id)
        if connection is None:
            return
        await self._store.remove_connection(connection_id)
        self._stored = tuple(other for other in self._stored if other.id != connection_id)
        if connection.has_key and not self._has_key(connection.origin):
            await self._vault.remove(connection.origin)

    async def remove_key(self, connection_id: str) -> None:
        """Forgets the key of a connection's origin, for all that share it. Raises StoreError or VaultError."""
        if connection := self.find(connection_id):
            await self._vault.remove(connection.origin)
            for other in self._stored:
                if other.origin == connection.origin:
                    await self._write(replace(other, has_key=False))

    async def no_usage(self, connection: Connection) -> None:
        """Remembers that the server refuses `stream_options`. Raises StoreError."""
        if connection in self._stored:
            await self._write(replace(connection, include_usage=False))

    async def check(self, base_url: str, key: str, *, model: str = "") -> CheckResult:
        """Tests an address as written and a key (empty: the stored one); with a model, by a message of one token."""
        try:
            connection = Connection("", "", resolve_base_url(base_url))
            key = clean_key(key) if key else await self._stored_key(connection.origin)
        except DeeptrinError as error:
            return CheckResult(base_url, failure=error.failure)
        if model:
            return await check_with_message(self._api, connection, key, model=model)
        return await check(self._api, connection, key)

    def was_listed(self, connection: Connection) -> bool:
        """Whether the server was asked for its models since the app started, and answered."""
        return connection in self._listed

    async def known_models(self, connection: Connection) -> tuple[str, ...]:
        """The models that the server listed last, now or in an earlier run. Raises StoreError."""
        if connection in self._listed:
            return self._listed[connection]
        return await self._store.models(connection.id)

    async def list_models(self, connection: Connection) -> tuple[str, ...]:
        """Asks the server for its models and keeps the answer for when it cannot be reached.

        A server that lists none has none, but for Deeptrin, whose documented examples stand in.
        Raises ApiError, VaultError or StoreError.
        """
        key = await self._vault.key(connection.origin) if connection.has_key else ""
        try:
            models = await self._api.models(connection, key)
        except ApiError as error:
            if error.failure.kind is not Kind.NO_MODEL_LIST:
                raise
            models = EXAMPLE_MODELS if connection.is_deeptrin else ()
        self._listed[connection] = models
        if connection is not self._override:
            await self._store.save_models(connection.id, models)
        return models

    async def _write(self, connection: Connection) -> Connection:
        await self._store.save_connection(connection)
        if any(other.id == connection.id for other in self._stored):
            self._stored = tuple(connection if other.id == connection.id else other for other in self._stored)
        else:
            self._stored = (*self._stored, connection)
        return connection

    async def _stored_key(self, origin: str) -> str:
        return await self._vault.key(origin) if self._has_key(origin) else ""

    def _has_key(self, origin: str) -> bool:
        return any(connection.has_key and connection.origin == origin for connection in self.all)


def _ignore_outcome(saving: "asyncio.Future[None]") -> None:
    """The key is used for this session already; that the keyring failed as well, and late, changes nothing."""
    if not saving.cancelled():
        saving.exception()
