"""The folder as a `.tar.xz`: for systems with neither `.deb` nor `.rpm`, and below any folder."""

import lzma
import tarfile
from pathlib import Path

from release import NAME, Release


def make_tar(tree: Path, release: Release) -> Path:
    """Packs `bin`, `lib` and `share`, owned by root and in one order, and returns the file."""
    name = f"{NAME}-{release.version}-linux-x86_64"
    target = release.dist / f"{name}.tar.xz"
    with lzma.open(target, "wb", preset=9 | lzma.PRESET_EXTREME) as file, tarfile.open(fileobj=file, mode="w") as tar:
        for path in (tree, *sorted(tree.rglob("*"))):
            tar.add(path, Path(name, path.relative_to(tree)), recursive=False, filter=_of_root)
    return target


def _of_root(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    return member
