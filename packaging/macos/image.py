"""The disk image: the app, and beside it a link to where it is to be dragged."""

import shutil
from pathlib import Path
from time import sleep

from commands import CommandError, run
from release import TITLE, Release

TRIES = 5
PAUSE = 10.0
"""Seconds between two tries: while macOS looks through the new files for malware, hdiutil finds them busy."""


def make_image(app: Path, target: Path, release: Release) -> Path:
    """Packs an app and returns `target`. Raises CommandError."""
    folder = release.build / "image"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    run("ditto", app, folder / app.name)
    (folder / "Applications").symlink_to("/Applications")
    options = ["-volname", TITLE, "-fs", "HFS+", "-format", "ULMO", "-ov"]
    for left in reversed(range(TRIES)):
        try:
            run("hdiutil", "create", *options, "-srcfolder", folder, target)
            break
        except CommandError:
            if not left:
                raise
            sleep(PAUSE)
    run("hdiutil", "verify", target)
    return target
