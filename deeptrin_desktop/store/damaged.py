"""Reading what can still be read of a damaged database, row by row."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from deeptrin_desktop.core.conversation import Mode
from deeptrin_desktop.core.errors import StoreError
from deeptrin_desktop.core.message import ReplyState, Role
from deeptrin_desktop.store.database import Database, Row
from deeptrin_desktop.store.rows import edits_of, failure_of, marks_of, parameters_of, unsent_of

MOST_PROBED = 1_000_000
"""Row numbers that are tried one by one, 10 microseconds each, between those that can be read in order."""
PROBED_BEYOND = 10_000
"""The same after the last one that can be read, where nothing says how many there were."""
_LONG_AGO = "1970-01-01T00:00:00.000000+00:00"

_MENDED: Mapping[tuple[str, str], tuple[Callable[[Any], object], str | None]] = {
    ("conversations", "created"): (datetime.fromisoformat, _LONG_AGO),
    ("conversations", "updated"): (datetime.fromisoformat, _LONG_AGO),
    ("conversations", "mode"): (Mode, Mode.CHAT.value),
    ("conversations", "parameters"): (parameters_of, "{}"),
    ("conversations", "unsent"): (unsent_of, "[]"),
    ("conversations", "edits"): (edits_of, "{}"),
    ("connections", "parameters"): (parameters_of, "{}"),
    ("messages", "role"): (Role, Role.ASSISTANT.value),
    ("messages", "created"): (datetime.fromisoformat, _LONG_AGO),
    ("messages", "marks"): (marks_of, "[]"),
    ("documents", "marks"): (marks_of, "[]"),
    ("presets", "parameters"): (parameters_of, "{}"),
    ("replies", "state"): (ReplyState, ReplyState.INTERRUPTED.value),
    ("replies", "sent"): (datetime.fromisoformat, _LONG_AGO),
    ("replies", "parameters"): (parameters_of, "{}"),
    ("replies", "failure"): (failure_of, '{"kind": "store-failed"}'),
    ("states", "value"): (json.loads, "null"),
}
"""How a value is tried, and what stands in its place when it makes no sense: a text is worth more than its mark."""


def readable_rows(database: Database, table: str, columns: tuple[str, ...]) -> tuple[list[Row], bool]:
    """The rows that can be read, in their order, with values that make sense; and whether those are all."""
    rows: dict[int, Row] = {}
    select = f"SELECT rowid, {', '.join(columns)} FROM {table}"
    whole = _collect(rows, database.each(f"{select} ORDER BY rowid"))
    if not whole:
        before = max(rows, default=0)
        _collect(rows, database.each(f"{select} ORDER BY rowid DESC"))
        behind = min((number for number in rows if number > before), default=before + PROBED_BEYOND)
        # A table that shows neither end has lost its root.
        for number in range(before + 1, min(behind, before + MOST_PROBED)) if rows else ():
            _collect(rows, database.each(f"{select} WHERE rowid = ?", number))
    return [_mended(table, columns, rows[number]) for number in sorted(rows)], whole


def _collect(rows: dict[int, Row], found: Iterator[Row]) -> bool:
    """Adds rows by their number until they end, which is True, or a damaged place is met."""
    with suppress(StoreError):
        rows.update((row[0], row[1:]) for row in found)
        return True
    return False


def _mended(table: str, columns: tuple[str, ...], row: Row) -> Row:
    return tuple(_sensible(table, column, value) for column, value in zip(columns, row, strict=True))


def _sensible(table: str, column: str, value: Any) -> Any:
    if isinstance(value, bytes):
        value = value.decode(errors="replace")
    if (table, column) not in _MENDED:
        return value
    makes_sense, instead = _MENDED[table, column]
    try:
        makes_sense(value)
    except (ValueError, TypeError, KeyError):
        return instead
    return value
