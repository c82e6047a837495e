"""What is put together for Windows is what was pinned, is found by Python there, and is removed again."""

import hashlib
import io
import struct
import zipfile
from pathlib import Path

import pytest
from release import Release
from windows.embeddable import EmbeddableError, verified
from windows.icon import ico
from windows.installer import SCRIPT, installing, removing
from windows.launching import numbers
from windows.packing import pack
from windows.wheels import pins

RELEASE = Release(system="windows", version="1.2.3", epoch=1_700_000_000)
LOCK = """# made by a program
both==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via something
linux-alone==2.0 ; sys_platform == 'linux' \\
    --hash=sha256:cc
windows-alone==3.0 ; sys_platform == 'win32' \\
    --hash=sha256:dd
older-python==4.0 ; python_full_version < '3.12' \\
    --hash=sha256:ee
"""


def filled(folder: Path, *files: str) -> Path:
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file)
    return folder


def test_of_the_lock_counts_what_is_for_windows_and_its_python() -> None:
    assert pins(LOCK, "3.13.2") == [
        "both==1.0 --hash=sha256:aa --hash=sha256:bb",
        "windows-alone==3.0 --hash=sha256:dd",
    ]


@pytest.mark.parametrize("files", [{"a.dll": b"other"}, {}, {"a.dll": b"a", "new.dll": b"n"}])
def test_a_python_that_is_not_as_pinned_is_refused(files: dict[str, bytes]) -> None:
    sums = f"{hashlib.sha256(b'a').hexdigest()}  a.dll\n"

    def archive(content: dict[str, bytes]) -> zipfile.ZipFile:
        made = zipfile.ZipFile(io.BytesIO(), "w")
        for name, data in content.items():
            made.writestr(f"folder/{name}", data)
        return made

    assert verified(archive({"a.dll": b"a"}), sums) == {"a.dll": b"a"}
    with pytest.raises(EmbeddableError, match="dll"):
        verified(archive(files), sums)


def test_packages_that_have_other_files_stay_folders(tmp_path: Path) -> None:
    lib = filled(tmp_path, "pure/__init__.pyc", "mixed/__init__.pyc", "mixed/a.pyd", "one.pyc", "a.dll")
    filled(lib, "deeptrin_desktop/__init__.pyc", "deeptrin_desktop/resources/icon.svg", "spread/deep/__init__.pyc")

    pack(lib, lib / "packages.zip", RELEASE)

    assert sorted(path.name for path in lib.iterdir()) == ["a.dll", "mixed", "packages.zip"]
    with zipfile.ZipFile(lib / "packages.zip") as archive:
        names = archive.namelist()
        assert {info.date_time for info in archive.infolist()} == {(2023, 11, 14, 22, 13, 20)}
    assert {"deeptrin_desktop/resources/icon.svg", "one.pyc", "pure/__init__.pyc"} <= {*names}
    # Python finds a package without `__init__` by the entry of its folder alone.
    assert {"spread/", "spread/deep/"} <= {*names}


def test_what_is_installed_is_removed_with_its_folders_and_nothing_else(tmp_path: Path) -> None:
    files = ["a.exe", "lib/b.dll", "lib/deep/c.txt"]

    assert [line for line in installing(files, tmp_path).splitlines() if line.startswith("SetOutPath")] == [
        'SetOutPath "$INSTDIR"',
        r'SetOutPath "$INSTDIR\lib"',
        r'SetOutPath "$INSTDIR\lib\deep"',
    ]
    assert removing(files).splitlines() == [
        r'Delete "$INSTDIR\a.exe"',
        r'Delete "$INSTDIR\lib\b.dll"',
        r'Delete "$INSTDIR\lib\deep\c.txt"',
        r'RMDir "$INSTDIR\lib\deep"',
        r'RMDir "$INSTDIR\lib"',
    ]


def test_the_setup_asks_for_the_64_bit_stub_first() -> None:
    assert SCRIPT.read_text("utf-8").startswith("Target amd64-unicode\n")


def test_an_icon_says_where_each_picture_lies() -> None:
    made = ico([(16, b"small"), (256, b"large one")])

    assert struct.unpack("<3H", made[:6]) == (0, 1, 2)
    for number, (edge, picture) in enumerate([(16, b"small"), (0, b"large one")]):
        width, _, _, _, _, _, size, place = struct.unpack("<4B2H2I", made[6 + 16 * number : 22 + 16 * number])
        assert (width, made[place : place + size]) == (edge, picture)


@pytest.mark.parametrize(("version", "said"), [("1.2.3", "1.2.3.0"), ("0.1.0.dev4", "0.1.0.4"), ("2", "2.0.0.0")])
def test_windows_gets_four_numbers(version: str, said: str) -> None:
    assert ".".join(numbers(version)) == said
