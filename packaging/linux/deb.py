"""The `.deb`, for Debian, Ubuntu and what is made of them."""

import hashlib
import shutil
from pathlib import Path

from budget import bytes_of, check_bytes
from commands import run
from linux.depends import Depends
from linux.tree import SHARE, filled, settle, write, write_gz
from release import NAME, Release

MOST_BYTES = 31_000_000
RECOMMENDED = ("gnome-keyring | kwalletmanager | keepassxc", "xdg-desktop-portal", "xdg-utils", "xkb-data")
"""Keys are kept in a Secret Service; the others serve file dialogs, links and keyboards."""


def make_deb(tree: Path, needed: Depends, release: Release) -> Path:
    """Packs the files for below `/usr` and returns the package.

    Raises CommandError, or BudgetError when it is larger than it may be.
    """
    root = release.build / "deb"
    shutil.copytree(tree, root / "usr", symlinks=True)
    docs = root / "usr" / "share" / "doc" / NAME
    changes = filled(
        (SHARE / "changelog").read_text("utf-8"), release, TIME=f"{release.date:%a, %d %b %Y %H:%M:%S} +0000"
    )
    write_gz(docs / "changelog.gz", changes)
    write(docs / "copyright", (SHARE / "copyright").read_text("utf-8"))
    overrides = (SHARE / "lintian-overrides").read_text("utf-8")
    write(root / "usr" / "share" / "lintian" / "overrides" / NAME, overrides)
    facts = {
        "SIZE": str(bytes_of(root) // 1024),
        "DEPENDS": ", ".join(needed.packages),
        "RECOMMENDS": ", ".join([*needed.optional_packages, *RECOMMENDED]),
    }
    write(root / "DEBIAN" / "control", filled((SHARE / "control").read_text("utf-8"), release, **facts))
    write(root / "DEBIAN" / "md5sums", _sums(root))
    settle(root, release)
    target = release.dist / f"{NAME}_{release.version}_amd64.deb"
    options = ["--root-owner-group", "-Zxz", "-z9", "-Sextreme", "--threads-max=1"]
    run("dpkg-deb", *options, "--build", root, target, environment={"SOURCE_DATE_EPOCH": str(release.epoch)})
    check_bytes(target.stat().st_size, MOST_BYTES)
    return target


def _sums(root: Path) -> str:
    files = sorted(path for path in (root / "usr").rglob("*") if path.is_file() and not path.is_symlink())
    return "".join(f"{hashlib.md5(file.read_bytes()).hexdigest()}  {file.relative_to(root)}\n" for file in files)  # noqa: S324  what dpkg reads
