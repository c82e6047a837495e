"""One connection to an SQLite file: its set-up, transactions, and what a text becomes on its way in.

Commits are synced to the disk in full (`synchronous=FULL`), those of the journal too. Measured at one fragment a
commit: 0.1 ms of CPU and 0.3 ms of waiting, against 0.01 and 0.01 ms with NORMAL, which may lose the last commits in
a power cut. At five commits a second, on a thread of its own, the difference is nothing that a person could notice.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from deeptrin_desktop.core.text import joined
from deeptrin_desktop.store.failures import translated

BUSY_AFTER = 2.0
"""Seconds to wait for another process that holds the file; long enough for one that is just closing it."""

Value = str | int | float | bytes | None
Row = tuple[Any, ...]


class Database:
    """One connection, for one thread at a time. Every method raises StoreError."""

    def __init__(self, path: Path, *, mode: Literal["rw", "ro", "ro&immutable=1", "memory"] = "rw") -> None:
        """The file must exist. `immutable` reads where nothing can be written, and sees only the file itself.

        `memory` leaves the file alone: it begins empty and is gone when it is closed.
        """
        self.path = path
        with translated(path):
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode={mode}",
                uri=True,
                timeout=BUSY_AFTER,
                isolation_level=None,
                check_same_thread=False,
            )

    def prepare_for_writing(self) -> None:
        self.run("PRAGMA journal_mode = WAL")
        self.run("PRAGMA synchronous = FULL")
        self.run("PRAGMA fullfsync = ON")  # macOS: otherwise the drive's own cache may lose what was synced
        self.run("PRAGMA foreign_keys = ON")

    def read_what_is_there(self) -> None:
        """From now on, a file that was cut is read up to its end, and what is not UTF-8 in a text is replaced."""
        self.run("PRAGMA writable_schema = ON")
        self._connection.text_factory = lambda text: text.decode(errors="replace")

    def abandon_when(self, unwanted: Callable[[], bool]) -> None:
        """Ends a long statement soon after `unwanted()` has become true."""
        self._connection.set_progress_handler(unwanted, 10_000)

    def run(self, sql: str, *values: Value) -> None:
        with translated(self.path):
            self._connection.execute(sql, _storable(values)).close()

    def run_many(self, sql: str, rows: Iterable[Iterable[Value]]) -> None:
        with translated(self.path):
            self._connection.executemany(sql, map(_storable, rows)).close()

    def each(self, sql: str, *values: Value) -> Iterator[Row]:
        """The rows one by one, up to where an error is met."""
        with translated(self.path):
            # With `yield from`, a generator that is let go late would close its cursor, on a connection that is closed.
            for row in self._connection.execute(sql, _storable(values)):  # noqa: UP028
                yield row

    def rows(self, sql: str, *values: Value) -> list[Row]:
        """All rows. SQLite gives up the interpreter between any two of them, so that nobody is held up."""
        with translated(self.path):
            return self._connection.execute(sql, _storable(values)).fetchall()

    def value(self, sql: str, *values: Value) -> Any:
        """The first column of the first row; `None` when there is no row."""
        rows = self.rows(sql, *values)
        return rows[0][0] if rows else None

    @property
    def version(self) -> int:
        """The number of the last migration, 0 for a new file."""
        return int(self.value("PRAGMA user_version"))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            # SQLite has rolled back by itself after some errors, a full disk among them.
            if self._connection.in_transaction:
                self._connection.rollback()
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Several reads that see one moment; within a larger snapshot it is part of that one."""
        if self._connection.in_transaction:
            yield
            return
        self.run("BEGIN")
        try:
            yield
        finally:
            self.run("COMMIT")

    def close(self) -> None:
        with translated(self.path):
            self._connection.close()


def upsert(table: str, columns: tuple[str, ...], *, key: tuple[str, ...]) -> str:
    """SQL that writes a row, or replaces the one of that key in its place. All names are constants of this package."""
    changes = ", ".join(f"{column} = excluded.{column}" for column in columns if column not in key)
    return f"{insert(table, columns)} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes}"


def insert(table: str, columns: tuple[str, ...]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"


def _storable(values: Iterable[Value]) -> tuple[Value, ...]:
    """SQLite keeps UTF-8, which has no surrogates."""
    return tuple(joined(value) if isinstance(value, str) else value for value in values)
