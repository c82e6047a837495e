"""Blocking calls: their results come back, and one that never ends holds nothing up."""

import asyncio
import subprocess
import sys

import pytest

from deeptrin_desktop.app.threads import DaemonThreads

HANGING = """
import asyncio, threading
from deeptrin_desktop.app.threads import DaemonThreads

async def hang():
    loop, begun = asyncio.get_running_loop(), asyncio.Event()

    def work():
        loop.call_soon_threadsafe(begun.set)
        threading.Event().wait()

    loop.run_in_executor(DaemonThreads(), work)
    await begun.wait()

asyncio.run(hang())
"""


async def test_results_and_errors_come_back() -> None:
    run = asyncio.get_running_loop().run_in_executor
    threads = DaemonThreads()
    assert await run(threads, str.upper, "a") == "A"
    with pytest.raises(ZeroDivisionError):
        await run(threads, lambda: 1 // 0)


async def test_as_many_as_are_asked_for_run_at_once() -> None:
    threads = DaemonThreads()
    first, second = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def meet(mine: asyncio.Event, other: asyncio.Event) -> None:
        loop.call_soon_threadsafe(mine.set)
        asyncio.run_coroutine_threadsafe(other.wait(), loop).result()

    await asyncio.gather(
        loop.run_in_executor(threads, meet, first, second), loop.run_in_executor(threads, meet, second, first)
    )


def test_a_process_ends_while_a_call_hangs() -> None:
    subprocess.run([sys.executable, "-c", HANGING], check=True, timeout=30)
