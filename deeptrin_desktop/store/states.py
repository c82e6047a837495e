"""What the app remembers of itself, in the database: JSON by name."""

import json

from deeptrin_desktop.core.errors import Kind
from deeptrin_desktop.core.ports import Json
from deeptrin_desktop.store.database import Database, upsert
from deeptrin_desktop.store.failures import store_error
from deeptrin_desktop.store.rows import stored_json

_UPSERT_STATE = upsert("states", ("name", "value"), key=("name",))


def states(database: Database) -> dict[str, Json]:
    rows = database.rows("SELECT name, value FROM states ORDER BY position")
    try:
        return {name: json.loads(value) for name, value in rows}
    except ValueError as error:
        raise store_error(Kind.CORRUPT, database.path, said="a value that makes no sense") from error


def save_state(database: Database, name: str, value: Json) -> None:
    database.run(_UPSERT_STATE, name, stored_json(value))
