"""The keyring as the app sees it: asynchronous, never in the way, with keys for this session before stored ones."""

import asyncio
from collections.abc import Callable
from functools import partial

from deeptrin_desktop.core.key import clean_key
from deeptrin_desktop.keys.turns import Turns


class KeyringVault:
    """Fulfils the port `Vault`. Nothing is looked up before it is asked for, and no stored key is held.

    A call waits for as long as the keyring does: an unlock prompt may be open. Whoever gives up cancels it. `known`
    is told each key that passes through, before anyone else, so that it can be kept out of the log.
    """

    def __init__(self, known: Callable[[str], None]) -> None:
        self._known = known
        self._turns = Turns()
        self._session: dict[str, str] = {}
        self._lookups: dict[str, set[asyncio.Task[str]]] = {}

    async def prepare(self) -> None:
        await self._turns.run(_prepare)

    async def key(self, origin: str) -> str:
        if origin in self._session:
            return self._session[origin]
        lookup = asyncio.create_task(self._turns.run(partial(_read, origin)))
        waiting = self._lookups.setdefault(origin, set())
        waiting.add(lookup)
        lookup.add_done_callback(waiting.discard)
        [found] = await asyncio.gather(lookup, return_exceptions=True)
        if origin in self._session:
            return self._session[origin]
        if isinstance(found, BaseException):
            raise found
        if found:
            self._known(found)
        return found

    async def save(self, origin: str, key: str) -> None:
        key = clean_key(key)
        self._known(key)
        held = self._session.get(origin)
        await self._turns.run(partial(_write, origin, key))
        if self._session.get(origin) == held:
            self._session.pop(origin, None)

    async def remove(self, origin: str) -> None:
        """Forgets the key for this session at once, whatever becomes of the stored one."""
        self._session.pop(origin, None)
        await self._turns.run(partial(_erase, origin))

    def use_for_session(self, origin: str, key: str) -> None:
        key = clean_key(key)
        self._known(key)
        self._session[origin] = key
        for lookup in self._lookups.get(origin, set()):
            lookup.cancel()


# Each imports `stored` where it runs, on the keyring's thread.


def _prepare() -> None:
    from deeptrin_desktop.keys import stored

    stored.prepare()


def _read(origin: str) -> str:
    from deeptrin_desktop.keys import stored

    return stored.read(origin)


def _write(origin: str, key: str) -> None:
    from deeptrin_desktop.keys import stored

    stored.write(origin, key)


def _erase(origin: str) -> None:
    from deeptrin_desktop.keys import stored

    stored.erase(origin)
