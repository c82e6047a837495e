"""What is released: the version, the time of its commit, and the folders it is built in."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from runpy import run_path

from commands import run

ROOT = Path(__file__).resolve().parent.parent
NAME = "deeptrin-desktop"
"""Of the program, its packages and its files."""
TITLE = "Deeptrin Desktop"
"""As people read it."""


@dataclass(frozen=True, slots=True)
class Release:
    """One release for one system: `linux`, `windows` or `macos`."""

    system: str
    version: str
    epoch: int
    """Seconds since 1970 of the commit: every file that is shipped bears this time."""

    @property
    def date(self) -> datetime:
        return datetime.fromtimestamp(self.epoch, UTC)

    @property
    def build(self) -> Path:
        """Where it is put together; nothing in it is shipped as it is."""
        return ROOT / "build" / self.system

    @property
    def dist(self) -> Path:
        """Where what is shipped goes, and nothing else."""
        return ROOT / "dist" / self.system


def release(system: str) -> Release:
    """The release of the checked-out commit; `SOURCE_DATE_EPOCH` stands in for its time, also where git is not."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        epoch = run("git", "-C", ROOT, "log", "-1", "--format=%ct")
    version = run_path(str(ROOT / "deeptrin_desktop" / "__init__.py"))["__version__"]
    return Release(system=system, version=version, epoch=int(epoch))
