"""The small program that people start, compiled for Windows on whatever system this is."""

import shutil
from pathlib import Path

from commands import run
from release import NAME, Release
from windows.embeddable import VERSION
from windows.icon import make_icon

SOURCE = Path(__file__).with_name("launcher")
_TARGET = "x86_64-w64-mingw32"


def make_launcher(target: Path, work: Path, release: Release) -> Path:
    """Compiles it into a folder and returns it. `work` is made, and has the icon then. Raises CommandError."""
    shutil.copytree(SOURCE, work)
    make_icon(work / "icon.ico", work / "icons")
    resources = work / "launcher.rc"
    text = resources.read_text("utf-8").replace("@VERSION@", release.version)
    resources.write_text(text.replace("@NUMBERS@", ",".join(numbers(release.version))), "utf-8")
    run(f"{_TARGET}-windres", "launcher.rc", "launcher.o", cwd=work)
    dll = "python{}{}.dll".format(*VERSION.split(".")[:2])
    options = ["-municode", "-mwindows", "-Os", "-s", "-Wall", "-Wextra", "-Werror", f'-DPYTHON_DLL=L"{dll}"']
    # No time in it, and nothing that has to lie beside it.
    options += ["-static", "-static-libgcc", "-Wl,--no-insert-timestamp", "-Wl,--dynamicbase,--nxcompat"]
    program = target / f"{NAME}.exe"
    run(f"{_TARGET}-gcc", *options, "launcher.c", "launcher.o", "-o", program, cwd=work)
    return program


def numbers(version: str) -> list[str]:
    """The four numbers that Windows wants: of `0.1.0` those are 0, 1, 0 and 0."""
    return [*"".join(c if c.isdigit() else " " for c in version).split(), "0", "0", "0", "0"][:4]
