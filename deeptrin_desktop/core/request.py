"""One request as a value, and its body as it goes out."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from deeptrin_desktop.core.message import Delta, Role, Usage
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.text import whole


class Endpoint(StrEnum):
    """A generating endpoint, by its path below the base URL."""

    CHAT = "chat/completions"
    COMPLETIONS = "completions"


@dataclass(frozen=True, slots=True)
class Turn:
    """One entry of `messages`."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a model. `messages` counts on the chat endpoint, `prompt` on the other."""

    endpoint: Endpoint
    model: str
    messages: tuple[Turn, ...] = ()
    prompt: str = ""
    parameters: Parameters = Parameters()
    stream: bool = True
    include_usage: bool = False

    def body(self) -> dict[str, object]:
        """The JSON body: what is set and nothing else, and `stream` always."""
        body: dict[str, object] = {"model": self.model}
        if self.endpoint is Endpoint.CHAT:
            body["messages"] = [{"role": turn.role.value, "content": turn.content} for turn in self.messages]
        else:
            body["prompt"] = self.prompt
        body.update(replace(self.parameters, extra=None).as_body())
        body["stream"] = self.stream
        if self.stream and self.include_usage:
            body["stream_options"] = {"include_usage": True}
        return {**body, **{name: value for name, value in self._extra() if name not in body}}

    @property
    def optional(self) -> tuple[str, ...]:
        """The names of the body's fields that a person could leave out; a reply that is streamed can come whole."""
        names = {**replace(self.parameters, extra=None).as_body(), **dict(self._extra())}
        return (*names, "stream") if self.stream else (*names,)

    def encoded(self) -> bytes:
        """The body as it goes out: compact UTF-8, in which lone surrogates became U+FFFD."""
        text = json.dumps(self.body(), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return whole(text).encode()

    def _extra(self) -> Iterable[tuple[str, object]]:
        return (self.parameters.extra or {}).items()


@dataclass(frozen=True, slots=True)
class Call:
    """A request as anybody can make it again, with a key of their own."""

    base_url: str
    endpoint: Endpoint
    body: bytes
    with_key: bool

    @property
    def url(self) -> str:
        return f"{self.base_url}/{self.endpoint.value}"


def hash_of(body: bytes) -> str:
    """SHA-256 in hex: what a rebuilt body is checked by."""
    return hashlib.sha256(body).hexdigest()


@dataclass(frozen=True, slots=True)
class Arrival:
    """What one network read brought. The first one of a reply comes with the answer's headers and has no deltas."""

    deltas: tuple[Delta, ...] = ()
    model: str = ""
    """The answering model, where it was named."""
    usage: Usage | None = None
    request_id: str = ""
    done: bool = False
    """True on the last one when the server said that it was the last: `[DONE]`, or a whole JSON body."""
    usage_refused: bool = False
    """True when the server refused `stream_options` and the request went out once more without it."""
