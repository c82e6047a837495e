"""The schema as the list of steps that made it. A step is never changed once it was released; new ones come after it.

What an older version could not read is a new step even when no table changes: a new kind of failure, a new field in a
JSON column. So an older version refuses the file instead of misreading it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from deeptrin_desktop.core.errors import Kind
from deeptrin_desktop.store.database import Database
from deeptrin_desktop.store.failures import store_error


@dataclass(frozen=True, slots=True)
class Migration:
    """One step. Its number is its place in the list, from 1."""

    name: str
    reason: str
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "conversations, connections and states",
        """The first schema. `position` is the order of making, and the rowid that a full-text index will point to.
        Ids of messages and replies are unique within their conversation only, so that a copied or edited export can
        stand beside its original. The journal holds what arrived for a running reply since its messages were written.
        Values that are never searched in (parameters, failures, states) are JSON.""",
        (
            """CREATE TABLE conversations (
                position INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                created TEXT NOT NULL,
                updated TEXT NOT NULL,
                title TEXT NOT NULL,
                mode TEXT NOT NULL,
                connection TEXT NOT NULL,
                model TEXT NOT NULL,
                system_prompt TEXT NOT NULL,
                parameters TEXT NOT NULL,
                stream INTEGER NOT NULL,
                draft TEXT NOT NULL
            )""",
            # The list of conversations is read from this index alone, without their prompts and drafts.
            "CREATE INDEX conversations_by_updated ON conversations (updated, id, title)",
            """CREATE TABLE messages (
                position INTEGER PRIMARY KEY,
                conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
                id TEXT NOT NULL,
                role TEXT NOT NULL,
                text TEXT NOT NULL,
                created TEXT NOT NULL,
                parent TEXT,
                reasoning TEXT NOT NULL,
                reply TEXT NOT NULL,
                choice INTEGER NOT NULL,
                finish_reason TEXT NOT NULL,
                picked INTEGER NOT NULL,
                UNIQUE (conversation, id),
                FOREIGN KEY (conversation, parent) REFERENCES messages (conversation, id)
                    DEFERRABLE INITIALLY DEFERRED
            )""",
            "CREATE INDEX messages_by_position ON messages (conversation)",
            "CREATE INDEX messages_by_parent ON messages (conversation, parent)",
            """CREATE TABLE replies (
                position INTEGER PRIMARY KEY,
                conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
                id TEXT NOT NULL,
                state TEXT NOT NULL,
                model TEXT NOT NULL,
                sent TEXT NOT NULL,
                first_byte REAL,
                first_delta REAL,
                ended REAL,
                parameters TEXT NOT NULL,
                stream INTEGER NOT NULL,
                system_prompt TEXT NOT NULL,
                base_url TEXT NOT NULL,
                continues TEXT NOT NULL,
                answering_model TEXT NOT NULL,
                request_id TEXT NOT NULL,
                failure TEXT,
                usage INTEGER NOT NULL,
                prompt_tokens INTEGER,
                completion_tokens INTEGER,
                total_tokens INTEGER,
                UNIQUE (conversation, id)
            )""",
            "CREATE INDEX running_replies ON replies (id) WHERE state IN ('waiting', 'streaming')",
            """CREATE TABLE journal (
                sequence INTEGER PRIMARY KEY,
                reply INTEGER NOT NULL REFERENCES replies (position) ON DELETE CASCADE,
                message TEXT NOT NULL,
                text TEXT NOT NULL,
                reasoning TEXT NOT NULL
            )""",
            "CREATE INDEX journal_by_reply ON journal (reply)",
            """CREATE TABLE connections (
                position INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                base_url TEXT NOT NULL,
                has_key INTEGER NOT NULL,
                include_usage INTEGER NOT NULL,
                connect_timeout REAL NOT NULL,
                first_byte_timeout REAL NOT NULL,
                idle_timeout REAL NOT NULL
            )""",
            """CREATE TABLE models (
                position INTEGER PRIMARY KEY,
                connection TEXT NOT NULL,
                id TEXT NOT NULL
            )""",
            "CREATE INDEX models_by_connection ON models (connection)",
            "CREATE TABLE states (position INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, value TEXT NOT NULL)",
        ),
    ),
    Migration(
        "decided replies",
        "Choices stand side by side until somebody decides for one. That cannot be told from the one that is picked.",
        ("ALTER TABLE replies ADD COLUMN decided INTEGER NOT NULL DEFAULT 0",),
    ),
    Migration(
        "presets and refusals",
        """A conversation builds on a preset, which may be gone, and on its connection's parameters; `unsent` names in
        JSON what it does not send although one of them does. What servers refused is remembered by model.""",
        (
            "ALTER TABLE conversations ADD COLUMN preset TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE conversations ADD COLUMN unsent TEXT NOT NULL DEFAULT '[]'",
            "ALTER TABLE connections ADD COLUMN parameters TEXT NOT NULL DEFAULT '{}'",
            """CREATE TABLE presets (
                position INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                system_prompt TEXT NOT NULL,
                parameters TEXT NOT NULL,
                model TEXT NOT NULL
            )""",
            """CREATE TABLE refusals (
                position INTEGER PRIMARY KEY,
                connection TEXT NOT NULL,
                model TEXT NOT NULL,
                parameter TEXT NOT NULL,
                UNIQUE (connection, model, parameter)
            )""",
        ),
    ),
    Migration(
        "documents",
        """Of a conversation in Completion mode: what is written on, and in `messages` what stood behind the place where
        something was generated. Marks are JSON: start, end and message of each. Of a conversation without a document
        there is no row.""",
        (
            """CREATE TABLE documents (
                position INTEGER PRIMARY KEY,
                conversation TEXT NOT NULL UNIQUE REFERENCES conversations (id) ON DELETE CASCADE,
                text TEXT NOT NULL,
                marks TEXT NOT NULL,
                place INTEGER,
                reply TEXT NOT NULL
            )""",
            "ALTER TABLE messages ADD COLUMN rest TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE messages ADD COLUMN marks TEXT NOT NULL DEFAULT '[]'",
        ),
    ),
    Migration(
        "how a reply was sent",
        """What the inspector needs of a request beside what is stored of it: a hash to check the rebuilt body by,
        whether a key went with it, and how often it was sent once more.""",
        (
            "ALTER TABLE replies ADD COLUMN body_hash TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE replies ADD COLUMN with_key INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE replies ADD COLUMN retries INTEGER NOT NULL DEFAULT 0",
        ),
    ),
    Migration(
        "edits",
        "What was typed in place of messages and not sent yet: JSON, text by message, the one begun last at the end.",
        ("ALTER TABLE conversations ADD COLUMN edits TEXT NOT NULL DEFAULT '{}'",),
    ),
)


def migrate(database: Database, migrations: Sequence[Migration], *, before: Callable[[int], None]) -> None:
    """Takes the steps that are missing, each whole or not at all. `before` is called with each one's number, but not
    for a new file, which has nothing to lose.
    """
    oldest = database.version
    for number, migration in enumerate(migrations[oldest:], start=oldest + 1):
        if oldest:
            before(number)
        with database.transaction():
            for statement in migration.statements:
                database.run(statement)
            database.run(f"PRAGMA user_version = {number}")


def refuse_newer(database: Database, migrations: Sequence[Migration]) -> None:
    """Raises StoreError (newer) when the file was written by a later version of the program."""
    if database.version > len(migrations):
        said = f"the database is of version {database.version}, and this program knows up to {len(migrations)}"
        raise store_error(Kind.NEWER, database.path, said=said)
