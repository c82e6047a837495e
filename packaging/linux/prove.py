"""The longer proofs for Linux, `dev.py package linux --prove`: other tools, clean systems, a second build."""

import shutil
from pathlib import Path

from commands import run
from linux.lifetime import live
from linux.startup import ratio
from rebuild import rebuild
from release import NAME, ROOT, Release
from self_test import self_test

SUITES = ("bookworm", "trixie")


def prove(release: Release) -> None:
    """Tries what was built, and says what each proof has found. Raises BuildError at the first that fails."""
    folder = ROOT / "build" / "proof"
    folder.mkdir(parents=True, exist_ok=True)
    (deb,) = release.dist.glob("*.deb")
    _check_files(deb, release)
    _try_each(release, folder / "unpacked")
    for suite in SUITES:
        print(f"{suite}: installed, chatted, purged, data kept; see {live(deb, suite, folder)}")
    print(f"start, by one from source: {ratio(release.build / 'tree' / 'bin' / NAME, folder):.2f} times the CPU")
    rebuild(release, folder / "again")


def _check_files(deb: Path, release: Release) -> None:
    share = release.build / "tree" / "share"
    run("lintian", "--fail-on=error,warning", "--allow-root", deb)
    run("desktop-file-validate", *(share / "applications").iterdir())
    run("appstreamcli", "validate", "--no-net", *(share / "metainfo").iterdir())
    print("lintian, desktop-file-validate, appstreamcli: nothing to complain about")


def _try_each(release: Release, folder: Path) -> None:
    """The self-test of the app as it comes out of each file; the `.deb` has its own proof."""
    shutil.rmtree(folder, ignore_errors=True)
    unpack = {
        "tar": f"tar --extract --strip-components=1 --file {release.dist}/*.tar.xz",
        "rpm": f"rpm2cpio {release.dist}/*.rpm | cpio --quiet --extract --make-directories",
        "squashfs": f"unsquashfs -quiet -no-progress -force -dest . {release.build}/*.squashfs",
    }
    started = {"tar": f"bin/{NAME}", "rpm": f"usr/bin/{NAME}", "squashfs": "AppRun"}
    for name, command in unpack.items():
        (folder / name).mkdir(parents=True)
        run("sh", "-c", command, cwd=folder / name)
        self_test([folder / name / started[name]], {"QT_QPA_PLATFORM": "offscreen"})
        print(f"{name}: unpacked, its self-test passed")
