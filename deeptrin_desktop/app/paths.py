"""Where a profile keeps its files, and where its running app is reached."""

import hashlib
import os
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

APP = "deeptrin-desktop"
LONGEST_SOCKET = 103 if sys.platform == "darwin" else 107
"""Bytes that the path of a Unix socket may have."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The places of one profile. Nothing is made by naming them."""

    folder: Path
    """The profile's own folder."""
    log: Path
    """The log's newest file; older ones stand beside it."""

    @property
    def database(self) -> Path:
        return self.folder / "conversations.db"

    @property
    def lock(self) -> Path:
        """Held by the app that has the profile open."""
        return self.folder / "lock"

    def address(self) -> str:
        """The Unix socket, or on Windows the named pipe, of the app that has the profile open.

        It stands in the user's runtime folder, since the profile's own path may be too long for a socket. Empty
        where there is no such folder that is private to the user.
        """
        name = f"{APP}-{hashlib.sha256(os.fsencode(self.folder.resolve())).hexdigest()[:16]}"
        if os.name == "nt":
            return rf"\\.\pipe\{name}"
        folder = _runtime_folder()
        path = str(folder / name) if folder else ""
        return path if len(os.fsencode(path)) <= LONGEST_SOCKET else ""


def paths_of(profile: Path | None, *, demo: bool) -> Paths:
    """The places of a profile folder, or those that the platform has for this app. The demo then has its own."""
    if profile is not None:
        folder = profile.absolute()
        return Paths(folder, folder / f"{APP}.log")
    dirs = PlatformDirs(APP, appauthor=False)
    below = "demo" if demo else ""
    return Paths(dirs.user_data_path / below, dirs.user_log_path / below / f"{APP}.log")


def _runtime_folder() -> Path | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs tells of each fallback, and there is nothing to do about them
        try:
            return PlatformDirs(ensure_exists=True).user_runtime_path
        except OSError:
            return None
