"""The `setup.exe`: which files it installs and removes is written out, so that it touches no other."""

import shutil
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from budget import check_bytes
from commands import run
from release import Release
from windows import signing
from windows.launching import numbers

SCRIPT = Path(__file__).with_name("setup") / "setup.nsi"
MOST_BYTES = 27_000_000


def make_setup(tree: Path, release: Release, target: Path, *, quick: bool = False) -> Path:
    """Packs a folder and returns `target`; `quick` packs it less well.

    Raises CommandError, or BudgetError when it is larger than it may be.
    """
    work = release.build / "setup"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    files = sorted(path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file())
    (work / "install.nsh").write_text(installing(files, tree), "utf-8")
    (work / "remove.nsh").write_text(removing(files), "utf-8")
    facts = {
        "VERSION": release.version,
        "NUMBERS": ".".join(numbers(release.version)),
        "KILOBYTES": str(sum((tree / file).stat().st_size for file in files) // 1024),
        "ICON": str(release.build / "launcher" / "icon.ico"),
        "TARGET": str(target),
    }
    if signing.is_asked_for():
        facts["SIGN"] = signing.command()
    defined = [f"-D{name}={value}" for name, value in facts.items()]
    if quick:
        defined.append("-DQUICK")
    run("makensis", "-V2", "-NOCD", *defined, SCRIPT, cwd=work, environment={"SOURCE_DATE_EPOCH": str(release.epoch)})
    signing.sign(target)
    if not quick:
        check_bytes(target.stat().st_size, MOST_BYTES)
    return target


def installing(files: Sequence[str], tree: Path) -> str:
    """The commands that write the files, in the order given."""
    lines, current = [], None
    for file in files:
        if (folder := PurePosixPath(file).parent) != current:
            lines.append(f'SetOutPath "{_there(folder)}"')
            current = folder
        lines.append(f'File "{tree / file}"')
    return "\n".join(lines) + "\n"


def removing(files: Sequence[str]) -> str:
    """The commands that delete them, and folders that are empty then, the innermost first."""
    folders = {folder for file in files for folder in PurePosixPath(file).parents} - {PurePosixPath()}
    innermost_first = sorted(folders, key=lambda folder: (-len(folder.parts), folder))
    lines = [f'Delete "{_there(PurePosixPath(file))}"' for file in files]
    return "\n".join([*lines, *(f'RMDir "{_there(folder)}"' for folder in innermost_first)]) + "\n"


def _there(path: PurePosixPath) -> str:
    return "\\".join(["$INSTDIR", *path.parts])
