"""Libraries that the frozen app has from the system it was built on, and what that system says about them."""

import sqlite3
import ssl
import sys
from pathlib import Path
from pyexpat import EXPAT_VERSION

from commands import run
from components import Component
from PySide6.QtCore import qVersion
from ziamath import __version__ as _ziamath

KNOWN = ("libcrypto.", "libssl.", "libsqlite3.", "libpython3.")
"""Of those that have entries of their own."""


def versions(app: Path) -> dict[str, str]:
    """Of the native parts, by the names that `components.native_components` knows."""
    icu = next((app / "_internal").glob("libicudata.so.*")).name.rpartition(".")[2]
    return {
        "qt": qVersion(),
        "cpython": sys.version.split()[0],
        "openssl": ssl.OPENSSL_VERSION.split()[1],
        "icu": icu,
        "sqlite": sqlite3.sqlite_version,
        "stix": f"as in ziamath {_ziamath}",
        "expat": EXPAT_VERSION.removeprefix("expat_"),
    }


def system_components(app: Path) -> list[Component]:
    """One for each library that a package of Debian or Ubuntu brought, by name. Raises CommandError."""
    files = [path for path in (app / "_internal").glob("lib*.so*") if not path.is_symlink()]
    return [_of_library(path.name) for path in sorted(files) if not path.name.startswith(KNOWN)]


def _of_library(soname: str) -> Component:
    owner = run("dpkg-query", "--search", f"*/{soname}").split(":")[0]
    version, source = run("dpkg-query", "--show", "--showformat=${Version} ${source:Package}", owner).split()
    return Component(
        name=soname,
        version=version,
        licence=f"licences/{soname}-copyright",
        source=f"https://sources.debian.org/src/{source}/",
        purl=f"pkg:deb/{_distribution()}/{source}@{version}#{soname}",
        texts=(Path("/usr/share/doc", owner, "copyright"),),
    )


def _distribution() -> str:
    lines = Path("/etc/os-release").read_text("utf-8").splitlines()
    return next(line.removeprefix("ID=").strip('"') for line in lines if line.startswith("ID="))
