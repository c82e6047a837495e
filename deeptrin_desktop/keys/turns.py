"""Blocking calls off the event loop, one at a time, so that one which hangs for ever holds up neither loop nor exit."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


class Turns:
    """Runs one call after the other, each on a daemon thread of its own.

    A thread that waits for a person or for a dead service cannot be ended, and an executor would join it at exit. A
    caller that is cancelled leaves its thread behind and passes the turn on; one that has waited for its turn for
    `patience` seconds goes ahead without it.
    """

    def __init__(self, patience: float = 10.0) -> None:
        self._turn = asyncio.Lock()
        self._patience = patience

    async def run(self, call: Callable[[], T]) -> T:
        """Waits for its turn, then for the call; returns or raises what that did."""
        try:
            async with asyncio.timeout(self._patience):
                await self._turn.acquire()
        except TimeoutError:
            return await _on_daemon_thread(call)
        try:
            return await _on_daemon_thread(call)
        finally:
            self._turn.release()


def _on_daemon_thread(call: Callable[[], T]) -> asyncio.Future[T]:
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if answer.cancelled():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(result)  # type: ignore[arg-type]  # T may itself be None

    def work() -> None:
        result, error = None, None
        try:
            result = call()
        except BaseException as raised:  # whatever it is, the caller must not wait for ever
            error = raised
        with suppress(RuntimeError):  # the loop was closed while the call hung
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=work, name="keyring", daemon=True).start()
    return answer
