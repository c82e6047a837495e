"""Bytecode in one zip: thousands of small files are slow to install and to start from on Windows."""

import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

from release import Release

OWN = "deeptrin_desktop"


def pack(lib: Path, target: Path, release: Release) -> None:
    """Moves into a new zip what can be used from there: modules, packages of modules alone, and the app itself."""
    moved = [path for path in sorted(lib.iterdir()) if path.name == OWN or is_bytecode(path)]
    write_zip(moved, target, release)
    for path in moved:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def is_bytecode(path: Path) -> bool:
    """Whether it is a module or a package without other files: those ask for their files by paths."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return all(file.suffix == ".pyc" for file in files)


def write_zip(paths: Iterable[Path], target: Path, release: Release) -> None:
    """Writes files and folders; stored, since the setup compresses better, and the start is not to unpack."""
    time = release.date.timetuple()[:6]
    with zipfile.ZipFile(target, "w") as archive:
        for path in paths:
            for one in (path, *sorted(path.rglob("*"))):
                name = one.relative_to(path.parent).as_posix()
                # A package without `__init__`, such as jaraco, is found by the entry of its folder alone.
                info = zipfile.ZipInfo(f"{name}/" if one.is_dir() else name, time)
                archive.writestr(info, b"" if one.is_dir() else one.read_bytes())
