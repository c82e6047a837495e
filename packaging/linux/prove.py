"""The longer proofs for Linux, `dev.py package linux --prove`: other tools, clean systems, a second build."""

import hashlib
import shutil
import sys
from pathlib import Path

from commands import run
from errors import BuildError
from linux.lived import live
from linux.startup import ratio
from release import NAME, ROOT, Release

SUITES = ("bookworm", "trixie")


class ProofError(BuildError):
    """What was built is not what it is said to be."""


def prove(release: Release) -> None:
    """Tries what was built, and says what each proof has found. Raises BuildError at the first that fails."""
    folder = ROOT / "build" / "proof"
    folder.mkdir(parents=True, exist_ok=True)
    (deb,) = release.dist.glob("*.deb")
    _check_files(deb, release)
    for suite in SUITES:
        print(f"{suite}: installed, chatted, purged, data kept; see {live(deb, suite, folder)}")
    print(f"start, by one from source: {ratio(release.build / 'tree' / 'bin' / NAME, folder):.2f} times the CPU")
    _build_again(release, folder / "again")


def _check_files(deb: Path, release: Release) -> None:
    share = release.build / "tree" / "share"
    run("lintian", "--fail-on=error,warning", "--allow-root", deb)
    run("desktop-file-validate", *(share / "applications").iterdir())
    run("appstreamcli", "validate", "--no-net", *(share / "metainfo").iterdir())
    print("lintian, desktop-file-validate, appstreamcli: nothing to complain about")


def _build_again(release: Release, clone: Path) -> None:
    """From a clean clone in another folder, which must give the same bytes."""
    if run("git", "-C", ROOT, "status", "--porcelain"):
        raise ProofError("what is not committed would not be built again: commit first")
    shutil.rmtree(clone, ignore_errors=True)
    run("git", "clone", "--quiet", ROOT, clone)
    run(sys.executable, clone / "packaging" / "build.py", release.system)
    first, second = _sums(release.dist), _sums(clone / "dist")
    if first != second:
        differing = {name for name, _ in first ^ second}
        raise ProofError(f"a second build gave other bytes for {', '.join(sorted(differing))}")
    print(f"built twice, the same bytes: {', '.join(sorted(name for name, _ in first))}")


def _sums(folder: Path) -> set[tuple[str, str]]:
    return {(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in folder.glob(f"{NAME}*")}
