"""The one seam where SQLite's errors and the file system's become StoreError."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deeptrin_desktop.core.errors import Failure, Kind, StoreError

_KINDS = {
    sqlite3.SQLITE_BUSY: Kind.STORE_LOCKED,
    sqlite3.SQLITE_LOCKED: Kind.STORE_LOCKED,
    sqlite3.SQLITE_FULL: Kind.DISK_FULL,
    sqlite3.SQLITE_READONLY: Kind.READ_ONLY,
    sqlite3.SQLITE_PERM: Kind.READ_ONLY,
    sqlite3.SQLITE_CORRUPT: Kind.CORRUPT,
    sqlite3.SQLITE_NOTADB: Kind.CORRUPT,
}
_ERRNO_KINDS = {
    errno.ENOSPC: Kind.DISK_FULL,
    errno.EDQUOT: Kind.DISK_FULL,
    errno.EROFS: Kind.READ_ONLY,
    errno.EACCES: Kind.READ_ONLY,
    errno.EPERM: Kind.READ_ONLY,
}
LITTLE_ROOM = 65_536
"""Bytes that are free on a full disk at most."""
_BUGS = (sqlite3.ProgrammingError, sqlite3.InterfaceError, sqlite3.NotSupportedError)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raises StoreError about this file for what goes wrong within; wrong use of SQLite stays the bug that it is."""
    try:
        yield
    except _BUGS:
        raise
    except sqlite3.Error as error:
        raise store_error(_kind(error, path), path, said=_said(error)) from error
    except OSError as error:
        kind = _ERRNO_KINDS.get(error.errno or 0, Kind.STORE_FAILED)
        raise store_error(kind, Path(error.filename or path), said=error.strerror or "") from error
    except OverflowError as error:
        raise store_error(Kind.STORE_FAILED, path, said="a number is too large") from error


def store_error(kind: Kind, path: Path, *, said: str = "") -> StoreError:
    return StoreError(Failure(kind, said=said, path=str(path)))


def _kind(error: sqlite3.Error, path: Path) -> Kind:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # The one error that Python's module makes by itself on the way out: text that is not UTF-8.
        return Kind.CORRUPT
    primary = code & 0xFF
    if primary == sqlite3.SQLITE_IOERR and _is_full(path.parent):
        # So ends what SQLite does beside writing pages, such as making room for its shared memory.
        return Kind.DISK_FULL
    return _KINDS.get(primary, Kind.STORE_FAILED)


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < LITTLE_ROOM
    except OSError:
        return False


def _said(error: sqlite3.Error) -> str:
    # That error quotes the text: it may be anything that a person wrote, and errors are logged.
    return str(error) if hasattr(error, "sqlite_errorcode") else "text that is not UTF-8"
