"""Streams between processes of one user: Unix sockets, and named pipes on Windows."""

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

LONGEST_LINE = 2**20
"""Bytes."""

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Accept = Callable[[asyncio.StreamReader, asyncio.StreamWriter], None]

if sys.platform == "win32":

    async def listen(address: str, accept: Accept) -> Callable[[], None]:
        """Calls `accept` for each that connects, until what is returned is called."""
        loop: Any = asyncio.get_running_loop()

        def protocol() -> asyncio.StreamReaderProtocol:
            return asyncio.StreamReaderProtocol(asyncio.StreamReader(LONGEST_LINE), accept)

        [server] = await loop.start_serving_pipe(protocol, address)
        return server.close  # type: ignore[no-any-return]

    async def connect(address: str) -> Streams:
        """Raises OSError when nobody listens."""
        loop: Any = asyncio.get_running_loop()
        reader = asyncio.StreamReader(LONGEST_LINE)
        protocol = asyncio.StreamReaderProtocol(reader)
        transport, _ = await loop.create_pipe_connection(lambda: protocol, address)
        return reader, asyncio.StreamWriter(transport, protocol, reader, loop)

else:

    async def listen(address: str, accept: Accept) -> Callable[[], None]:
        """Calls `accept` for each that connects, until what is returned is called.

        A socket that was left behind is replaced: whoever listens has the profile's lock.
        """
        server = await asyncio.start_unix_server(accept, address, limit=LONGEST_LINE)

        def close() -> None:
            server.close()
            with suppress(OSError):
                Path(address).unlink(missing_ok=True)

        return close

    async def connect(address: str) -> Streams:
        """Raises OSError when nobody listens."""
        return await asyncio.open_unix_connection(address, limit=LONGEST_LINE)
