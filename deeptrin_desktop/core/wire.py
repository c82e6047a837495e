"""What was seen on the wire for one reply, free of the key: requests as they went out, and what came back."""

from collections.abc import Callable
from dataclasses import dataclass

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """One request, as it went out."""

    line: str
    """Such as `POST /v1/chat/completions HTTP/1.1`."""
    headers: Headers
    body_hash: str
    """See `hash_of` in `core/request.py`."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The head of an answer."""

    line: str
    """Such as `HTTP/1.1 200 OK`."""
    headers: Headers


Sight = Sent | Answered | bytes
"""Bytes are a piece of the last answer's body, unpacked, in the order in which they came."""
Witness = Callable[[Sight], None]
"""Is told of each sight at once, so it must be quick."""
