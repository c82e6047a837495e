"""Fields of JSON answers, read one by one and tolerantly: servers differ, and a reply is not lost over a type."""

import json
from collections.abc import Iterator
from typing import cast

from deeptrin_desktop.api.limits import LONGEST_NAME, MOST_CHOICES, MOST_MODELS
from deeptrin_desktop.core.errors import ApiError, Failure, Kind
from deeptrin_desktop.core.message import Usage
from deeptrin_desktop.core.ports import Json
from deeptrin_desktop.core.text import whole

_DECODER = json.JSONDecoder(strict=False)  # line ends and tabs may stand raw in strings
_MOST_TOKENS = 2**53


def read_json(text: str) -> Json:
    """Raises ApiError (broken-reply) for everything that can be wrong with it, too deep a nesting among it."""
    try:
        return cast("Json", _DECODER.decode(text))
    except (ValueError, RecursionError):
        pass
    raise ApiError(Failure(Kind.BROKEN_REPLY))


def text_in(value: Json) -> str:
    """The text of a string, or of a list of content parts."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(map(_part_text, value))
    return ""


def _part_text(part: Json) -> str:
    if isinstance(part, dict):
        part = part.get("text")
    return part if isinstance(part, str) else ""


def name_in(value: Json) -> str:
    """A string that names something: whole text, cut to what a name may have."""
    return whole(value[:LONGEST_NAME]) if isinstance(value, str) else ""


def whole_number(value: Json) -> int | None:
    """An integer, also one that is written as `1.0` or `"1"`; `None` for anything else."""
    if isinstance(value, str) and len(value) < 20:
        try:
            return int(value)
        except ValueError:
            return None
    if isinstance(value, int | float) and not isinstance(value, bool) and value == value // 1:
        return int(value)
    return None


def choices_in(value: dict[str, Json]) -> Iterator[tuple[int, dict[str, Json]]]:
    """The choices with their indices; one without an index has that of its place.

    Raises ApiError (broken-reply) for an index that no request can have asked for.
    """
    choices = value.get("choices")
    for place, choice in enumerate(choices if isinstance(choices, list) else ()):
        if isinstance(choice, dict):
            index = choice.get("index")
            if type(index) is not int:
                number = whole_number(index)
                index = place if number is None else number
            if not 0 <= index < MOST_CHOICES:
                raise ApiError(Failure(Kind.BROKEN_REPLY, said="index"))
            yield index, choice


def usage_in(value: Json) -> Usage | None:
    if not isinstance(value, dict):
        return None
    usage = Usage(
        prompt_tokens=_count(value.get("prompt_tokens")),
        completion_tokens=_count(value.get("completion_tokens")),
        total_tokens=_count(value.get("total_tokens")),
    )
    return None if usage == Usage() else usage


def _count(value: Json) -> int | None:
    number = whole_number(value)
    return number if number is not None and 0 <= number <= _MOST_TOKENS else None


def models_in(value: Json) -> tuple[str, ...] | None:
    """The ids of a list of models, each once and in its order; `None` when it is no such list.

    Servers send `{"data": [{"id"}]}`, a bare list, or `{"models": [{"id" or "name"}]}`.
    """
    if isinstance(value, dict):
        value = value.get("data", value.get("models"))
    if not isinstance(value, list):
        return None
    return tuple(dict.fromkeys(filter(None, map(_model_id, value[:MOST_MODELS]))))


def _model_id(entry: Json) -> str:
    if isinstance(entry, dict):
        entry = entry.get("id") or entry.get("name")
    return name_in(entry)
