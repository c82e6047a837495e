"""The longer proofs for Windows, `python3 dev.py package windows --prove`: a setup lives under Wine, a second build."""

import json
import shutil
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from time import sleep
from typing import Any

from commands import run
from errors import BuildError
from person import PATIENCE, ask, desktop, go_to_window
from rebuild import rebuild
from release import NAME, ROOT, TITLE, Release
from windows.installer import make_setup
from windows.package import try_it
from windows.wine import WinePrefix, add_icu, wine_prefix

UNTIL_READY = 5.0
"""Seconds that a window which is there takes, under Wine, until keys reach it."""


class ProofError(BuildError):
    """The setup, or what it has installed, does something else than it must."""


def prove(release: Release) -> None:
    """Lets the setup live on a new computer, and says what each step has found. Raises BuildError."""
    folder = ROOT / "build" / "proof-windows"
    shutil.rmtree(folder, ignore_errors=True)
    there = wine_prefix(folder / "wine")
    try:
        _live(there, release, folder)
    finally:
        there.stop()
    rebuild(release, folder / "again")


def _live(there: WinePrefix, release: Release, folder: Path) -> None:
    (setup,) = release.dist.glob("*-setup.exe")
    app = there.local_data / "Programs" / TITLE
    data = there.local_data / NAME
    there.run(_older(release, folder), "/S")
    _must((app / "lib" / "older.txt").exists(), "the older version is installed")
    add_icu(there, app / "lib" / "PySide6" / "Qt6Core.dll", folder / "stand-ins")
    picture = _chat(there, app, folder / "window.png")
    stored = _export(there, app)
    print(f"an older version installed, a reply streamed; see {picture}")

    there.run(setup, "/S")
    tree = release.build / "tree"
    _must(_files(app) == _files(tree) | {"uninstall.exe"}, "after an upgrade there is what the new version has")
    _must(_export(there, app) == stored, "an upgrade keeps the data")
    _must(f"{release.version}\n" in there.run(app / f"{NAME}.exe", "--version"), "the new version runs")
    try_it(there, app, release)
    print("upgraded: the older version's files are gone, the data are kept")

    _uninstall(there, app, "/S")
    _must((data / "demo" / "conversations.db").exists(), "an uninstaller that asks nobody keeps the data")
    there.run(setup, "/S")
    _must(_export(there, app) == stored, "installed again, the data are there")
    _uninstall(there, app, "/S", "/DELETEDATA")
    _must(not data.exists(), "the data are deleted where that is asked for")
    registry = (there.folder / "user.reg").read_text("utf-8", "replace")
    _must("deeptrin" not in registry.lower(), "nothing is left in the registry")
    print("uninstalled without a trace but the data, and with these when asked")


def _older(release: Release, folder: Path) -> Path:
    """The setup of a version before this one, which has a file that this one has not."""
    tree = folder / "older"
    shutil.copytree(release.build / "tree", tree)
    (tree / "lib" / "older.txt").write_text("This file went with version 0.0.1.", "utf-8")
    return make_setup(tree, replace(release, version="0.0.1"), folder / "older-setup.exe", quick=True)


def _uninstall(there: WinePrefix, app: Path, *options: str) -> None:
    there.run(app / "uninstall.exe", *options)
    there.wait()  # it goes on as a copy of itself, which can delete it
    _must(not app.exists(), "nothing is left of the program")


def _chat(there: WinePrefix, app: Path, picture: Path) -> Path:
    """A person starts the app, asks, sees the reply, and closes the window."""
    with ExitStack() as ending:
        at_display = ending.enter_context(desktop())
        started = ending.enter_context(there.start(app / f"{NAME}.exe", "--demo", **at_display))
        ending.callback(there.stop)
        go_to_window(at_display, "--name", TITLE)
        sleep(UNTIL_READY)
        ask(at_display, lambda: _export(there, app), picture)
        run("xdotool", "key", "alt+F4", environment=at_display)
        _must(started.wait(PATIENCE) == 0, "the app ends with its window")
    return picture


def _export(there: WinePrefix, app: Path) -> Any:
    """All conversations that are stored, in JSON's values."""
    return json.loads(there.run(app / f"{NAME}.exe", "export", "--all", "--demo"))["conversations"]


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _must(held: bool, said: str) -> None:
    if not held:
        raise ProofError(f"this does not hold: {said}")
