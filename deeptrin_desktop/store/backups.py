"""Copies of the database beside it: one a day, and one before each migration.

They are made by `VACUUM INTO` from a connection of their own: on the writer's they would hold up the journal, and
on the reader's the conversation that a person is about to open.
"""

import logging
import os
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from deeptrin_desktop.core.errors import Kind, StoreError
from deeptrin_desktop.store.database import Database
from deeptrin_desktop.store.failures import store_error, translated
from deeptrin_desktop.store.mark import mark_damaged

KEPT = 3
"""Of each sort, the newest ones stay."""
DAY = 24 * 60 * 60.0
FIRST_AFTER = 10.0
"""Seconds after opening, so that the start has the disk for itself."""
AGAIN_AFTER = 60 * 60.0
"""Seconds from a backup that failed to the next attempt."""

logger = logging.getLogger(__name__)


def before_migration(path: Path, number: int) -> None:
    """Copies the database as it is before that migration. Raises StoreError when that cannot be done."""
    _make(path, f"before-{number}")
    _let_go(path, "before-*")


def newest(path: Path) -> Path | None:
    """The backup that was made last."""
    return max(_backups(path, "*"), key=_made_at, default=None)


def back_up_when_due(path: Path, *, unwanted: Callable[[], bool]) -> float:
    """Makes the daily backup if the last one is a day old. Returns seconds until the next one is due.

    Raises StoreError, also when it was given up because it had become `unwanted`.
    """
    with translated(path):
        if _due_in(path) <= 0:
            _make(path, "daily", unwanted=unwanted)
            _let_go(path, "daily-*")
        return _due_in(path)


class DailyBackup:
    """A thread that makes the daily backups while the database is open."""

    def __init__(self, path: Path, *, first_after: float = FIRST_AFTER) -> None:
        self._path = path
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._keep_up, args=(first_after,), name="store-backup", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Gives up a backup that is being made, and waits for that a little."""
        self._closing.set()
        self._thread.join(timeout=2)

    def _keep_up(self, wait: float) -> None:
        while not self._closing.wait(wait):
            try:
                wait = back_up_when_due(self._path, unwanted=self._closing.is_set)
            except StoreError as error:
                wait = AGAIN_AFTER
                if error.failure.kind is Kind.CORRUPT:
                    mark_damaged(self._path)
                if not self._closing.is_set():
                    logger.warning("No backup was made: %s", error)


def _due_in(path: Path) -> float:
    last = max(map(_made_at, _backups(path, "daily-*")), default=0.0)
    return min(last + DAY - time.time(), DAY)  # the clock may have been set back


def _folder(path: Path) -> Path:
    return path.with_name("backups")


def _backups(path: Path, pattern: str) -> list[Path]:
    return [*_folder(path).glob(f"{pattern}.db")]


def _made_at(backup: Path) -> float:
    return backup.stat().st_mtime


def _make(path: Path, name: str, *, unwanted: Callable[[], bool] = lambda: False) -> None:
    folder = _folder(path)
    with translated(path):
        folder.mkdir(mode=0o700, exist_ok=True)
        size = path.stat().st_size
        if shutil.disk_usage(folder).free < 2 * size:
            raise store_error(Kind.DISK_FULL, folder, said=f"a backup of {size} bytes would take the last room")
        partial = folder / f"{name}.partial"
        partial.unlink(missing_ok=True)
        try:
            _copy(path, partial, unwanted=unwanted)
            partial.replace(folder / f"{name}-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}.db")
        finally:
            partial.unlink(missing_ok=True)


def _copy(path: Path, partial: Path, *, unwanted: Callable[[], bool]) -> None:
    partial.touch(mode=0o600)
    with closing(Database(path, mode="ro")) as database:
        database.abandon_when(unwanted)
        database.run("VACUUM INTO ?", str(partial))
    with partial.open("rb+") as file:
        os.fsync(file.fileno())


def _let_go(path: Path, pattern: str) -> None:
    with translated(path):
        for backup in sorted(_backups(path, pattern), key=_made_at)[:-KEPT]:
            backup.unlink()
