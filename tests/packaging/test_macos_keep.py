"""The keep-list knows what PyInstaller takes along on a Mac.

`macos_frozen.txt` has the names: those of what PyInstaller finds for macOS in the pinned wheels.
"""

import re
from pathlib import Path

import pytest
from keep import KeepError
from macos.pruning import Entry, prune

FROZEN = Path(__file__).with_name("macos_frozen.txt").read_text("utf-8").split()


def table(*names: str) -> list[Entry]:
    return [(name, f"/somewhere/{name}", "BINARY") for name in names]


def kept() -> set[str]:
    frozen = table(*FROZEN)
    prune(frozen)
    return {name for name, _, _ in frozen}


def test_every_file_is_decided_about_and_what_the_app_needs_is_kept() -> None:
    needed = {
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/plugins/platforms/libqoffscreen.dylib",
        "PySide6/Qt/plugins/styles/libqmacstyle.dylib",
        "PySide6/QtWidgets.abi3.so",
        "Python.framework/Versions/3.13/Python",
        "base_library.zip",
        "deeptrin_desktop/resources/icon.svg",
        "libssl.3.dylib",
        "msgspec/_core.cpython-313-darwin.so",
        "python3.13/lib-dynload/_scproxy.cpython-313-darwin.so",
        "shiboken6/libshiboken6.abi3.6.11.dylib",
        "ziamath/fonts/STIXTwoMath-Regular.ttf",
    }

    assert needed <= kept()


def test_frameworks_are_kept_whole_or_not_at_all() -> None:
    frameworks = {match[1] for name in kept() if (match := re.match(r".*/(\w+)\.framework/", name))}

    assert frameworks == {"QtCore", "QtDBus", "QtGui", "QtSvg", "QtWidgets"}
    for name in frameworks:
        whole = {file for file in FROZEN if f"/{name}.framework/" in file}
        assert {one.partition(".framework/")[2] for one in whole} == {
            name,
            "Resources",
            "Versions/Current",
            f"Versions/A/{name}",
            "Versions/A/Resources/Info.plist",
        }
        assert whole | {name} <= kept()


def test_links_to_what_is_dropped_are_dropped() -> None:
    dropped = {*FROZEN} - kept()

    assert "QtNetwork" in dropped
    assert "PySide6/Qt/lib/QtNetwork.framework/Versions/A/QtNetwork" in dropped


def test_what_nobody_decided_about_stops_the_build_in_whichever_table_it_is() -> None:
    with pytest.raises(KeepError, match=r"Frameworks/libnew\.dylib"):
        prune(table("base_library.zip"), table("libnew.dylib"))
