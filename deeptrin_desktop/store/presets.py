"""Presets, and what servers refused, in the database."""

from collections.abc import Sequence

from deeptrin_desktop.core.errors import Kind
from deeptrin_desktop.core.layers import Refusal
from deeptrin_desktop.core.preset import Preset
from deeptrin_desktop.store.database import Database, insert, upsert
from deeptrin_desktop.store.failures import store_error
from deeptrin_desktop.store.rows import parameters_of, stored_json

_COLUMNS = ("id", "name", "system_prompt", "parameters", "model")
_REFUSAL = ("connection", "model", "parameter")
_UPSERT = upsert("presets", _COLUMNS, key=("id",))
_INSERT_REFUSAL = f"{insert('refusals', _REFUSAL)} ON CONFLICT DO NOTHING"


def presets(database: Database) -> tuple[Preset, ...]:
    """In the order in which they were first saved."""
    rows = database.rows(f"SELECT {', '.join(_COLUMNS)} FROM presets ORDER BY position")
    try:
        return tuple(
            Preset(id_, name, system_prompt, parameters_of(parameters), model)
            for id_, name, system_prompt, parameters, model in rows
        )
    except ValueError as error:
        raise store_error(Kind.CORRUPT, database.path, said="a value that makes no sense") from error


def save_presets(database: Database, saved: Sequence[Preset]) -> None:
    rows = [
        (preset.id, preset.name, preset.system_prompt, stored_json(preset.parameters.as_body()), preset.model)
        for preset in saved
    ]
    with database.transaction():
        database.run_many(_UPSERT, rows)


def remove_preset(database: Database, preset_id: str) -> None:
    database.run("DELETE FROM presets WHERE id = ?", preset_id)


def refusals(database: Database) -> frozenset[Refusal]:
    return frozenset(Refusal(*row) for row in database.rows(f"SELECT {', '.join(_REFUSAL)} FROM refusals"))


def save_refusal(database: Database, refusal: Refusal) -> None:
    database.run(_INSERT_REFUSAL, refusal.connection, refusal.model, refusal.parameter)


def forget_refusal(database: Database, refusal: Refusal) -> None:
    database.run(
        "DELETE FROM refusals WHERE connection = ? AND model = ? AND parameter = ?",
        refusal.connection,
        refusal.model,
        refusal.parameter,
    )
