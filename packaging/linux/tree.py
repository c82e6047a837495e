"""The files as they are installed: `bin`, `lib` and `share`, for below `/usr` or any other folder."""

import gzip
import os
import shutil
from pathlib import Path

from icons import SVG, draw
from release import NAME, Release

SHARE = Path(__file__).with_name("share")
PLACES = {
    f"{NAME}.desktop": "applications",
    f"{NAME}-import.desktop": "applications",
    f"{NAME}.metainfo.xml": "metainfo",
    f"{NAME}.xml": "mime/packages",
}
"""Where each file goes below the `share` that is installed."""
ICON_SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 192, 256, 512)
"""Edges in pixels that desktops ask for."""


def make_tree(app: Path, release: Release) -> Path:
    """Moves the app there, puts everything else beside it, and returns the folder."""
    tree = release.build / "tree"
    (tree / "bin").mkdir(parents=True)
    (tree / "lib").mkdir()
    app.rename(tree / "lib" / NAME)
    (tree / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    share = tree / "share"
    for name, place in PLACES.items():
        write(share / place / name, filled((SHARE / name).read_text("utf-8"), release))
    write_gz(share / "man" / "man1" / f"{NAME}.1.gz", filled((SHARE / f"{NAME}.1").read_text("utf-8"), release))
    _add_icons(share / "icons" / "hicolor")
    return tree


def filled(text: str, release: Release, **more: str) -> str:
    """A text with the release's facts in the places of `@VERSION@` and `@DATE@`, and more of that kind."""
    for name, value in {"VERSION": release.version, "DATE": release.date.date().isoformat(), **more}.items():
        text = text.replace(f"@{name}@", value)
    return text


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def write_gz(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def settle(folder: Path, release: Release) -> None:
    """Gives every file the release's time and the permissions that its like has, so that two builds are the same."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or _is_program(path) else 0o644)
        os.utime(path, (release.epoch, release.epoch), follow_symlinks=False)


def _add_icons(theme: Path) -> None:
    for size in ICON_SIZES:
        draw(size, theme / f"{size}x{size}" / "apps" / f"{NAME}.png")
    scalable = theme / "scalable" / "apps" / f"{NAME}.svg"
    scalable.parent.mkdir(parents=True)
    shutil.copyfile(SVG, scalable)


def _is_program(path: Path) -> bool:
    return path.match(f"{NAME}/{NAME}") and path.parent.parent.name == "lib"
