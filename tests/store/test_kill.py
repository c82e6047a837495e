"""A process that is killed while it journals: what the store had acknowledged is there, and the file is sound."""

import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

from store import journalling
from store.journalling import FRAGMENTS, fragment

from deeptrin_desktop.core.message import ReplyState
from deeptrin_desktop.store.sqlite import open_store


def kill_after(path: Path, acknowledged: int) -> list[tuple[int, int]]:
    """Runs the program until it has printed so many lines, kills it, and returns all that it printed."""
    folders = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
    process = subprocess.Popen(
        [sys.executable, journalling.__file__, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(folders)},
    )
    assert process.stdout
    lines = [process.stdout.readline() for _ in range(acknowledged)]
    process.kill()
    lines += process.stdout.readlines()
    process.wait()
    process.stdout.close()
    return [(int(turn), int(count)) for turn, count in (line.split() for line in lines if line.endswith("\n"))]


async def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "deeptrin.db"
    moments = random.Random(2025)
    for _ in range(6):
        path.unlink(missing_ok=True)
        printed = kill_after(path, moments.randrange(1, 5 * FRAGMENTS))
        store = await open_store(path)
        assert store.salvaged is None
        last, count = printed[-1]
        for turn in range(last + 1):
            whole = await store.conversation(f"c{turn}")
            assert whole is not None
            text = whole.tree.messages["a"].text
            promised = count if turn == last else FRAGMENTS
            assert text.startswith("".join(map(fragment, range(promised))))
            assert text == "".join(map(fragment, range(FRAGMENTS)))[: len(text)]
            assert whole.replies["r"].state in (ReplyState.DONE, ReplyState.INTERRUPTED)
            assert turn == last or whole.replies["r"].state is ReplyState.DONE
        await store.close()
        database = sqlite3.connect(path)
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        database.close()
