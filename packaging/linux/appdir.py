"""What an AppImage holds: the AppDir, and its squashfs. The runtime before it is added where a release is made."""

import shutil
from pathlib import Path

from commands import run
from linux.tree import settle
from release import NAME, Release


def make_squashfs(tree: Path, release: Release) -> Path:
    """Packs the AppDir and returns the file, of which nothing is shipped as it is. Raises CommandError."""
    folder = release.build / "AppDir"
    shutil.copytree(tree, folder / "usr", symlinks=True)
    (folder / "AppRun").symlink_to(f"usr/bin/{NAME}")
    (folder / f"{NAME}.desktop").symlink_to(f"usr/share/applications/{NAME}.desktop")
    (folder / f"{NAME}.png").symlink_to(f"usr/share/icons/hicolor/256x256/apps/{NAME}.png")
    (folder / ".DirIcon").symlink_to(f"{NAME}.png")
    settle(folder, release)
    target = release.build / f"{NAME}.squashfs"
    time = str(release.epoch)
    options = ["-comp", "zstd", "-Xcompression-level", "22", "-all-root", "-no-xattrs", "-no-progress", "-quiet"]
    run("mksquashfs", folder, target, *options, "-all-time", time, "-mkfs-time", time, "-processors", "1")
    return target
