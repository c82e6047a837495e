"""An API that plays what a test has written down."""

import asyncio
from collections.abc import AsyncGenerator

from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.errors import ApiError
from deeptrin_desktop.core.message import Delta
from deeptrin_desktop.core.request import Arrival, Request, hash_of
from deeptrin_desktop.core.wire import Sent, Witness

Step = Arrival | Exception | asyncio.Event


class ScriptedApi:
    """Plays one script a reply: arrivals are yielded, exceptions raised, and events waited for."""

    def __init__(self, *scripts: list[Step]) -> None:
        self.scripts = list(scripts)
        self.asked: list[tuple[Connection, str, Request]] = []
        self.closed = 0
        """How many replies have ended, in whatever way."""
        self.listings: list[tuple[Connection, str]] = []
        self.listed: tuple[str, ...] | ApiError = ()

    async def reply(
        self, connection: Connection, key: str, request: Request, *, witness: Witness | None = None
    ) -> AsyncGenerator[Arrival, None]:
        self.asked.append((connection, key, request))
        if witness:
            witness(Sent(f"POST {request.endpoint.value}", (), hash_of(request.encoded())))
        try:
            for step in self.scripts.pop(0):
                if isinstance(step, Exception):
                    raise step
                if isinstance(step, asyncio.Event):
                    await step.wait()
                else:
                    yield step
        finally:
            self.closed += 1

    async def models(self, connection: Connection, key: str) -> tuple[str, ...]:
        self.listings.append((connection, key))
        if isinstance(self.listed, ApiError):
            raise self.listed
        return self.listed


def text(*words: str, choice: int = 0, finish: str = "", done: bool = False) -> Arrival:
    """An arrival with a delta a word."""
    deltas = [Delta(choice, word) for word in words]
    if finish:
        deltas.append(Delta(choice, finish_reason=finish))
    return Arrival(tuple(deltas), done=done)
