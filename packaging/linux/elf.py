"""What programs and libraries ask of the system, as `readelf` tells it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from commands import run

_FILE = re.compile(r"^File: (.+)$", re.MULTILINE)
_LIBRARY = re.compile(r"\(NEEDED\) +Shared library: \[(.+)\]")
_VERSION = re.compile(r"Name: ([A-Z]+)_([0-9]+(?:\.[0-9]+)+) ")


@dataclass(frozen=True, slots=True)
class Needs:
    """What the loader must find for one file."""

    path: Path
    libraries: frozenset[str]
    """Sonames."""
    versions: frozenset[tuple[str, str]]
    """Of symbols, such as `("GLIBC", "2.34")`."""


def elf_files(folder: Path) -> list[Path]:
    """The programs and libraries below a folder, in order, each once: no links."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and _is_elf(path))


def needs(files: Iterable[Path]) -> list[Needs]:
    """In the order of the files, of which there are two at least. Raises CommandError."""
    _, *parts = _FILE.split(run("readelf", "--wide", "--dynamic", "--version-info", *files))
    return [
        Needs(Path(name), frozenset(_LIBRARY.findall(said)), frozenset(_VERSION.findall(said)))
        for name, said in zip(parts[::2], parts[1::2], strict=True)
    ]


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
