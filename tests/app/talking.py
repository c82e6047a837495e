"""A server on loopback whose part is played by the test, word for word."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from api.loopback import Exchange, Recorded, Server, answer, chunk, serving

MODELS = ("small", "large")
LONGEST_WAIT = 15
"""Seconds after which a request that never came is a failure."""
_STREAM = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"


@dataclass
class Line:
    """One request for a reply, to be answered."""

    exchange: Exchange
    over: asyncio.Event = field(default_factory=asyncio.Event)
    _begun: bool = False

    @property
    def body(self) -> Any:
        return self.exchange.request.json

    async def says(self, text: str, *, choice: int = 0) -> None:
        """Streams a piece of text."""
        await self.streams(chunk(content=text, index=choice))

    async def streams(self, *data: str) -> None:
        if not self._begun:
            self._begun = True
            await self.exchange.send(_STREAM)
        await self.exchange.send("".join(f"data: {each}\n\n" for each in data).encode())

    async def ends(self, reason: str = "stop") -> None:
        await self.streams(chunk(finish_reason=reason), "[DONE]")
        self.over.set()

    async def answers(self, whole: bytes) -> None:
        """Sends a raw HTTP answer."""
        await self.exchange.send(whole)
        self.over.set()

    async def gone(self) -> None:
        """Waits until the app has closed the connection."""
        await self.exchange.gone()
        self.over.set()


class Talk:
    """What the test does at the server's end. The list of models is answered by itself."""

    def __init__(self, models: bytes) -> None:
        self.models = models
        self.base_url = ""
        self.requests: list[Recorded] = []
        self._lines: asyncio.Queue[Line] = asyncio.Queue()

    async def asked(self) -> Line:
        """The next request for a reply."""
        return await asyncio.wait_for(self._lines.get(), LONGEST_WAIT)

    async def play(self, exchange: Exchange) -> None:
        if exchange.request.method == "GET":
            await exchange.send(self.models)
            return
        line = Line(exchange)
        self._lines.put_nowait(line)
        await line.over.wait()


def model_list(*ids: str) -> bytes:
    return answer(json.dumps({"data": [{"id": each} for each in ids]}).encode())


@asynccontextmanager
async def talking(**options: Any) -> AsyncIterator[Talk]:
    """A server that lists `MODELS`; the options are those of `serving`."""
    talk = Talk(model_list(*MODELS))
    play: Callable[[Exchange], Awaitable[None]] = talk.play
    server: Server
    async with serving(play, **options) as server:
        talk.base_url = server.connection.base_url
        talk.requests = server.requests
        yield talk
