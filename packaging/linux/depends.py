"""What a package must ask of the system it is installed on, computed from what its files ask of the loader."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from errors import BuildError
from linux.elf import Needs, elf_files, needs

OPTIONAL = ("*/platformthemes/libqgtk3.so",)
"""Patterns of files that Qt loads where it can and does without elsewhere."""

PACKAGES = {
    "ld-linux-x86-64.so.2": "libc6",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libatk-1.0.so.0": "libatk1.0-0",
    "libc.so.6": "libc6",
    "libcairo-gobject.so.2": "libcairo-gobject2",
    "libcairo.so.2": "libcairo2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdl.so.2": "libc6",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libgdk-3.so.0": "libgtk-3-0",
    "libgdk_pixbuf-2.0.so.0": "libgdk-pixbuf-2.0-0",
    "libgio-2.0.so.0": "libglib2.0-0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgtk-3.so.0": "libgtk-3-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libm.so.6": "libc6",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangocairo-1.0.so.0": "libpangocairo-1.0-0",
    "libpthread.so.0": "libc6",
    "librt.so.1": "libc6",
    "libstdc++.so.6": "libstdc++6",
    "libutil.so.1": "libc6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb.so.1": "libxcb1",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""The package of Debian and Ubuntu that has a library; newer systems provide the older names."""

GCC_OF = {"3.4.29": "11", "3.4.30": "12", "3.4.31": "13.1", "3.4.32": "13.2", "3.4.33": "14", "3.4.34": "15"}
"""The release of GCC that brought a version of libstdc++'s symbols; all before are older than any system we run on."""


class DependsError(BuildError):
    """The files ask for something that no package is known for."""


@dataclass(frozen=True, slots=True)
class Depends:
    """What must be there, and what had better be."""

    libraries: tuple[str, ...]
    """Sonames, sorted."""
    optional_libraries: tuple[str, ...]
    glibc: str
    """The oldest release of the C library that will do."""
    gcc: str
    """Of libstdc++; empty where any will do."""

    @property
    def packages(self) -> tuple[str, ...]:
        """For the field Depends of a `.deb`, sorted."""
        floors = {"libc6": self.glibc, "libstdc++6": self.gcc}
        return tuple(
            f"{name} (>= {floors[name]})" if floors.get(name) else name for name in _packages_of(self.libraries)
        )

    @property
    def optional_packages(self) -> tuple[str, ...]:
        """For the field Recommends."""
        wanted = {*_packages_of(self.optional_libraries)} - {*_packages_of(self.libraries)}
        return tuple(sorted(wanted))


def depends(folder: Path) -> Depends:
    """What the programs and libraries of a folder need from outside of it. Raises DependsError or CommandError."""
    inside = {path.name for path in folder.rglob("*.so*")}
    return depends_of(needs(elf_files(folder)), inside)


def depends_of(files: Sequence[Needs], inside: Iterable[str]) -> Depends:
    """The same, for files that are known. Raises DependsError."""
    own = {*inside}
    optional = [file for file in files if any(file.path.match(pattern) for pattern in OPTIONAL)]
    required = [file for file in files if file not in optional]
    libraries = {name for file in required for name in file.libraries} - own
    more = {name for file in optional for name in file.libraries} - own - libraries
    if unknown := (libraries | more) - PACKAGES.keys():
        raise DependsError(f"linux/depends.py knows no package for {', '.join(sorted(unknown))}")
    versions = {version for file in files for version in file.versions}
    return Depends(
        libraries=tuple(sorted(libraries)),
        optional_libraries=tuple(sorted(more)),
        glibc=_newest(versions, "GLIBC"),
        gcc=_gcc(_newest(versions, "GLIBCXX")),
    )


def _newest(versions: Iterable[tuple[str, str]], of: str) -> str:
    return max((number for name, number in versions if name == of), key=_as_numbers, default="0")


def _gcc(symbols: str) -> str:
    if _as_numbers(symbols) < _as_numbers(min(GCC_OF)):
        return ""
    if symbols not in GCC_OF:
        raise DependsError(f"linux/depends.py does not know which GCC brought GLIBCXX_{symbols}")
    return GCC_OF[symbols]


def _as_numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _packages_of(libraries: Iterable[str]) -> list[str]:
    return sorted({PACKAGES[name] for name in libraries})
