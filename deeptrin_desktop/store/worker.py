"""A thread of our own that does one job after another.

It is a daemon: the executor threads of asyncio are joined at exit, where one hung disk would keep the process alive.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")


class Worker:
    """Does jobs in the order in which they came. A job once accepted is done, whether anyone still waits or not."""

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[tuple[Callable[[], Any], Future[Any]] | None] = SimpleQueue()
        threading.Thread(target=self._work, name=name, daemon=True).start()

    def accept(self, job: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()
        self._jobs.put((job, future))
        return future

    def dismiss(self) -> None:
        """Lets the thread end when it has done what it accepted."""
        self._jobs.put(None)

    def _work(self) -> None:
        while _done(self._jobs.get()):
            pass


def _done(work: tuple[Callable[[], Any], Future[Any]] | None) -> bool:
    # A function of its own, so that no result is kept alive while the thread waits for the next job.
    if work is None:
        return False
    job, future = work
    try:
        future.set_result(job())
    except BaseException as error:  # whatever it is, it belongs to the one who waits
        future.set_exception(error)
    return True


async def outcome(future: Future[T]) -> T:
    """Waits for a job. Being cancelled ends the waiting and not the job."""
    return await asyncio.shield(asyncio.wrap_future(future))
