"""What starting costs: CPU until the window can be used, and memory a second later, as ratios to a bare Qt window.

Run it as `python tests/benchmarks/startup.py`. The aims: at most 2 times the CPU and 1.5 times the memory of a
`QMainWindow` with a `QPlainTextEdit`. A window can be used when it is shown, was painted, and has taken a key. The app
is started on a profile with a connection and a conversation, as on any day but the first.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from deeptrin_desktop.app.paths import paths_of
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Conversation, Settings
from deeptrin_desktop.core.message import Message, Role
from deeptrin_desktop.store.sqlite import open_store

RUNS = 9


async def prepare(profile: Path) -> None:
    now = datetime.now(UTC)
    settings = Settings(connection="here", model="a-model")
    question = Message("q", Role.USER, "What is it?", created=now)
    answer = Message("a", Role.ASSISTANT, "It is what it is. " * 100, created=now, parent="q")
    conversation = Conversation("c", created=now, updated=now, settings=settings).with_messages([question, answer])
    store = await open_store(paths_of(profile, demo=False).database)
    await store.save_connection(Connection("here", "Here", "http://127.0.0.1:9/v1"))
    await store.save_models("here", ["a-model"])
    await store.add([conversation])
    await store.save_state("conversation", conversation.id)
    await store.close()


def figures_of(*arguments: str, bytecode: Path) -> list[float]:
    """Starts one of the two and returns what it measured of itself: CPU, wall clock, memory.

    Code is compiled once, as installers do.
    """
    command = [sys.executable, str(Path(__file__).with_name("started.py")), *arguments]
    environment = {**os.environ, "STARTED": str(time.monotonic()), "PYTHONPYCACHEPREFIX": str(bytecode)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if not os.environ.get("DISPLAY"):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, env=environment)
    return [float(figure) for figure in ended.stdout.split()]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        profile, bytecode = Path(folder, "profile"), Path(folder, "bytecode")
        asyncio.run(prepare(profile))
        ways = (("bare",), ("app", str(profile)))
        runs = [[figures_of(*way, bytecode=bytecode) for way in ways] for _ in range(RUNS + 1)]
        del runs[0]  # it filled the caches
    for at, (name, unit) in enumerate((("CPU", "s"), ("wall clock", "s"), ("memory", "MiB"))):
        bare, app = (median(run[way][at] for run in runs) for way in range(2))
        sys.stdout.write(f"{name:10}  bare {bare:6.2f} {unit:3}  app {app:6.2f} {unit:3}  ratio {app / bare:4.2f}\n")


if __name__ == "__main__":
    main()
