"""The parts of the app for Linux that are no Python packages: their versions, and what the builder's system says."""

from ctypes import CDLL, c_uint8
from pathlib import Path
from urllib.parse import quote

from commands import run
from components import Component
from cryptography.hazmat.backends.openssl.backend import backend
from freeze import frozen_versions

KNOWN = ("libcrypto.", "libssl.", "libsqlite3.", "libpython3.")
"""How the names of those libraries begin that `notices/parts.toml` has already."""


def versions(app: Path) -> dict[str, str]:
    """Of the native parts, by their names in `notices/parts.toml`."""
    return {
        **frozen_versions(),
        "openssl-in-cryptography": backend.openssl_version_text().split()[1],
        "icu": _icu_version(app),
    }


def system_components(app: Path) -> list[Component]:
    """One for each library that a package of Debian or Ubuntu brought, by name. Raises CommandError."""
    files = [path for path in (app / "_internal").glob("lib*.so*") if not path.is_symlink()]
    return [_of_library(path.name) for path in sorted(files) if not path.name.startswith(KNOWN)]


def _icu_version(app: Path) -> str:
    (library,) = (app / "_internal" / "PySide6" / "Qt" / "lib").glob("libicuuc.so.*")
    major = library.name.rpartition(".")[2]
    numbers = (c_uint8 * 4)()
    CDLL(str(library))[f"u_getVersion_{major}"](numbers)
    return f"{numbers[0]}.{numbers[1]}"


def _of_library(soname: str) -> Component:
    owner = run("dpkg-query", "--search", f"*/{soname}").split(":")[0]
    version, source = run("dpkg-query", "--show", "--showformat=${source:Version} ${source:Package}", owner).split()
    return Component(
        name=soname,
        version=version,
        licence=f"licences/{soname}-copyright",
        source=f"https://sources.debian.org/src/{source}/",
        purl=f"pkg:deb/{_distribution()}/{source}@{quote(version, safe=':')}?arch=source#{soname}",
        texts=(Path("/usr/share/doc", owner, "copyright"),),
    )


def _distribution() -> str:
    lines = Path("/etc/os-release").read_text("utf-8").splitlines()
    return next(line.removeprefix("ID=").strip('"') for line in lines if line.startswith("ID="))
