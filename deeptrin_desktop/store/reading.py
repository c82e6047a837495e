"""Reading the database without opening it for writing: what `export` does, beside a running app or without one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deeptrin_desktop.core.conversation import Conversation, Summary
from deeptrin_desktop.store import conversations
from deeptrin_desktop.store.database import Database
from deeptrin_desktop.store.migrations import MIGRATIONS
from deeptrin_desktop.store.opening import open_for_reading


@contextmanager
def read_store(path: Path) -> Iterator["StoreReader"]:
    """Opens the database for reading, and closes it at the end. All of it is seen as it is at one moment.

    Where none was made yet there are no conversations, and none is made. Raises StoreError, also for a database of
    another version.
    """
    database = open_for_reading(path, MIGRATIONS)
    try:
        with database.snapshot():
            yield StoreReader(database)
    finally:
        database.close()


class StoreReader:
    """Conversations as they are on disk; a running reply has the text that was journalled so far."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def summaries(self) -> tuple[Summary, ...]:
        """All conversations, the last updated first. Raises StoreError, as does `conversation`."""
        return conversations.summaries(self._database)

    def conversation(self, conversation_id: str) -> Conversation | None:
        """One conversation whole; `None` when there is none of that id."""
        return conversations.conversation_so_far(self._database, conversation_id)
