"""Looking for words in a conversation, a few messages at a time, so that nothing waits for it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from deeptrin_desktop.ui.blocks.flow import Place
from deeptrin_desktop.ui.blocks.leaves import Body, Prose, Rows
from deeptrin_desktop.ui.pane.entry import Entry
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.pane.selection import PARTS, Position
from deeptrin_desktop.ui.pane.transcript import Transcript

_AT_ONCE = 0.008
"""Seconds of looking at a time."""
_MOST = 100_000
"""Places after which nobody counts any more."""


class Match(NamedTuple):
    """What was found. Matches are ordered as the text is read."""

    start: Position
    length: int

    @property
    def end(self) -> Position:
        place = self.start.place
        return self.start._replace(place=Place(place.leaf, place.offset + self.length))


class Found(QObject):
    """All the places of what is looked for, as far as they are known. Upper and lower case are the same to it."""

    changed = Signal()
    """More was found, or all was looked through."""

    def __init__(self, transcript: Transcript, parent: QObject) -> None:
        super().__init__(parent)
        self.matches: list[Match] = []
        self._transcript = transcript
        self._words: list[str] = []
        self._pattern: re.Pattern[str] | None = None
        self._next = 0
        """The message that is looked through next."""
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._look_on)

    @property
    def is_looking(self) -> bool:
        """Whether there may be more."""
        return self._timer.isActive()

    def look_for(self, text: str) -> None:
        """Begins anew; an empty text finds nothing."""
        self._words = text.lower().split()
        self._pattern = re.compile(re.escape(text), re.IGNORECASE) if text.strip() else None
        self.look_again()

    def look_again(self, first: int = 0) -> None:
        """Looks through the messages from this place on, whose text may have changed."""
        del self.matches[bisect_left(self.matches, first, key=lambda match: match.start.message) :]
        self._next = first
        self._timer.stop()
        self._look_on()

    def within(self, index: int, kind: Kind, leaf: int) -> list[Match]:
        """The matches in one leaf."""
        part = PARTS.index(kind)
        first = bisect_left(self.matches, (Position(index, part, Place(leaf, 0)),))
        last = bisect_left(self.matches, (Position(index, part, Place(leaf + 1, 0)),))
        return self.matches[first:last]

    def after(self, position: Position | None, *, forward: bool) -> int | None:
        """The number of the first match that begins behind a position, or before it; from the other end on where
        there is none.
        """
        if not self.matches:
            return None
        if position is None:
            return 0 if forward else len(self.matches) - 1
        starts = [match.start for match in self.matches]
        number = bisect_right(starts, position) if forward else bisect_left(starts, position) - 1
        return number % len(self.matches)

    def _look_on(self) -> None:
        end = perf_counter() + _AT_ONCE
        while self._pattern is not None and self._next < len(self._transcript) and len(self.matches) < _MOST:
            self.matches += self._matches_in(self._next, self._pattern)
            self._next += 1
            if perf_counter() > end:
                self._timer.start()
                break
        self.changed.emit()

    def _matches_in(self, index: int, pattern: re.Pattern[str]) -> Iterator[Match]:
        entry = self._transcript[index]
        for part, kind in enumerate(PARTS):
            if kind is Kind.TEXT or entry.shows(kind):
                yield from self._matches_in_text(entry, Position(index, part, Place(0, 0)), pattern)

    def _matches_in_text(self, entry: Entry, here: Position, pattern: re.Pattern[str]) -> Iterator[Match]:
        if not self._may_hold(entry.source(here.kind)):
            return
        section = entry.section(here.kind)
        section.read_all()
        for place in range(len(section)):
            body = section[place].body
            if self._may_hold(_source(body)):
                for match in pattern.finditer(body.words.text):
                    yield Match(here._replace(place=Place(place, match.start())), match.end() - match.start())

    def _may_hold(self, source: str) -> bool:
        """Whether it is worth looking closer: words are found in the source as well, but for marks within them."""
        lowered = source.lower()
        return all(word in lowered for word in self._words)


def _source(body: Body) -> str:
    if isinstance(body, Prose):
        return body.text.source
    if isinstance(body, Rows):
        return "\n".join(cell.source for row in (body.header, *body.rows) for cell in row)
    return body.words.text
