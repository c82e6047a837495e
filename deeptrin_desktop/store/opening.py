"""Opening the file: claimed for one process, checked, salvaged or migrated, and rid of replies that cannot run."""

import stat
from collections.abc import Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path

from deeptrin_desktop.core.errors import Kind, StoreError
from deeptrin_desktop.store import backups
from deeptrin_desktop.store.database import Database
from deeptrin_desktop.store.failures import store_error, translated
from deeptrin_desktop.store.journal import interrupt_running
from deeptrin_desktop.store.mark import is_marked
from deeptrin_desktop.store.migrations import Migration, migrate, refuse_newer
from deeptrin_desktop.store.salvage import Salvage, finish_replacing, is_replacing, salvage

CHECKED_BELOW = 64_000_000
"""Bytes. The check reads the whole file, 0.5 ms a megabyte; a larger one is checked only after an untidy end."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A database that is ready to be written, and the claim on it."""

    database: Database
    reading: Database
    claim: Database
    salvaged: Salvage | None

    def close(self) -> None:
        # The writer's goes after the reader's: with the last one SQLite folds its log into the file and removes it.
        for database in (self.reading, self.database, self.claim):
            database.close()


def open_for_writing(path: Path, migrations: Sequence[Migration]) -> Opened:
    """Makes the file where there is none, and closes its folder to other users.

    Raises StoreError: store-locked while another process has it open, newer for the file of a later version, which
    stays as it is, disk-full, read-only, store-failed. A corrupt file is no error: it is salvaged.
    """
    _make_private(path.parent)
    with translated(path), ExitStack() as opened:
        claim = opened.enter_context(closing(_claim(path)))
        finish_replacing(path)
        untidy = _has_log(path)
        _make_file(path)
        salvaged = salvage(path, migrations) if _is_damaged(path, migrations, untidy=untidy) else None
        database = opened.enter_context(closing(Database(path)))
        database.prepare_for_writing()
        migrate(database, migrations, before=lambda number: backups.before_migration(path, number))
        interrupt_running(database)
        reading = Database(path, mode="ro")
        opened.pop_all()
    return Opened(database, reading, claim, salvaged)


def open_for_reading(path: Path, migrations: Sequence[Migration]) -> Database:
    """Opens the file beside a process that may be writing it, and changes nothing. Where none was made yet, nothing
    is in it.

    Raises StoreError, also for the file of an earlier version: bringing it up to date would be a change.
    """
    with translated(path), ExitStack() as opened:
        database = opened.enter_context(closing(_readable(path) if path.exists() else _unmade(path, migrations)))
        refuse_newer(database, migrations)
        if database.version < len(migrations):
            said = f"the database is of version {database.version}: open the program once to bring it up to date"
            raise store_error(Kind.STORE_FAILED, path, said=said)
        opened.pop_all()
    return database


def _readable(path: Path) -> Database:
    database = Database(path, mode="ro")
    try:
        database.version  # noqa: B018  the first read shows whether it can be read
    except StoreError as error:
        database.close()
        if error.failure.kind not in (Kind.READ_ONLY, Kind.STORE_FAILED) or _has_log(path):
            raise
        # Where nothing can be written, SQLite cannot even make the files by which readers and writers agree.
        return Database(path, mode="ro&immutable=1")
    return database


def _unmade(path: Path, migrations: Sequence[Migration]) -> Database:
    """What a new file would hold. Raises StoreError for one that is only gone: opening for writing brings it back."""
    if is_replacing(path) or backups.newest(path):
        said = "the database is gone: open the program once to bring back what can be read"
        raise store_error(Kind.STORE_FAILED, path, said=said)
    database = Database(path, mode="memory")
    migrate(database, migrations, before=lambda _: None)
    return database


def _make_private(folder: Path) -> None:
    with translated(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        mode = folder.stat().st_mode
        # The sticky bit marks folders that are shared by nature, such as the one for temporary files.
        if mode & 0o077 and not mode & stat.S_ISVTX:
            with suppress(PermissionError):
                folder.chmod(0o700)


def _make_file(path: Path) -> None:
    with translated(path):
        path.touch(mode=0o600)
        path.chmod(0o600)


def _claim(path: Path) -> Database:
    """Holds a lock that ends with the process, on a file beside: readers of the database itself are not shut out."""
    lock = path.with_name(path.name + ".lock")
    _make_file(lock)
    claim = Database(lock)
    try:
        claim.run("PRAGMA journal_mode = OFF")  # nothing is ever written
        claim.run("BEGIN EXCLUSIVE")
    except StoreError:
        claim.close()
        raise
    return claim


def _is_damaged(path: Path, migrations: Sequence[Migration], *, untidy: bool) -> bool:
    """Raises StoreError (newer). An empty file beside backups was something else once."""
    size = path.stat().st_size
    try:
        # Only reading: whoever writes folds the log into the file when he closes it, damaged or not.
        with closing(Database(path, mode="ro")) as database:
            refuse_newer(database, migrations)
            if is_marked(path) or (size == 0 and backups.newest(path)):
                return True
            return (size < CHECKED_BELOW or untidy) and database.value("PRAGMA quick_check(1)") != "ok"
    except StoreError as error:
        if error.failure.kind is not Kind.CORRUPT:
            raise
        return True


def _has_log(path: Path) -> bool:
    """Whether there are changes that no one has folded into the file yet."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0
