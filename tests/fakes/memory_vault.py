"""The port `Vault` in memory, with the moods of a real keyring: failing, and silent."""

import asyncio
from collections.abc import Mapping

from deeptrin_desktop.core.errors import Failure, VaultError
from deeptrin_desktop.core.key import clean_key


class MemoryVault:
    """Keys in a dictionary. While `failure` is set, whatever needs the keyring raises it."""

    def __init__(self, keys: Mapping[str, str] | None = None) -> None:
        self.stored = dict(keys or {})
        self.session: dict[str, str] = {}
        self.failure: Failure | None = None
        self._answers = asyncio.Event()
        self._answers.set()
        self._lookups: dict[str, set[asyncio.Task[None]]] = {}

    def freeze(self) -> None:
        """From now on the keyring does not answer."""
        self._answers.clear()

    def thaw(self) -> None:
        self._answers.set()

    async def prepare(self) -> None:
        """There is nothing to do."""

    async def key(self, origin: str) -> str:
        if origin not in self.session:
            lookup = asyncio.create_task(self._answered())
            self._lookups.setdefault(origin, set()).add(lookup)
            [failed] = await asyncio.gather(lookup, return_exceptions=True)
            if origin not in self.session and failed is not None:
                raise failed
        return self.session.get(origin) or self.stored.get(origin, "")

    async def save(self, origin: str, key: str) -> None:
        key = clean_key(key)
        await self._answered()
        self.stored[origin] = key
        self.session.pop(origin, None)

    async def remove(self, origin: str) -> None:
        self.session.pop(origin, None)
        await self._answered()
        self.stored.pop(origin, None)

    def use_for_session(self, origin: str, key: str) -> None:
        self.session[origin] = clean_key(key)
        for lookup in self._lookups.pop(origin, set()):
            lookup.cancel()

    async def _answered(self) -> None:
        await self._answers.wait()
        if self.failure is not None:
            raise VaultError(self.failure)
