"""A file beside the database that says: damage was met in it. The next opening salvages what it can."""

from contextlib import suppress
from pathlib import Path


def mark_damaged(path: Path) -> None:
    """Never fails: the error that tells of the damage is the one that counts."""
    with suppress(OSError):
        _mark(path).touch(mode=0o600)


def is_marked(path: Path) -> bool:
    return _mark(path).exists()


def unmark(path: Path) -> None:
    """Raises OSError."""
    _mark(path).unlink(missing_ok=True)


def _mark(path: Path) -> Path:
    return path.with_name(path.name + ".damaged")
