"""A program for test_kill: journals one reply after another and prints what the store has acknowledged."""

import asyncio
import itertools
import sys
from dataclasses import replace
from pathlib import Path

from store.examples import asked

from deeptrin_desktop.core.message import ReplyState
from deeptrin_desktop.core.ports import Fragment
from deeptrin_desktop.store.sqlite import open_store

FRAGMENTS = 20
"""How many a reply has."""


def fragment(number: int) -> str:
    return f"[{number}]" * 40


async def journal(path: Path) -> None:
    store = await open_store(path)
    for turn in itertools.count():
        whole = replace(asked("a"), id=f"c{turn}")
        await store.add([whole])
        for number in range(FRAGMENTS):
            await store.journal("r", [Fragment("a", fragment(number))])
            print(turn, number + 1, flush=True)  # noqa: T201  the test reads it
        answer = replace(whole.tree.messages["a"], text="".join(map(fragment, range(FRAGMENTS))))
        await store.record(whole, messages=[answer], reply=replace(whole.replies["r"], state=ReplyState.DONE))


if __name__ == "__main__":
    asyncio.run(journal(Path(sys.argv[1])))
