"""What went over the wire for the last replies, in memory alone and never too much of it."""

import time
from copy import copy
from dataclasses import dataclass, field, replace

from deeptrin_desktop.core.wire import Answered, Sent, Sight, Witness

MOST_REPLIES = 20
MOST_OF_ONE = 8 * 2**20
"""Bytes of answers that are kept of one reply: more than thirty thousand events."""
MOST_OF_ALL = 32 * 2**20
"""Bytes of answers that are kept in all. Beyond it, the oldest recordings lose theirs."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of an answer's body, unpacked, and when they came."""

    seconds: float
    """Since the first request went out."""
    data: bytes


@dataclass(slots=True)
class Attempt:
    """One request and what came of it."""

    sent: Sent
    seconds: float
    """When it went out, since the first one did."""
    answered: Answered | None = None
    pieces: list[Piece] = field(default_factory=list)


class Recording:
    """All attempts of one reply, growing while it runs."""

    def __init__(self) -> None:
        self.attempts: list[Attempt] = []
        self.size = 0
        """Bytes of answers that are kept."""
        self.cut = False
        """Whether bytes were left out."""
        self._began = 0.0

    def take(self, sight: Sight) -> None:
        if not self.attempts:
            self._began = time.perf_counter()
        seconds = time.perf_counter() - self._began
        if isinstance(sight, Sent):
            self.attempts.append(Attempt(sight, seconds))
        elif isinstance(sight, Answered):
            self.attempts[-1].answered = sight
        elif self.size + len(sight) > MOST_OF_ONE:
            self.cut = True
        elif not self.cut:
            self.size += len(sight)
            self.attempts[-1].pieces.append(Piece(seconds, sight))

    def copy(self) -> "Recording":
        """The same, and from now on without what is added to this one."""
        copied = copy(self)
        copied.attempts = [replace(attempt, pieces=[*attempt.pieces]) for attempt in self.attempts]
        return copied

    def forget_answers(self) -> None:
        """Lets go of the bytes and keeps the heads."""
        for attempt in self.attempts:
            attempt.pieces = []
        self.cut = self.cut or self.size > 0
        self.size = 0


class Recordings:
    """The recordings of the last replies, by the ids of the replies."""

    def __init__(self) -> None:
        self._kept: dict[str, Recording] = {}

    def begin(self, reply_id: str) -> Witness:
        """A new recording; what it returns is to be told all that is seen."""
        recording = self._kept[reply_id] = Recording()
        while len(self._kept) > MOST_REPLIES:
            del self._kept[next(iter(self._kept))]

        def take(sight: Sight) -> None:
            recording.take(sight)
            self._trim()

        return take

    def find(self, reply_id: str) -> Recording | None:
        return self._kept.get(reply_id)

    def _trim(self) -> None:
        over = sum(recording.size for recording in self._kept.values()) - MOST_OF_ALL
        for recording in self._kept.values():
            if over <= 0:
                return
            over -= recording.size
            recording.forget_answers()
