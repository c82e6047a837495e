"""The longer proof for macOS, `python3 dev.py package macos --prove`: the disk image lives as it will for a person."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commands import run
from macos.keychain import is_asked_for as signed
from macos.notarising import is_asked_for as notarised
from macos.package import image_of, try_it
from release import ROOT, TITLE, Release


def prove(release: Release) -> None:
    """Drags the app out of its image and starts it there, and says what each step has found. Raises BuildError."""
    image = image_of(release)
    folder = ROOT / "build" / "proof-macos"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    app = folder / f"{TITLE}.app"
    with _opened(image, folder / "image") as volume:
        run("ditto", volume / app.name, app)
    run("codesign", "--verify", "--deep", "--strict", "--verbose=2", app)
    if signed() and notarised():
        run("spctl", "--assess", "--type", "execute", "--verbose", app)
        print("Gatekeeper lets it start")
    try_it(app)
    print(f"{image.name}: opened, the app dragged out of it, its self-test passed")


@contextmanager
def _opened(image: Path, place: Path) -> Iterator[Path]:
    """The folder that an image is seen at, as long as the context lasts."""
    place.mkdir()
    run("hdiutil", "attach", "-readonly", "-nobrowse", "-mountpoint", place, image)
    try:
        yield place
    finally:
        run("hdiutil", "detach", "-force", place)
