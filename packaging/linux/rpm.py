"""The `.rpm`, for Fedora, openSUSE and what is made of them."""

import shutil
from pathlib import Path

from commands import run
from linux.depends import Depends
from linux.tree import SHARE, filled, settle, write
from release import NAME, Release


def make_rpm(tree: Path, needed: Depends, release: Release) -> Path:
    """Packs the files for below `/usr` and returns the package. Raises CommandError."""
    top = release.build / "rpm"
    root = top / "root"
    shutil.copytree(tree, root / "usr", symlinks=True)
    settle(root, release)
    spec = top / f"{NAME}.spec"
    facts = {
        "REQUIRES": _lines("Requires", [*needed.libraries, f"libc.so.6(GLIBC_{needed.glibc})"]),
        "RECOMMENDS": _lines("Recommends", needed.optional_libraries),
        "FILES": "\n".join(f"/{path.relative_to(root)}" for path in _files(root)),
        "CHANGED": f"{release.date:%a %b %d %Y}",
    }
    write(spec, filled((SHARE / "spec").read_text("utf-8"), release, **facts))
    definitions = {"_topdir": top, "_rpmdir": top / "out", "_builddir": top / "work", "_dbpath": top / "db"}
    options = [f"--define={name} {value}" for name, value in definitions.items()]
    fixed = {"SOURCE_DATE_EPOCH": str(release.epoch)}
    run("rpmbuild", "-bb", "--quiet", f"--buildroot={top / 'buildroot'}", *options, spec, environment=fixed)
    (built,) = (top / "out").rglob("*.rpm")
    return built.rename(release.dist / built.name)


def _lines(field: str, sonames: list[str] | tuple[str, ...]) -> str:
    """As rpm names what the loader asks for: `libz.so.1()(64bit)`."""
    return "\n".join(f"{field}: {name if '(' in name else name + '()'}(64bit)" for name in sonames if name[:3] != "ld-")


def _files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_symlink() or not path.is_dir())
