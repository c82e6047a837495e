"""What happens to a damaged database: what can be read goes into a new one, and the old files are set aside.

SQLite's own recovery is part of its shell and not of the library, so rows are read one by one; where a table could not
be read to its end, the newest backup fills the gaps. That may bring back what was deleted since: words are never lost.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from deeptrin_desktop.core.errors import StoreError
from deeptrin_desktop.store import backups
from deeptrin_desktop.store.damaged import readable_rows
from deeptrin_desktop.store.database import Database, insert
from deeptrin_desktop.store.failures import translated
from deeptrin_desktop.store.mark import unmark
from deeptrin_desktop.store.migrations import Migration, migrate


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was saved from a damaged database. The app says so once."""

    set_aside: str
    """The path where the damaged file lies now."""
    conversations: int
    messages: int
    complete: bool
    """Whether all tables could be read to their end. It says nothing about letters that changed within a text."""
    backup: str
    """The path of the backup that filled the gaps; empty when none did."""


def is_replacing(path: Path) -> bool:
    """Whether the old file is set aside and the new one not placed yet."""
    return _draft(path).exists() and not path.exists()


def finish_replacing(path: Path) -> None:
    """Ends what a crash interrupted in the moment between setting the old file aside and placing the new one."""
    with translated(path):
        if is_replacing(path):
            *_, aside = sorted(path.parent.glob(f"{path.name}.damaged-*Z"))
            _place_draft(path, aside)


def salvage(path: Path, migrations: Sequence[Migration]) -> Salvage:
    """Replaces a damaged database by what can be read of it. Raises StoreError, and then it lies where it was."""
    draft = _draft(path)
    aside = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}")
    with translated(path):
        _clear(draft)
        try:
            draft.touch(mode=0o600)
            with closing(Database(draft)) as new:
                saved = _save(path, new, migrations, aside=aside)
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
        except BaseException:
            _clear(draft)  # it may be what has filled the disk
            raise
        path.rename(aside)
        _place_draft(path, aside)
    return saved


def _save(path: Path, new: Database, migrations: Sequence[Migration], *, aside: Path) -> Salvage:
    with closing(Database(path, mode="ro")) as old:
        old.read_what_is_there()
        migrate(new, migrations[: _version(old, migrations)], before=lambda _: None)
        with new.transaction():
            complete = all(list(_copy(old, new)))
    backup = backups.newest(path)
    filled = not complete and backup is not None and _fill(new, backup)
    with new.transaction():
        _join_loose_ends(new)
    conversations = new.value("SELECT count(*) FROM conversations")
    messages = new.value("SELECT count(*) FROM messages")
    return Salvage(str(aside), conversations, messages, complete, backup=str(backup) if filled else "")


def _version(old: Database, migrations: Sequence[Migration]) -> int:
    """The newest one when not even that can be read."""
    with suppress(StoreError):
        if 0 < old.version <= len(migrations):
            return old.version
    return len(migrations)


def _copy(old: Database, new: Database) -> Iterator[bool]:
    """Copies table by table what is not there yet, and says of each whether it could be read to its end."""
    for (table,) in new.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid"):
        columns = tuple(name for (name,) in new.rows("SELECT name FROM pragma_table_info(?)", table))
        rows, whole = readable_rows(old, table, columns)
        new.run_many(insert(table, columns).replace("INSERT", "INSERT OR IGNORE", 1), rows)
        yield whole


def _fill(new: Database, backup: Path) -> bool:
    """Adds what a backup has and the new database lacks; False when the backup is of another version."""
    with closing(Database(backup, mode="ro")) as old:
        if old.version != new.version:
            return False
        with new.transaction():
            list(_copy(old, new))
    return True


_JOIN_DOCUMENTS = (
    """INSERT INTO conversations (id, created, updated, title, mode, connection, model, system_prompt, parameters,
        stream, draft)
    SELECT conversation, created, created, '', 'completion', '', '', '', '{}', 1, '' FROM documents
    JOIN (SELECT '1970-01-01T00:00:00.000000+00:00' AS created)
    WHERE conversation NOT IN (SELECT id FROM conversations)""",
    "UPDATE conversations SET mode = 'completion' WHERE id IN (SELECT conversation FROM documents)",
)


def _join_loose_ends(new: Database) -> None:
    """Gives lost conversations a row, messages without their parent the nearest earlier one, and forks a pick."""
    has_documents = new.value("SELECT 1 FROM sqlite_schema WHERE name = 'documents'")  # not in an older version
    for statement in (
        """INSERT INTO conversations (id, created, updated, title, mode, connection, model, system_prompt, parameters,
            stream, draft)
        SELECT conversation, min(created), max(created), '', 'chat', '', '', '', '{}', 1, '' FROM messages
        WHERE conversation NOT IN (SELECT id FROM conversations) GROUP BY conversation""",
        *(_JOIN_DOCUMENTS if has_documents else ()),
        """UPDATE messages SET parent = (
            SELECT id FROM messages AS earlier
            WHERE earlier.conversation = messages.conversation AND earlier.position < messages.position
            ORDER BY position DESC LIMIT 1)
        WHERE parent IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM messages AS found
            WHERE found.conversation = messages.conversation AND found.id = messages.parent
                AND found.position < messages.position)""",
        """UPDATE messages SET picked = 1 WHERE position IN (
            SELECT max(position) FROM messages GROUP BY conversation, parent HAVING NOT max(picked))""",
        "DELETE FROM replies WHERE conversation NOT IN (SELECT id FROM conversations)",
        "DELETE FROM journal WHERE reply NOT IN (SELECT position FROM replies)",
    ):
        new.run(statement)


def _place_draft(path: Path, aside: Path) -> None:
    # First the old log goes: SQLite would play it into the new file.
    for companion, beside in zip(_companions(path), _companions(aside), strict=True):
        if companion.exists():
            companion.rename(beside)
    _draft(path).replace(path)
    unmark(path)


def _clear(draft: Path) -> None:
    for file in (draft, draft.with_name(draft.name + "-journal")):
        file.unlink(missing_ok=True)


def _companions(path: Path) -> tuple[Path, Path]:
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")


def _draft(path: Path) -> Path:
    return path.with_name(path.name + ".salvaged")
