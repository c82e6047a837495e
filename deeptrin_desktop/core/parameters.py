"""The sampling parameters of the API: typed, each with a true "not set".

Names, types and ranges are those of the API's documentation: it gives temperature 0 to 2 and four stop sequences, the
other ranges are OpenAI's.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Parameters:
    """What is sent beside model and messages. `None` means not sent, so that the server's own default holds."""

    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None
    stop: tuple[str, ...] | None = None
    n: int | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    repetition_penalty: float | None = None
    logit_bias: Mapping[str, float] | None = None
    extra: Mapping[str, object] | None = None
    """Body fields that a server knows beyond this list, as JSON by their names on the wire."""

    def as_body(self) -> dict[str, object]:
        """The parameters that are set, by name and in JSON's types. `extra` is one of them here; on the wire its fields
        stand among the others.
        """
        body: dict[str, object] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value is not None:
                body[field.name] = _as_json(value)
        return body

    def without(self, name: str) -> "Parameters":
        """The same with one parameter, or one extra body field, not set."""
        if name in (field.name for field in fields(self)):
            return replace(self, **{name: None})
        kept = {field: value for field, value in (self.extra or {}).items() if field != name}
        return replace(self, extra=kept or None)


def _as_json(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Mapping):
        return dict(value)
    return value


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers that one parameter may take."""

    low: float
    high: float = math.inf
    whole: bool = False
    above_low: bool = False
    """True where `low` itself is out."""
    step: float = 1.0
    """What one key press changes."""
    start: float = 1.0
    """The value that an editor shows when the parameter is first set."""

    def holds(self, value: float) -> bool:
        """Whether the value may be sent. NaN and infinities never may."""
        if isinstance(value, bool) or not math.isfinite(value) or value > self.high:
            return False
        if self.whole and value != int(value):
            return False
        return value > self.low if self.above_low else value >= self.low


NOT_EXTRA = frozenset(
    {"model", "messages", "prompt", "stream", "stream_options"}
    | {field.name for field in fields(Parameters) if field.name != "extra"}
)
"""Names of body fields that have a place of their own, so that none of them may be an extra one."""
MOST_STOPS = 4
BIAS = Range(-100, 100)
RANGES: Mapping[str, Range] = {
    "temperature": Range(0, 2, step=0.1, start=1),
    "top_p": Range(0, 1, step=0.05, start=1),
    "max_tokens": Range(1, whole=True, step=64, start=1024),
    "n": Range(1, whole=True, start=1),
    "presence_penalty": Range(-2, 2, step=0.1, start=0),
    "frequency_penalty": Range(-2, 2, step=0.1, start=0),
    "repetition_penalty": Range(0, above_low=True, step=0.05, start=1),
}


def out_of_range(parameters: Parameters) -> tuple[str, ...]:
    """The names of the parameters whose values must not be sent, in the order of the fields."""
    return tuple(field.name for field in fields(parameters) if not _may_be_sent(field.name, parameters))


def _may_be_sent(name: str, parameters: Parameters) -> bool:
    value = getattr(parameters, name)
    if value is None:
        return True
    if name == "stop":
        return 1 <= len(value) <= MOST_STOPS and all(value)
    if name == "logit_bias":
        return all(BIAS.holds(bias) for bias in value.values())
    if name == "extra":
        return all(field and field not in NOT_EXTRA and _is_finite(it) for field, it in value.items())
    return RANGES[name].holds(value)


def _is_finite(value: object) -> bool:
    """Whether JSON holds no number that JSON cannot hold."""
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, Mapping):
        return all(_is_finite(item) for item in value.values())
    return not isinstance(value, list | tuple) or all(_is_finite(item) for item in value)
