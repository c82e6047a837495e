"""A package's life on a clean system: installed, used by a person, removed. What each step must leave is checked."""

import json
import os
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from subprocess import DEVNULL, Popen
from time import monotonic, sleep
from typing import Any

from commands import run
from errors import BuildError
from linux.clean_root import PERSON, CleanRoot, clean_root
from release import NAME
from self_test import running, virtual_display

PROFILE = f"/home/{PERSON}/profile"
QUESTION = "What can you do?"
PATIENCE = 120.0
"""Seconds in which a step that is waited for must be done."""


class LifeError(BuildError):
    """A step has left something else than it must."""


def live(deb: Path, suite: str, folder: Path) -> Path:
    """Lets a package live on a release of Debian. Returns a screenshot of its window. Raises BuildError."""
    with clean_root(suite, folder) as root:
        deb_there = Path("/srv", deb.name)
        shutil.copyfile(deb, root.folder / "srv" / deb.name)
        root.run("apt-get", "install", "--yes", "-qq", "--no-install-recommends", deb_there)
        installed = root.run("dpkg", "--listfiles", NAME).splitlines()
        picture = _chat(root, folder / f"{suite}.png")
        data = _export(root)
        root.run("apt-get", "purge", "--yes", "-qq", NAME)
        if left := _left(root, installed):
            raise LifeError(f"left behind on {suite}: {left}")
        root.run("apt-get", "install", "--yes", "-qq", "--no-install-recommends", deb_there)
        if _export(root) != data:
            raise LifeError(f"the person's data has changed on {suite}")
    return picture


def _left(root: CleanRoot, installed: Sequence[str]) -> list[str]:
    """What is still there of the package's own, and whatever else bears its name outside of the person's home."""
    own = [file for file in installed if NAME in file and (root.folder / file.lstrip("/")).exists()]
    aside = [part for path in ("/home", "/proc", "/srv", "/tmp") for part in ("-path", path, "-prune", "-o")]  # noqa: S108  paths of the root
    return own + root.run("find", "/", *aside, "-name", f"*{NAME}*", "-print").splitlines()


def _chat(root: CleanRoot, picture: Path) -> Path:
    """A person starts the app, asks, and sees the reply."""
    with ExitStack() as ending:
        display = ending.enter_context(virtual_display())
        at_display = {"DISPLAY": display}
        ending.enter_context(running(Popen(["openbox"], env={**os.environ, **at_display}, stderr=DEVNULL)))
        app = root.start_as_person(NAME, "--demo", "--profile", PROFILE, environment=at_display)
        with running(app):
            window = ["xdotool", "search", "--sync", "--onlyvisible", "--class", NAME]
            run("timeout", str(PATIENCE), *window, "windowactivate", "--sync", environment=at_display)
            run("xdotool", "type", "--delay", "20", QUESTION, environment=at_display)
            _send_until_there_is_a_reply(root, at_display)
            run("scrot", "--overwrite", picture, environment=at_display)
    return picture


def _send_until_there_is_a_reply(root: CleanRoot, at_display: dict[str, str]) -> None:
    end = monotonic() + PATIENCE
    run("xdotool", "key", "Return", environment=at_display)
    while "done" not in [reply["state"] for stored in _export(root) for reply in stored["replies"]]:
        if monotonic() > end:
            raise LifeError("no reply has come")
        sleep(1)
        run("xdotool", "key", "Return", environment=at_display)  # the first may have come before a model was known


def _export(root: CleanRoot) -> Any:
    """All conversations that are stored, in JSON's values."""
    return json.loads(root.run_as_person(NAME, "export", "--all", "--demo", "--profile", PROFILE))["conversations"]
