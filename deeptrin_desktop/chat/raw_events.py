"""The body of an answer, cut into its events as they came: byte for byte, for whoever wants to see them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from deeptrin_desktop.chat.recording import Piece

_LINE_ENDS = re.compile(rb"[\r\n]{2,}")
_JSON = re.compile(rb"\s*[{\[<]")


@dataclass(frozen=True, slots=True)
class RawEvent:
    """One event with all of its lines, or a whole body that is no stream."""

    seconds: float
    """When its last byte came, since the reply was asked for."""
    text: str


def raw_events(pieces: Sequence[Piece]) -> tuple[RawEvent, ...]:
    body = b"".join(piece.data for piece in pieces)
    ends = [*accumulate(len(piece.data) for piece in pieces)]
    cuts = [(0, len(body))] if _JSON.match(body) else _cuts(body)
    return tuple(
        RawEvent(pieces[bisect_left(ends, end)].seconds, body[start:end].decode("utf-8", "replace"))
        for start, end in cuts
        if start < end
    )


def _cuts(body: bytes) -> Iterator[tuple[int, int]]:
    """Where each event starts and ends, without the blank lines between."""
    start = 0
    for found in _LINE_ENDS.finditer(body):
        if found[0] != b"\r\n":  # which is one line end; all else are several
            yield start, found.start()
            start = found.end()
    yield start, len(body)
