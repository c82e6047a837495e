"""The port `Api` over HTTP, cheap to import: httpx and all else that it takes come with the first request."""

import asyncio
import logging
import ssl
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING

from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.request import Arrival, Request
from deeptrin_desktop.core.wire import Witness

if TYPE_CHECKING:
    from deeptrin_desktop.api.exchange import Exchanges


class HttpApi:
    """An OpenAI-compatible server over HTTP."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        """Without a TLS context of its own, it trusts what the operating system trusts."""
        self._tls = tls
        self._exchanges: Exchanges | None = None
        self._making = asyncio.Lock()

    async def prepare(self) -> None:
        """Does ahead what the first request would wait for. Sends nothing."""
        await self._ready()

    async def reply(
        self, connection: Connection, key: str, request: Request, *, witness: Witness | None = None
    ) -> AsyncGenerator[Arrival, None]:
        """See the port. Nothing is sent twice, but for a refused `stream_options`."""
        exchanges = await self._ready()
        async with aclosing(exchanges.reply(connection, key, request, witness)) as arrivals:
            async for arrival in arrivals:
                yield arrival

    async def models(self, connection: Connection, key: str) -> tuple[str, ...]:
        """See the port."""
        exchanges = await self._ready()
        return await exchanges.models(connection, key)

    async def close(self) -> None:
        """Closes all sockets, those of running replies too."""
        if self._exchanges is not None:
            await self._exchanges.close()

    async def _ready(self) -> "Exchanges":
        async with self._making:
            if self._exchanges is None:
                self._exchanges = await asyncio.to_thread(_make, self._tls)
            return self._exchanges


def _make(tls: ssl.SSLContext | None) -> "Exchanges":
    """Takes 0.1 s the first time, so it is called on a thread."""
    import anyio._backends._asyncio  # or anyio would import it on the window's thread with the first socket  # noqa: F401
    import httpcore  # so would httpx  # noqa: F401

    from deeptrin_desktop.api.exchange import Exchanges
    from deeptrin_desktop.api.trust import system_trust

    logging.getLogger("httpcore").setLevel(logging.WARNING)  # what it says below quotes headers of answers
    return Exchanges(tls or system_trust())
