"""A lock on a file that the kernel releases when the process ends, however it ends."""

import errno
import os
import sys
from pathlib import Path

from deeptrin_desktop.core.errors import Failure, Kind, StoreError

_KINDS = {errno.ENOSPC: Kind.DISK_FULL, errno.EDQUOT: Kind.DISK_FULL}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


def lock(path: Path) -> int | None:
    """Locks a file, made with its folders if need be, and returns its descriptor; closing that unlocks.

    Returns `None` when another process holds the lock. Raises StoreError when the file cannot be made.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        kind = Kind.READ_ONLY if error.errno in _READ_ONLY else _KINDS.get(error.errno or 0, Kind.STORE_FAILED)
        raise StoreError(Failure(kind, said=error.strerror or "", path=str(path.parent))) from None
    try:
        _lock_now(descriptor)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


if sys.platform == "win32":
    import msvcrt

    def _lock_now(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock_now(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
