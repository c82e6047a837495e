"""Blocking calls beside an event loop: in order, and none in the way for ever."""

import asyncio
import threading

import pytest

from deeptrin_desktop.keys.turns import Turns


async def test_calls_are_made_one_after_the_other() -> None:
    turns = Turns()
    first_may_end = threading.Event()
    made = []

    def first() -> None:
        first_may_end.wait()
        made.append("first")

    one = asyncio.create_task(turns.run(first))
    two = asyncio.create_task(turns.run(lambda: made.append("second")))
    await asyncio.sleep(0)
    first_may_end.set()
    await asyncio.gather(one, two)
    assert made == ["first", "second"]


async def test_a_cancelled_call_passes_its_turn_on() -> None:
    turns = Turns()
    never = threading.Event()
    hung = asyncio.create_task(turns.run(never.wait))
    next_one = asyncio.create_task(turns.run(lambda: "answer"))
    await asyncio.sleep(0)
    hung.cancel()
    assert await next_one == "answer"
    never.set()


async def test_a_call_does_not_wait_for_ever_behind_one_that_hangs() -> None:
    turns = Turns(patience=0)
    never = threading.Event()
    hung = asyncio.create_task(turns.run(never.wait))
    await asyncio.sleep(0)
    assert await turns.run(lambda: "answer") == "answer"
    assert not hung.done()
    never.set()
    assert await hung


async def test_what_a_call_raises_is_raised() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await Turns().run(fail)


def test_a_call_may_end_after_its_loop() -> None:
    goes_on, ended = threading.Event(), threading.Event()

    def call() -> None:
        goes_on.wait()
        ended.set()

    async def leave_it() -> None:
        task = asyncio.create_task(Turns().run(call))
        await asyncio.sleep(0)
        task.cancel()

    asyncio.run(leave_it())
    goes_on.set()
    assert ended.wait(10)
