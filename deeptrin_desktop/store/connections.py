"""Connections, and the lists of models that their servers gave, in the database."""

from collections.abc import Sequence

from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.store.database import Database, upsert
from deeptrin_desktop.store.rows import CONNECTION_COLUMNS, connection_of, connection_row

_UPSERT_CONNECTION = upsert("connections", CONNECTION_COLUMNS, key=("id",))
_SELECT_CONNECTIONS = f"SELECT {', '.join(CONNECTION_COLUMNS)} FROM connections ORDER BY position"


def connections(database: Database) -> tuple[Connection, ...]:
    """In the order in which they were first saved."""
    return tuple(connection_of(row) for row in database.rows(_SELECT_CONNECTIONS))


def save_connection(database: Database, connection: Connection) -> None:
    database.run(_UPSERT_CONNECTION, *connection_row(connection))


def remove_connection(database: Database, connection_id: str) -> None:
    with database.transaction():
        database.run("DELETE FROM connections WHERE id = ?", connection_id)
        database.run("DELETE FROM models WHERE connection = ?", connection_id)
        database.run("DELETE FROM refusals WHERE connection = ?", connection_id)


def models(database: Database, connection_id: str) -> tuple[str, ...]:
    rows = database.rows("SELECT id FROM models WHERE connection = ? ORDER BY position", connection_id)
    return tuple(model for (model,) in rows)


def save_models(database: Database, connection_id: str, ids: Sequence[str]) -> None:
    with database.transaction():
        database.run("DELETE FROM models WHERE connection = ?", connection_id)
        database.run_many("INSERT INTO models (connection, id) VALUES (?, ?)", [(connection_id, id_) for id_ in ids])
