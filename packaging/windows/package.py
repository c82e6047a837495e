"""The app for Windows: a `setup.exe` that installs for one person, built on Linux."""

from pathlib import Path

from display import virtual_display
from release import NAME, ROOT, Release
from sbom import write_sbom
from self_test import self_test
from sums import write_sums
from windows import signing
from windows.installer import make_setup
from windows.tree import make_tree
from windows.wine import WinePrefix, add_icu, wine_prefix


def package(release: Release) -> None:
    """Makes all files that are shipped for Windows, in `release.dist`, which is empty."""
    if not signing.is_asked_for():
        print(f"Not signed: {signing.CERTIFICATE} is not set.")
    there = _compiler()
    tree, parts = make_tree(there, release)
    write_sbom(parts, release, release.dist / f"{NAME}-{release.version}-windows.cdx.json")
    setup = make_setup(tree, release, release.dist / f"{NAME}-{release.version}-setup.exe")
    try_it(there, tree, release)  # now that it is packed: what a first start may leave behind is not shipped
    print(f"{setup.stat().st_size:11,}  {setup.name}")
    write_sums(release.dist)


def build_and_try(release: Release) -> Path:
    """Builds the app and runs its self-test under Wine, on Windows' own platform. Returns its folder."""
    there = _compiler()
    tree, _ = make_tree(there, release)
    try_it(there, tree, release)
    return tree


def try_it(there: WinePrefix, tree: Path, release: Release) -> None:
    """Runs the self-test of a folder with the app, and says what it has found. Raises BuildError."""
    add_icu(there, tree / "lib" / "PySide6" / "Qt6Core.dll", release.build / "stand-ins")
    with virtual_display() as display:
        environment = {**there.environment, "DISPLAY": display, "QT_QPA_PLATFORM": "windows"}
        for name, found in self_test(["wine", tree / f"{NAME}.exe"], environment).items():
            print(f"{name}: {found}")


def _compiler() -> WinePrefix:
    return wine_prefix(ROOT / "build" / "wine")
