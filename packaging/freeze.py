"""The app frozen by PyInstaller: a folder that runs without Python, for Linux and macOS."""

import shutil
import sqlite3
import ssl
import sys
from pathlib import Path
from pyexpat import EXPAT_VERSION

from commands import run
from components import stix_version
from PySide6.QtCore import qVersion
from release import NAME, Release


def freeze(release: Release, name: str = NAME) -> Path:
    """Makes the folder of that name anew and returns it, with what PyInstaller took along. Raises CommandError."""
    shutil.rmtree(release.build, ignore_errors=True)
    frozen, work = release.build / "frozen", release.build / "work"
    spec = Path(__file__).with_name("freeze.spec")
    fixed = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(release.epoch)}
    options = ["--noconfirm", "--log-level=WARN", f"--distpath={frozen}", f"--workpath={work}"]
    run(sys.executable, "-m", "PyInstaller", *options, spec, environment=fixed)
    return frozen / name


def frozen_versions() -> dict[str, str]:
    """Of the native parts that every frozen app has, by their names in `notices/parts.toml`: those of this Python."""
    return {
        "qt": qVersion(),
        "cpython": sys.version.split()[0],
        "openssl": ssl.OPENSSL_VERSION.split()[1],
        "sqlite": sqlite3.sqlite_version,
        "stix": stix_version(),
        "expat": EXPAT_VERSION.removeprefix("expat_"),
    }
