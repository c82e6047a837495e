"""ICU's data without what a chat client never asks of it: 28 of 32 million bytes.

Qt's own wheel carries ICU's data whole: the names of currencies, units and regions in 200 languages, converters for
100 encodings. Of all that only collation (sorting), time zones and the properties of characters are asked for: texts
are decoded by Python, and Qt breaks lines by itself.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from commands import run
from errors import BuildError
from keep import matches

_KEPT = (
    "*.icu",
    "*.nrm",
    "coll/*",
    "keyTypeData.res",
    "likelySubtags.res",
    "metadata.res",
    "metaZones.res",
    "numberingSystems.res",
    "pool.res",
    "res_index.res",
    "root.res",
    "supplementalData.res",
    "timezoneTypes.res",
    "windowsZones.res",
    "zone/en.res",
    "zone/pool.res",
    "zone/res_index.res",
    "zone/root.res",
    "zone/tzdbNames.res",
    "zoneinfo64.res",
)
"""Patterns over the names of ICU's items."""
_DROPPED = ("unames.icu",)
"""The names of characters; goes before `_KEPT`."""
_ASSEMBLY = """.section .rodata
.balign 16
.globl {symbol}
.type {symbol}, @object
.size {symbol}, {size}
{symbol}:
.incbin "{data}"
.section .note.GNU-stack,"",@progbits
"""


class IcuError(BuildError):
    """The library is not laid out as this module knows it. The app can be shipped with the whole file."""


def shrink(library: Path, work: Path) -> None:
    """Replaces `libicudata.so.N` by one with less in it. `work` is an empty folder. Raises IcuError or CommandError.

    Needs objcopy and gcc, and icupkg, which may be of another version of ICU: the format has not changed.
    """
    version = library.name.rpartition(".")[2]
    symbol, soname = f"icudt{version}_dat", f"libicudata.so.{version}"
    whole, small = work / f"icudt{version}l.dat", work / "small" / f"icudt{version}l.dat"  # items bear the file's name
    small.parent.mkdir()
    run("objcopy", "-O", "binary", "--only-section=.rodata", library, whole)
    dropped = work / "dropped.txt"
    dropped.write_text("\n".join(_dropped(run("icupkg", "-l", whole).split())) + "\n", "utf-8")
    run("icupkg", "-r", dropped, whole, small)
    assembly = work / "icudata.S"
    assembly.write_text(_ASSEMBLY.format(symbol=symbol, size=small.stat().st_size, data=small), "utf-8")
    options = ["-shared", "-nostdlib", "-Wl,--build-id=none", "-Wl,-z,noexecstack", f"-Wl,-soname,{soname}"]
    run("gcc", *options, "-o", library, assembly)
    run("strip", library)


def check(library: Path) -> None:
    """Sorts and names time zones with the small file and with the whole one. Raises IcuError where they differ."""
    answers = Path(__file__).with_name("icu_answers.py")
    whole = run(sys.executable, answers)
    small = run(sys.executable, answers, environment={"LD_LIBRARY_PATH": str(library.parent)})
    *answers_of_whole, _ = whole.splitlines()
    *answers_of_small, loaded = small.splitlines()
    if not library.samefile(loaded) or answers_of_small != answers_of_whole:
        raise IcuError(f"with less of ICU's data, Qt answers in another way:\n{whole}\n{small}")


def _dropped(items: Iterable[str]) -> list[str]:
    names = [*items]
    if not all(any(matches(name, [kept]) for name in names) for kept in _KEPT):
        raise IcuError("ICU's data has other items than are known here")
    return [name for name in names if matches(name, _DROPPED) or not matches(name, _KEPT)]
