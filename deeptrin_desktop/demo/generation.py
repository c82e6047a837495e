"""One reply as it is made: token after token at the model's pace, streamed or sent as a whole."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from itertools import zip_longest

from deeptrin_desktop.demo.answer import Object, Shapes
from deeptrin_desktop.demo.asked import Asked, RefusedError
from deeptrin_desktop.demo.http import Response
from deeptrin_desktop.demo.models import Ending, Model
from deeptrin_desktop.demo.script import Choice

BEFORE_FIRST_TOKEN = 0.2
"""Seconds."""
MISSING = 100
"""Bytes that a body which is cut off lacks."""


class Generation:
    """Answers one request. `pace` stretches every wait; at 0 there is none."""

    def __init__(self, model: Model, asked: Asked, choices: Sequence[Choice], *, request_id: str, pace: float) -> None:
        self._model = model
        self._asked = asked
        self._choices = choices
        self._shapes = Shapes(asked, request_id)
        self._pace = pace

    async def send(self, response: Response) -> bool:
        """Returns False when the connection is to be cut. Raises RefusedError where nothing was sent yet."""
        if self._model.ending is Ending.SILENCE:
            await asyncio.Event().wait()
        if self._asked.stream:
            return await self._stream(response)
        return await self._send_whole(response)

    async def _send_whole(self, response: Response) -> bool:
        async for _ in self._steps():
            pass
        if self._model.ending is Ending.ERROR:
            raise _failed()
        cut = self._model.ending is Ending.CUT
        await response.send(200, self._shapes.whole(self._choices), missing=MISSING if cut else 0)
        return not cut

    async def _stream(self, response: Response) -> bool:
        await response.start_events()
        await response.send_events(*(self._shapes.opening(index) for index in range(len(self._choices))))
        async for events in self._steps():
            await response.send_events(*events)
        if self._model.ending is Ending.CUT:
            return False
        await response.send_events(*self._last_events())
        await response.end_events()
        return True

    def _last_events(self) -> list[object]:
        if self._model.ending is Ending.ERROR:
            return [_failed().body]
        last: list[object] = [*self._closings(max(len(choice.tokens) for choice in self._choices))]
        if self._asked.include_usage:
            last.append(self._shapes.usage_chunk(self._choices))
        return [*last, "[DONE]"]

    async def _steps(self) -> AsyncIterator[list[Object]]:
        """The next token of every choice that still has one, when it is due, and the end of those that had their last
        one before.
        """
        loop = asyncio.get_running_loop()
        due = loop.time() + BEFORE_FIRST_TOKEN * self._pace
        for number, tokens in enumerate(zip_longest(*(choice.tokens for choice in self._choices))):
            await asyncio.sleep(due - loop.time())
            said = [self._shapes.token(index, token) for index, token in enumerate(tokens) if token is not None]
            yield [*said, *self._closings(number)]
            due += self._pace / self._model.rate

    def _closings(self, length: int) -> list[Object]:
        """The ends of the choices that have so many tokens."""
        ended = [(index, choice) for index, choice in enumerate(self._choices) if len(choice.tokens) == length]
        return [self._shapes.closing(index, choice.finish_reason) for index, choice in ended]


def _failed() -> RefusedError:
    return RefusedError(500, "The demo's server failed in the middle of its reply, on purpose.", code="internal_error")
