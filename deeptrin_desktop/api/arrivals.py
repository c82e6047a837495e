"""The body of an answer as it arrives: decoded in turns, so that a flood never holds the event loop."""

import asyncio
import time
from collections.abc import AsyncGenerator

from deeptrin_desktop.api.answer import Answer
from deeptrin_desktop.api.decode import ReplyDecoder
from deeptrin_desktop.core.errors import ApiError, Failure
from deeptrin_desktop.core.request import Arrival

_TURN = 0.002
"""Seconds of decoding after which the window has its turn."""


async def arrivals_in(answer: Answer) -> AsyncGenerator[Arrival, None]:
    """One arrival for what one network read brought, or more where reading it takes longer than a turn.

    Raises ApiError, after all that came before the trouble was given.
    """
    decoder = ReplyDecoder()
    failure: Failure | None = None
    try:
        while not decoder.over and (data := await answer.read()):
            turn_ends = time.monotonic() + _TURN
            for piece in answer.unpacked(data):
                decoder.feed(piece)
                if time.monotonic() > turn_ends:
                    if arrival := decoder.take():
                        yield arrival
                    await asyncio.sleep(0)
                    turn_ends = time.monotonic() + _TURN
            if arrival := decoder.take():
                yield arrival
    except ApiError as error:
        failure = error.failure
    decoder.end()
    if arrival := decoder.take():
        yield arrival
    if failure := failure or decoder.failure:
        raise ApiError(failure)
