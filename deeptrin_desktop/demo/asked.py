"""What a request asks for, read from its body as strictly as a real server does."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deeptrin_desktop.core.parameters import BIAS, MOST_STOPS, RANGES


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a reply, its values checked."""

    chat: bool
    """Which endpoint: chat completions, or completions."""
    body: Mapping[str, Any]
    model: str
    texts: tuple[str, ...]
    """The texts of the messages, or the prompt alone."""
    partial: str
    """The text of an assistant message that the messages end with and that is to be continued; otherwise empty."""
    stops: tuple[str, ...]
    max_tokens: int | None
    n: int
    stream: bool
    include_usage: bool

    @property
    def greedy(self) -> bool:
        """Whether the same request is to give the same answer."""
        return self.body.get("temperature") == 0


class RefusedError(Exception):
    """The request is answered with an error in OpenAI's form."""

    def __init__(
        self, status: int, message: str, *, code: str | None = None, param: str | None = None, retry_after: int = 0
    ) -> None:
        super().__init__(message)
        self.status = status
        kind = "server_error" if status >= 500 else "invalid_request_error"
        self.body = {"error": {"message": message, "type": kind, "param": param, "code": code}}
        self.headers = {"Retry-After": str(retry_after)} if retry_after else {}


def read_asked(body: bytes, *, chat: bool) -> Asked:
    """Raises RefusedError (400), which names the parameter at fault."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise RefusedError(400, "The body is not JSON.") from None
    if not isinstance(value, dict):
        raise RefusedError(400, "The body is not a JSON object.")
    _check_numbers(value)
    _check_bias(value)
    texts, partial = _messages(value) if chat else (_prompt(value), "")
    options = value.get("stream_options")
    return Asked(
        chat=chat,
        body=value,
        model=_model(value),
        texts=texts,
        partial=partial,
        stops=_stops(value),
        max_tokens=value.get("max_tokens"),
        n=int(value.get("n") or 1),
        stream=value.get("stream") is True,
        include_usage=isinstance(options, dict) and options.get("include_usage") is True,
    )


def _model(body: Mapping[str, Any]) -> str:
    model = body.get("model")
    if not isinstance(model, str) or not model:
        raise _wrong("model", "must be the id of a model")
    return model


def _messages(body: Mapping[str, Any]) -> tuple[tuple[str, ...], str]:
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        raise _wrong("messages", "must be a list of messages")
    for message in messages:
        if not isinstance(message, dict) or not isinstance(message.get("content"), str):
            raise _wrong("messages", "must have a role and a content each")
        if message.get("role") not in ("system", "user", "assistant"):
            raise _wrong("messages", "must have the role system, user or assistant")
    last = messages[-1]
    return tuple(message["content"] for message in messages), last["content"] if last["role"] == "assistant" else ""


def _prompt(body: Mapping[str, Any]) -> tuple[str, ...]:
    prompt = body.get("prompt")
    if not isinstance(prompt, str):
        raise _wrong("prompt", "must be a string")
    return (prompt,)


def _stops(body: Mapping[str, Any]) -> tuple[str, ...]:
    stop = body.get("stop")
    stops = [stop] if isinstance(stop, str) else stop or []
    if not isinstance(stops, list) or not all(isinstance(each, str) and each for each in stops):
        raise _wrong("stop", "must be strings that are not empty")
    if len(stops) > MOST_STOPS:
        raise _wrong("stop", f"may have at most {MOST_STOPS} entries")
    return tuple(stops)


def _check_numbers(body: Mapping[str, Any]) -> None:
    for name, allowed in RANGES.items():
        value = body.get(name)
        if value is not None and not (isinstance(value, int | float) and allowed.holds(value)):
            raise _wrong(name, f"is out of range: {value!r}")


def _check_bias(body: Mapping[str, Any]) -> None:
    bias = body.get("logit_bias") or {}
    numbers = bias.values() if isinstance(bias, dict) else [None]
    if not all(isinstance(each, int | float) and BIAS.holds(each) for each in numbers):
        raise _wrong("logit_bias", f"must map token ids to numbers from {BIAS.low:g} to {BIAS.high:g}")


def _wrong(param: str, what: str) -> RefusedError:
    return RefusedError(400, f"{param} {what}.", param=param, code="invalid_value")
