"""The scripted models: what each one says, how fast, and what goes wrong with it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from importlib.resources import files

from deeptrin_desktop.demo.asked import Asked, RefusedError

RATE = 80.0
"""Tokens a second of an ordinary model."""
BETWEEN_VARIANTS = "\n\n<!-- or -->\n\n"


class Ending(Enum):
    """How a reply ends."""

    DONE = auto()
    ERROR = auto()
    """With an error where the rest would stand."""
    CUT = auto()
    """With the connection."""
    SILENCE = auto()
    """It never begins."""


@dataclass(frozen=True, slots=True)
class Model:
    """One model. `write` gives the texts that it may answer with, and raises RefusedError."""

    id: str
    write: Callable[[Asked], tuple[str, ...]]
    rate: float = RATE
    """Tokens a second."""
    ending: Ending = Ending.DONE


def written(name: str, _asked: Asked) -> tuple[str, ...]:
    """The variants in a file of the folder `replies`."""
    text = files(__package__).joinpath("replies", f"{name}.md").read_text(encoding="utf-8")
    return tuple(text.strip().split(BETWEEN_VARIANTS))


def short(asked: Asked) -> tuple[str, ...]:
    """A word in a chat, or what may follow any text."""
    if asked.chat:
        return written("short", asked)
    gap = "" if asked.texts[-1][-1:].isspace() else " "
    return tuple(gap + text for text in written("continued", asked))


def echo(asked: Asked) -> tuple[str, ...]:
    """The request's own facts."""
    return ("\n".join(_facts(asked)),)


def _facts(asked: Asked) -> Iterator[str]:
    yield "This is the demo's answer to a request that arrived like this:\n"
    yield f"- endpoint: `{'chat/completions' if asked.chat else 'completions'}`"
    for name, value in asked.body.items():
        if name not in ("messages", "prompt"):
            yield f"- {name}: `{json.dumps(value, ensure_ascii=False)}`"
    yield f"- {'messages' if asked.chat else 'prompts'}: {len(asked.texts)}, the last one with these words:\n"
    yield "\n".join(f"> {line}" for line in asked.texts[-1].splitlines())
    yield "\nA parameter that is not in the list was not sent."


def refuse_temperature(asked: Asked) -> tuple[str, ...]:
    if asked.body.get("temperature") is not None:
        message = "temperature is not supported by this demo model. Leave it unset and send again."
        raise RefusedError(400, message, param="temperature", code="unsupported_parameter")
    return written("error-parameter", asked)


def refuse(status: int, message: str, code: str, retry_after: int, _asked: Asked) -> tuple[str, ...]:
    raise RefusedError(status, message, code=code, retry_after=retry_after)


_KEY = "Incorrect API key provided. (The demo says so on purpose.)"
_RETIRED = "This demo model has been retired, on purpose. Choose another one."
_BUSY = "Too many requests. (The demo says so on purpose: this model always does.)"
_BROKEN = "The demo's server failed, on purpose."

_ALL = (
    Model("demo/short", short),
    Model("demo/long", partial(written, "long")),
    Model("demo/code", partial(written, "code")),
    Model("demo/tables-and-maths", partial(written, "tables-and-maths")),
    Model("demo/choices", partial(written, "choices")),
    Model("demo/echo", echo),
    Model("demo/slow", partial(written, "slow"), rate=4),
    Model("demo/error-key", partial(refuse, 401, _KEY, "invalid_api_key", 0)),
    Model("demo/error-model", partial(refuse, 404, _RETIRED, "model_not_found", 0)),
    Model("demo/error-parameter", refuse_temperature),
    Model("demo/error-too-many", partial(refuse, 429, _BUSY, "rate_limit_exceeded", 5)),
    Model("demo/error-server", partial(refuse, 500, _BROKEN, "internal_error", 0)),
    Model("demo/error-in-stream", partial(written, "error-in-stream"), ending=Ending.ERROR),
    Model("demo/error-cut-off", partial(written, "error-cut-off"), ending=Ending.CUT),
    Model("demo/error-silent", partial(written, "short"), ending=Ending.SILENCE),
)
MODELS = {model.id: model for model in _ALL}


def model_of(asked: Asked) -> Model:
    """Raises RefusedError (404) for a model that is not there."""
    if asked.model not in MODELS:
        message = f"The demo has no model {asked.model!r}. It has {', '.join(MODELS)}."
        raise RefusedError(404, message, param="model", code="model_not_found")
    return MODELS[asked.model]
