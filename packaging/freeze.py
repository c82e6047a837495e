"""The app frozen by PyInstaller: a folder that runs without Python, for Linux and macOS."""

import shutil
import sys
from pathlib import Path

from commands import run
from release import NAME, Release


def freeze(release: Release, name: str = NAME) -> Path:
    """Makes the folder of that name anew and returns it, with what PyInstaller took along. Raises CommandError."""
    shutil.rmtree(release.build, ignore_errors=True)
    frozen, work = release.build / "frozen", release.build / "work"
    spec = Path(__file__).with_name("freeze.spec")
    fixed = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(release.epoch)}
    options = ["--noconfirm", "--log-level=WARN", f"--distpath={frozen}", f"--workpath={work}"]
    run(sys.executable, "-m", "PyInstaller", *options, spec, environment=fixed)
    return frozen / name
