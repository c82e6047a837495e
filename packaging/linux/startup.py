"""What a start of the packaged app costs, as a ratio to one from source: CPU until its window is there and at rest."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, Popen
from time import sleep

from release import ROOT
from self_test import running, virtual_display

RUNS = 9
AT_REST = 3.0
"""Seconds after which a start has long been over, also on a machine with other work."""


def ratio(program: Path, folder: Path) -> float:
    """The packaged app's CPU by the source's, from starts in turns on a profile that both have used before."""
    ways: Sequence[Sequence[str | Path]] = ([program], [sys.executable, "-m", "deeptrin_desktop"])
    with virtual_display() as display:
        runs = [[_seconds(way, folder / "profile", display) for way in ways] for _ in range(RUNS + 1)]
    packaged, source = (median(costs) for costs in zip(*runs[1:], strict=True))
    print(f"start: packaged {packaged:.2f} s CPU, from source {source:.2f} s")
    return float(packaged / source)


def _seconds(way: Sequence[str | Path], profile: Path, display: str) -> float:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    app = Popen([*way, "--demo", "--profile", profile], cwd=ROOT, env=environment, stderr=DEVNULL)
    with running(app):
        sleep(AT_REST)
        _, _, after_name = Path(f"/proc/{app.pid}/stat").read_text("utf-8").rpartition(")")
        user, system = after_name.split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
