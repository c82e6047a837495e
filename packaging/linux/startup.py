"""What a start of the packaged app costs, as a ratio to one from source: CPU until its window is there and at rest."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from subprocess import DEVNULL, Popen
from time import sleep

from commands import run
from display import running, virtual_display
from release import NAME, ROOT

RUNS = 15
TICKS = os.sysconf("SC_CLK_TCK")
AT_REST = 1.5
"""Seconds in which an app that is at rest does next to nothing, but for its blinking cursor."""


def ratio(program: Path, folder: Path) -> float:
    """The packaged app's CPU by the source's, from starts in turns on a profile that both have used before."""
    ways: Sequence[Sequence[str | Path]] = ([program], [sys.executable, "-m", "deeptrin_desktop"])
    with virtual_display() as display:
        runs = [[_seconds(way, folder / "profile", display) for way in ways] for _ in range(RUNS + 1)]
    # The least: other work on the machine can only add to it.
    packaged, source = (min(costs) for costs in zip(*runs[1:], strict=True))
    print(f"start: packaged {packaged:.2f} s CPU, from source {source:.2f} s")
    return float(packaged / source)


def _seconds(way: Sequence[str | Path], profile: Path, display: str) -> float:
    # A source that may not keep its bytecode would be compiled at every start.
    settings = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONDONTWRITEBYTECODE": ""}
    app = Popen([*way, "--demo", "--profile", profile], cwd=ROOT, env={**os.environ, **settings}, stderr=DEVNULL)
    with running(app):
        wait = ["xdotool", "search", "--sync", "--onlyvisible", "--class", NAME]
        run("timeout", "60", *wait, environment={"DISPLAY": display})
        before = -1.0
        while (now := _cpu(app.pid)) - before > 2 / TICKS:
            before = now
            sleep(AT_REST)
    return now


def _cpu(process: int) -> float:
    _, _, after_name = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")
    user, system = after_name.split()[11:13]
    return (int(user) + int(system)) / TICKS
