"""The app for Linux."""

from pathlib import Path
from tempfile import TemporaryDirectory

from freeze import freeze
from keep import keep_list
from linux import icu
from release import NAME, Release
from self_test import self_test, virtual_display


def package(release: Release) -> None:
    build_and_try(release)


def build_and_try(release: Release) -> Path:
    """Freezes the app, prunes it, and runs its self-test without and with a display. Returns its folder."""
    app = freeze(release)
    kept = keep_list("linux")
    kept.prune(app)
    _shrink_icu(app)
    size = kept.check_size(app)
    with virtual_display() as display:
        for environment in ({"QT_QPA_PLATFORM": "offscreen"}, {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}):
            print(self_test([app / NAME], environment))
    print(f"{size:,} bytes in {app}")
    return app


def _shrink_icu(app: Path) -> None:
    library = next((app / "_internal" / "PySide6" / "Qt" / "lib").glob("libicudata.so.*"))
    with TemporaryDirectory() as work:
        icu.shrink(library, Path(work))
