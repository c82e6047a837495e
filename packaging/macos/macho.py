"""Mach-O, the format of programs and libraries on macOS: which files have it, and what system each was built for."""

import struct
from collections.abc import Iterator
from pathlib import Path

_THIN = 0xFEEDFACF  # for one processor, of 64 bits; as both processors of Macs write numbers
_FAT = 0xCAFEBABE  # holds one of those for each processor; its own numbers are written the other way round
_BUILD_VERSION = 0x32
_VERSION_MIN_MACOSX = 0x24

System = tuple[int, int]
"""A version of macOS, such as (13, 0)."""


def code_files(folder: Path) -> list[Path]:
    """The programs and libraries below a folder, in the order of their paths; no links."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink() and _is_code(path)]


def oldest_system(file: Path) -> System:
    """The oldest macOS that a file was built for, on all processors that it has code for; (0, 0) if it does not say."""
    return max((version for part in _parts(file.read_bytes()) for version in _versions(part)), default=(0, 0))


def _is_code(path: Path) -> bool:
    with path.open("rb") as file:
        start = file.read(4)
    return start in {struct.pack("<I", _THIN), struct.pack(">I", _FAT)}


def _parts(content: bytes) -> Iterator[bytes]:
    kind, count = struct.unpack_from(">2I", content)
    if kind != _FAT:
        yield content
        return
    for number in range(count):
        _, _, place, size, _ = struct.unpack_from(">5I", content, 8 + 20 * number)
        yield content[place : place + size]


def _versions(part: bytes) -> Iterator[System]:
    (count,) = struct.unpack_from("<I", part, 16)
    place = 32
    for _ in range(count):
        kind, size = struct.unpack_from("<2I", part, place)
        if kind in {_BUILD_VERSION, _VERSION_MIN_MACOSX}:
            (version,) = struct.unpack_from("<I", part, place + (12 if kind == _BUILD_VERSION else 8))
            yield version >> 16, version >> 8 & 0xFF
        place += size
