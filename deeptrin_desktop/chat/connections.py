"""Connections: kept, changed and tested. A key goes to the vault and nowhere else."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, fields, replace

from deeptrin_desktop.chat.check import CheckResult, check, check_with_message
from deeptrin_desktop.chat.patience import changed, key_of, key_soon
from deeptrin_desktop.chat.refusals import Refusals
from deeptrin_desktop.core.connection import Connection, resolve_base_url
from deeptrin_desktop.core.errors import DeeptrinError, Failure, VaultError
from deeptrin_desktop.core.key import clean_key
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.ports import Api, Store, Vault


def _nobody(_waits: bool) -> None:
    """Whoever does not want to know that the keyring is waited for."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A connection as it was saved, and what the keyring did not do."""

    connection: Connection
    failure: Failure | None = None
    """Why its key is there for this session alone, or why it is not known whether it has one."""


class Connections:
    """The connections of this profile, in memory and in the store. They are changed in the order asked for."""

    def __init__(self, *, store: Store, vault: Vault, api: Api, refusals: Refusals) -> None:
        self._store = store
        self._vault = vault
        self._api = api
        self._refusals = refusals
        self._stored: tuple[Connection, ...] = ()
        self._override: Connection | None = None
        self._changing = asyncio.Lock()

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
        return self._find_stored(connection_id)

    def keeps(self, connection: Connection) -> bool:
        """Whether it is stored, and still at the same base URL."""
        stored = self._find_stored(connection.id)
        return stored is not None and stored.base_url == connection.base_url

    async def save(self, connection: Connection, *, key: str = "", shown: Connection | None = None) -> Saved:
        """Adds or replaces a connection, with a key if one is given. With the one that was `shown` to be changed, what
        differs from it is changed and nothing else.

        One that moves to another origin leaves its key in the keyring, and has the key that is there for the new one.
        With another base URL it leaves what was learnt of the server: its models, and what it refused.

        A key that the keyring does not take, or not within `KEYRING_PATIENCE`, is used for this session. Where it does
        not say within that time whether it has one, the connection has none until `find_key`.
        Raises VaultError (bad-key), and then nothing was saved, or StoreError.
        """
        key = clean_key(key) if key else ""
        async with self._changing:
            before = self._find_stored(connection.id)
            if before and shown:
                connection = _changed(before, shown, connection)
            has_key, failure = await self._settle_key(connection.origin, key, moved=before is not None)
            saved = await self._write(replace(connection, has_key=has_key))
            if before and before.base_url != saved.base_url:
                await self._store.save_models(saved.id, ())
                await self._refusals.forget_all(saved.id)
            return Saved(saved, failure)

    async def find_key(self, connection: Connection) -> None:
        """Notes that a stored connection has a key if the keyring has one for it, once the keyring says so.

        Raises VaultError or StoreError.
        """
        found = await self._vault.key(connection.origin)
        async with self._changing:
            stored = self._find_stored(connection.id)
            if found and stored and stored.origin == connection.origin and not stored.has_key:
                await self._write(replace(stored, has_key=True))

    async def _settle_key(self, origin: str, key: str, *, moved: bool) -> tuple[bool, Failure | None]:
        """Stores a new key. Returns whether the origin has one, and what the keyring did not do."""
        if key:
            return True, await self._save_key(origin, key)
        if self._is_known(origin) or not moved:
            return self._has_key(origin), None
        try:
            return bool(await key_soon(self._vault, origin)), None
        except VaultError as error:
            return False, error.failure

    async def _save_key(self, origin: str, key: str) -> Failure | None:
        try:
            await changed(self._vault.save(origin, key), origin)
        except VaultError as error:
            self._vault.use_for_session(origin, key)
            return error.failure
        return None

    async def remove(self, connection_id: str) -> None:
        """Forgets a connection, and its key where no other connection shares it. Raises StoreError or VaultError."""
        async with self._changing:
            if connection := self._find_stored(connection_id):
                await self._store.remove_connection(connection_id)
                self._stored = tuple(other for other in self._stored if other.id != connection_id)
                if connection.has_key and not self._has_key(connection.origin):
                    await changed(self._vault.remove(connection.origin), connection.origin)

    async def remove_key(self, connection_id: str) -> None:
        """Forgets the key of a connection's origin, for all that share it. Raises StoreError or VaultError."""
        async with self._changing:
            if connection := self._find_stored(connection_id):
                await changed(self._vault.remove(connection.origin), connection.origin)
                for other in self._stored:
                    if other.origin == connection.origin:
                        await self._write(replace(other, has_key=False))

    async def no_usage(self, connection: Connection) -> None:
        """Remembers that the server refuses `stream_options`. Raises StoreError."""
        async with self._changing:
            if connection in self._stored:
                await self._write(replace(connection, include_usage=False))

    async def set_parameters(self, connection_id: str, parameters: Parameters) -> None:
        """Changes what a connection's conversations send where nothing else is said. Raises StoreError."""
        if self._override:
            self._override = replace(self._override, parameters=parameters)
            return
        async with self._changing:
            if connection := self._find_stored(connection_id):
                await self._write(replace(connection, parameters=parameters))

    async def check(
        self, base_url: str, key: str, *, model: str = "", awaited: Callable[[bool], object] = _nobody
    ) -> CheckResult:
        """Tests an address as written and a key (empty: the stored one); with a model, by a message of one token.

        `awaited` is told while the keyring is silent, as by `key_of`.
        """
        try:
            connection = Connection("", "", resolve_base_url(base_url))
            key = clean_key(key) if key else await self._stored_key(connection.origin, awaited)
        except DeeptrinError as error:
            return CheckResult(base_url, failure=error.failure)
        if model:
            return await check_with_message(self._api, connection, key, model=model)
        return await check(self._api, connection, key)

    async def _write(self, connection: Connection) -> Connection:
        await self._store.save_connection(connection)
        if self._find_stored(connection.id):
            self._stored = tuple(connection if other.id == connection.id else other for other in self._stored)
        else:
            self._stored = (*self._stored, connection)
        return connection

    def _find_stored(self, connection_id: str) -> Connection | None:
        return next((connection for connection in self._stored if connection.id == connection_id), None)

    async def _stored_key(self, origin: str, awaited: Callable[[bool], object]) -> str:
        """The key of an origin: also one that a connection left there when it moved."""
        if self._has_key(origin):
            return await key_of(self._vault, origin, awaited=awaited)
        if self._is_known(origin) or not self._stored:
            return ""
        with suppress(VaultError):
            return await key_soon(self._vault, origin)
        return ""

    def _is_known(self, origin: str) -> bool:
        """Whether a connection is there already, which tells whether there is a key for it."""
        return any(connection.origin == origin for connection in self.all)

    def _has_key(self, origin: str) -> bool:
        return any(connection.has_key and connection.origin == origin for connection in self.all)


def _changed(connection: Connection, shown: Connection, wanted: Connection) -> Connection:
    """A connection with what makes the wanted one differ from the one that was shown."""
    names = [field.name for field in fields(Connection)]
    return replace(
        connection, **{name: getattr(wanted, name) for name in names if getattr(wanted, name) != getattr(shown, name)}
    )
