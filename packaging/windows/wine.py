"""Programs for Windows, run on Linux by Wine: the Python that is shipped compiles the app, and proofs try the setup."""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, Popen

from commands import CommandError, run

_QUIET = {"WINEDEBUG": "-all", "WINEARCH": "win64", "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=;icuuc=n"}
_IMPORT = re.compile(r"^\s+[0-9a-f]+\s+(?:<none>\s+)?[0-9a-f]+\s+([a-zA-Z_]\w+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class WinePrefix:
    """A folder that Wine takes for a computer with Windows: all that is installed there lies in it."""

    folder: Path

    def run(self, program: str | Path, *arguments: str | Path, **environment: str) -> str:
        """Runs a program to its end and returns its standard output. Raises CommandError."""
        return run("wine", program, *arguments, environment={**self.environment, **environment})

    def start(self, program: str | Path, *arguments: str, **environment: str) -> "Popen[bytes]":
        return Popen(
            ["wine", program, *arguments],
            env={**os.environ, **self.environment, **environment},
            stdout=DEVNULL,
            stderr=DEVNULL,
        )

    def wait(self) -> None:
        """Until everything that runs there has ended."""
        run("wineserver", "--wait", environment=self.environment)

    def stop(self) -> None:
        """Ends whatever runs there, if anything does."""
        with suppress(CommandError):
            run("wineserver", "--kill", environment=self.environment)

    @property
    def environment(self) -> dict[str, str]:
        return {**_QUIET, "WINEPREFIX": str(self.folder)}

    @property
    def local_data(self) -> Path:
        """`%LOCALAPPDATA%` of the one person that there is."""
        (users,) = (one for one in (self.folder / "drive_c" / "users").iterdir() if one.name != "Public")
        return users / "AppData" / "Local"


def wine_prefix(folder: Path) -> WinePrefix:
    """The one in a folder, which is made if there is none. Raises CommandError."""
    found = WinePrefix(folder)
    if not (folder / "system.reg").exists():
        folder.mkdir(parents=True, exist_ok=True)
        run("wineboot", "--init", environment=found.environment)
        found.wait()
    return found


def add_icu(to: WinePrefix, library: Path, work: Path) -> None:
    """Stands in for Windows' own `icuuc.dll`, which Wine lacks: nothing that it has works, but Qt6Core.dll loads."""
    said = run("x86_64-w64-mingw32-objdump", "--private-headers", library)
    (block,) = (part for part in said.split("DLL Name: ") if part.startswith("icuuc.dll"))
    functions = _IMPORT.findall(block)
    work.mkdir(parents=True, exist_ok=True)
    code = "".join(f"__declspec(dllexport) void *{name}(void) {{ return 0; }}\n" for name in functions)
    (work / "icuuc.c").write_text(code, "utf-8")
    target = to.folder / "drive_c" / "windows" / "system32" / "icuuc.dll"
    run("x86_64-w64-mingw32-gcc", "-shared", work / "icuuc.c", "-o", target)
