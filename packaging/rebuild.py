"""A second build of what was released: the proof that the bytes come from the commit alone."""

import shutil
import sys
from pathlib import Path

from commands import run
from errors import BuildError
from release import NAME, ROOT, Release
from sums import sha256


class RebuildError(BuildError):
    """The second build has given something else, or cannot be made."""


def rebuild(release: Release, clone: Path) -> None:
    """From a clean clone in another folder, which must give the same bytes. Raises BuildError."""
    if run("git", "-C", ROOT, "status", "--porcelain"):
        raise RebuildError("what is not committed would not be built again: commit first")
    shutil.rmtree(clone, ignore_errors=True)
    run("git", "clone", "--quiet", ROOT, clone)
    run(sys.executable, clone / "packaging" / "build.py", release.system)
    second = _sums(clone / "dist" / release.system)
    if differing := {name for name, _ in second - _sums(release.dist)}:
        raise RebuildError(f"a second build gave other bytes for {', '.join(sorted(differing))}")
    print(f"built twice, the same bytes: {', '.join(sorted(name for name, _ in second))}")


def _sums(folder: Path) -> set[tuple[str, str]]:
    return {(path.name, sha256(path)) for path in folder.glob(f"{NAME}*")}
