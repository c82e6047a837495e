"""The app for Linux: `.deb`, `.rpm`, `.tar.xz`, and what an AppImage holds."""

import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory

from commands import run
from components import native_components, python_components
from display import virtual_display
from freeze import freeze
from keep import keep_list
from linux import icu
from linux.appdir import make_squashfs
from linux.bundled import system_components, versions
from linux.deb import make_deb
from linux.depends import depends
from linux.elf import elf_files
from linux.rpm import make_rpm
from linux.tarball import make_tar
from linux.tree import make_tree, settle
from notices import write_notices
from release import NAME, Release
from sbom import write_sbom
from self_test import self_test
from sums import write_sums


def package(release: Release) -> None:
    """Makes all files that are shipped for Linux, in `release.dist`, which is empty."""
    app = build_and_try(release)
    needed = depends(app)
    components = [*native_components(versions(app)), *system_components(app)]
    components += python_components(Path(sysconfig.get_path("purelib")))
    tree = make_tree(app, release)
    write_notices(components, tree / "share" / "doc" / NAME, release)
    write_sbom(components, release, release.dist / f"{NAME}-{release.version}-linux.cdx.json")
    settle(tree, release)
    for made in (
        make_deb(tree, needed, release),
        make_rpm(tree, needed, release),
        make_tar(tree, release),
        make_squashfs(tree, release),
        write_sums(release.dist),
    ):
        print(f"{made.stat().st_size:11,}  {made.name}")


def build_and_try(release: Release) -> Path:
    """Freezes the app, prunes it, and runs its self-test without and with a display. Returns its folder."""
    app = freeze(release)
    kept = keep_list("linux")
    kept.prune(app)
    _shrink_icu(app)
    _forget_folders(app)
    size = kept.check_size(app)
    with virtual_display() as display:
        for environment in ({"QT_QPA_PLATFORM": "offscreen"}, {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}):
            for name, found in self_test([app / NAME], environment).items():
                print(f"{name}: {found}")
    print(f"{size:11,}  installed")
    return app


def _shrink_icu(app: Path) -> None:
    library = next((app / "_internal" / "PySide6" / "Qt" / "lib").glob("libicudata.so.*"))
    with TemporaryDirectory() as work:
        icu.shrink(library, Path(work))
    icu.check(library)


def _forget_folders(app: Path) -> None:
    """A Python that was built by hand has the folder it was installed in written into its libraries."""
    for file in elf_files(app):
        if run("patchelf", "--print-rpath", file).startswith("/"):
            run("patchelf", "--remove-rpath", file)
