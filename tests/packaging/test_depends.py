"""What a package asks of the system is what its files ask of the loader."""

import sys
from pathlib import Path

import pytest
from linux.depends import DependsError, depends_of
from linux.elf import Needs, needs

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="readelf reads the files of Linux")


def asks(path: str, *libraries: str, versions: tuple[tuple[str, str], ...] = ()) -> Needs:
    return Needs(Path(path), frozenset(libraries), frozenset(versions))


def test_each_library_from_outside_becomes_its_package_once() -> None:
    files = [asks("app/a.so", "libz.so.1", "libown.so.1", "libc.so.6"), asks("app/b.so", "libz.so.1", "libm.so.6")]

    needed = depends_of(files, inside=["libown.so.1"])

    assert needed.libraries == ("libc.so.6", "libm.so.6", "libz.so.1")
    assert [package.split()[0] for package in needed.packages] == ["libc6", "zlib1g"]


def test_the_floors_are_those_of_the_newest_symbols() -> None:
    versions = (("GLIBC", "2.4"), ("GLIBC", "2.34"), ("GLIBC", "2.9"), ("GLIBCXX", "3.4.30"), ("GLIBCXX", "3.4.9"))

    needed = depends_of([asks("app/a.so", "libc.so.6", "libstdc++.so.6", versions=versions)], inside=[])

    assert needed.packages == ("libc6 (>= 2.34)", "libstdc++6 (>= 12)")


def test_what_only_gtk_desktops_need_is_recommended() -> None:
    gtk = asks("app/plugins/platformthemes/libqgtk3.so", "libgtk-3.so.0", "libz.so.1")

    needed = depends_of([gtk, asks("app/a.so", "libz.so.1")], inside=[])

    assert (needed.packages, needed.optional_packages) == (("zlib1g",), ("libgtk-3-0",))


@pytest.mark.parametrize(
    ("library", "version", "said"),
    [("libnew.so.1", ("GLIBC", "2.4"), r"libnew\.so\.1"), ("libc.so.6", ("GLIBCXX", "3.4.99"), r"3\.4\.99")],
)
def test_what_is_not_known_stops_the_build(library: str, version: tuple[str, str], said: str) -> None:
    with pytest.raises(DependsError, match=said):
        depends_of([asks("app/a.so", library, versions=(version,))], inside=[])


@LINUX
def test_files_are_read() -> None:
    python = Path(sys.executable).resolve()

    first, second = needs([python, python])

    assert first == second
    assert first.path == python
    assert "libc.so.6" in first.libraries
    assert any(name == "GLIBC" for name, _ in first.versions)
