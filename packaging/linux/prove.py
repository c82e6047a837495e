"""The longer proofs for Linux, `dev.py package linux --prove`: other tools, clean systems, a second build."""

from pathlib import Path

from again import build_again
from commands import run
from linux.lived import live
from linux.startup import ratio
from release import NAME, ROOT, Release

SUITES = ("bookworm", "trixie")


def prove(release: Release) -> None:
    """Tries what was built, and says what each proof has found. Raises BuildError at the first that fails."""
    folder = ROOT / "build" / "proof"
    folder.mkdir(parents=True, exist_ok=True)
    (deb,) = release.dist.glob("*.deb")
    _check_files(deb, release)
    for suite in SUITES:
        print(f"{suite}: installed, chatted, purged, data kept; see {live(deb, suite, folder)}")
    print(f"start, by one from source: {ratio(release.build / 'tree' / 'bin' / NAME, folder):.2f} times the CPU")
    build_again(release, folder / "again")


def _check_files(deb: Path, release: Release) -> None:
    share = release.build / "tree" / "share"
    run("lintian", "--fail-on=error,warning", "--allow-root", deb)
    run("desktop-file-validate", *(share / "applications").iterdir())
    run("appstreamcli", "validate", "--no-net", *(share / "metainfo").iterdir())
    print("lintian, desktop-file-validate, appstreamcli: nothing to complain about")
