"""Text that waits to be read, so much of it at a time that nothing else has to wait."""

from collections.abc import Iterator
from time import perf_counter

_SLICE = 1_000
"""Characters that are read at a time; they take about 0.2 ms, and seldom more than 5 ms."""
AT_LEAST = 12_000
"""Characters that are read at once even if it takes longer, so that only truly long texts come bit by bit."""
_LONGER = 0.01
"""Seconds that it may take."""
MOST_UNTAKEN = 1_000
"""Leaves that are read before they are taken over, which takes them a few milliseconds."""


class Waiting:
    """Taking from its front costs the same however much there is."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.taken = 0
        """Characters, of all that ever came."""

    def __len__(self) -> int:
        return len(self._text) - self._at

    @property
    def text(self) -> str:
        return self._text[self._at :]

    @property
    def came(self) -> int:
        """How many characters ever came."""
        return self.taken + len(self)

    def add(self, text: str) -> None:
        self._text, self._at = self._text[self._at :] + text, 0

    def slices(self, seconds: float, at_once: int = 0) -> Iterator[str]:
        """Takes it from its front for about so long, and a bit longer until `at_once` characters were taken; nothing
        of it in no time at all.
        """
        start = perf_counter()
        taken = 0
        while self and seconds:
            text = self._text[self._at : self._at + _SLICE]
            self._at += len(text)
            self.taken += len(text)
            yield text
            taken += len(text)
            if perf_counter() - start > (seconds if taken >= at_once else seconds + _LONGER):
                break
