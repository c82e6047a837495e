"""A package's life on a clean system: installed, used by a person, removed. What each step must leave is checked."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from display import running
from errors import BuildError
from linux.clean_root import PERSON, CleanRoot, clean_root
from person import ask, desktop, go_to_window
from release import NAME

PROFILE = f"/home/{PERSON}/profile"


class LifeError(BuildError):
    """A step has left something else than it must."""


def live(deb: Path, suite: str, folder: Path) -> Path:
    """Lets a package live on a release of Debian. Returns a screenshot of its window. Raises BuildError."""
    with clean_root(suite, folder) as root:
        deb_there = Path("/srv", deb.name)
        shutil.copyfile(deb, root.folder / "srv" / deb.name)
        install = ["apt-get", "install", "--yes", "-qq", "--no-install-recommends"]
        root.run(*install, deb_there)
        installed = root.run("dpkg", "--listfiles", NAME).splitlines()
        picture = _chat(root, folder / f"{suite}.png")
        data = _export(root)
        root.run("apt-get", "purge", "--yes", "-qq", NAME)
        if left := _left(root, installed):
            raise LifeError(f"left behind on {suite}: {left}")
        root.run(*install, deb_there)
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
    with desktop() as at_display:
        app = root.start_as_person(NAME, "--demo", "--profile", PROFILE, environment=at_display)
        with running(app):
            go_to_window(at_display, "--class", NAME)
            ask(at_display, lambda: _export(root), picture)
    return picture


def _export(root: CleanRoot) -> Any:
    """All conversations that are stored, in JSON's values."""
    return json.loads(root.run_as_person(NAME, "export", "--all", "--demo", "--profile", PROFILE))["conversations"]
