"""How long a message takes from Return to the server, for the first and the second one of a run.

Run it as `PYTHONPATH=tests python -m benchmarks.first_message`, with gnome-keyring, in which the key lies. The floor is
the second message: all that is slow once was done by then. The aim: the first one takes at most 3 times as long.
"""

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from api.loopback import Exchange, chunk, serving
from keys.secret_service import Bus
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from deeptrin_desktop.app.paths import paths_of
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.keys.vault import KeyringVault
from deeptrin_desktop.store.sqlite import open_store

RUNS = 3
WRITING = (0.3, 3.0)
"""Seconds from the first focus to Return."""
BETWEEN = 4.0
"""Seconds between the two messages."""
ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
DONE = f"data: {chunk(content='Hi')}\n\ndata: {chunk(finish_reason='stop')}\n\ndata: [DONE]\n\n"


class Sender(QObject):
    """Sends two messages, says when, and closes the window."""

    def __init__(self, writing: float) -> None:
        super().__init__()
        self._writing = writing
        QApplication.instance().focusChanged.connect(self._focused)  # type: ignore[union-attr]

    def _focused(self, _before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QPlainTextEdit) and QApplication.activeWindow():
            QApplication.instance().focusChanged.disconnect(self._focused)  # type: ignore[union-attr]
            self._after(self._writing, lambda: self._send(now))
            self._after(self._writing + BETWEEN, lambda: self._send(now))
            self._after(self._writing + 2 * BETWEEN, QApplication.closeAllWindows)

    def _after(self, seconds: float, call: object) -> None:
        QTimer.singleShot(round(seconds * 1000), self, call)  # type: ignore[call-overload]

    def _send(self, composer: QPlainTextEdit) -> None:
        composer.setPlainText("Hello")
        sys.stdout.write(f"{time.monotonic()} ")
        QTest.keyClick(composer, Qt.Key.Key_Return)


def operate(profile: str, writing: str) -> int:
    """The process that is measured."""
    from deeptrin_desktop.app.qt import qt_application
    from deeptrin_desktop.cli.main import main as program

    qt_application()
    sender = Sender(float(writing))
    status = program(["--profile", profile])
    del sender
    return status


async def gaps(profile: Path, writing: float, arrived: list[float]) -> list[float]:
    """Seconds between each Return and what arrived of it. Code is compiled once, as installers do."""
    arrived.clear()
    command = [sys.executable, "-m", "benchmarks.first_message", str(profile), str(writing)]
    bytecode = str(profile.with_name("bytecode"))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": bytecode}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, env=environment)
    said, _ = await process.communicate()
    return [came - float(sent) for sent, came in zip(said.split(), arrived, strict=False)]


async def measure(profile: Path) -> None:
    arrived: list[float] = []

    async def play(exchange: Exchange) -> None:
        arrived.append(time.monotonic())
        await exchange.send((ANSWER + DONE).encode())

    async with serving(play) as server:
        connection = Connection("here", "Here", server.connection.base_url, has_key=True)
        await KeyringVault(lambda _key: None).save(connection.origin, "sk-0123456789")
        store = await open_store(paths_of(profile, demo=False).database)
        await store.save_connection(connection)
        await store.save_models("here", ["a-model"])
        await store.close()
        await gaps(profile, max(WRITING), arrived)  # it fills the caches
        for writing in WRITING:
            runs = [await gaps(profile, writing, arrived) for _ in range(RUNS)]
            first, second = (median(run[at] for run in runs) for at in range(2))
            most = max(run[0] for run in runs)
            sys.stdout.write(
                f"Return after {writing:3.1f} s  first {first:6.3f} s (at most {most:6.3f})  second {second:6.3f} s"
                f"  ratio {first / second:5.1f}\n"
            )


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as run:
        bus = Bus(Path(run))
        os.environ.update(DBUS_SESSION_BUS_ADDRESS=bus.address, XDG_RUNTIME_DIR=run, HOME=folder)
        bus.start_keyring()
        asyncio.run(measure(Path(folder, "profile")))
        bus.stop()
    return 0


if __name__ == "__main__":
    sys.exit(operate(*sys.argv[1:]) if sys.argv[1:] else main())
