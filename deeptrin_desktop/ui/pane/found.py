"""Looking for words in a conversation, bit by bit, so that nothing waits for it.

What is found is what is drawn: `bo**ld**` is `bold`. To count, nearly all messages are only skimmed, which is begun
before anything is looked for; where in a message its words are is found out once somebody goes there.
"""

from collections.abc import Iterator
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from deeptrin_desktop.ui.blocks.flow import START, Place
from deeptrin_desktop.ui.pane.drawn import Drawn
from deeptrin_desktop.ui.pane.needle import Needle
from deeptrin_desktop.ui.pane.said import Said
from deeptrin_desktop.ui.pane.selection import PARTS, Position
from deeptrin_desktop.ui.pane.transcript import Transcript

_AT_ONCE = 0.006
"""Seconds of looking at a time."""
_SELDOM = 0.1
"""Seconds between two signals that more was found: each costs a look at the conversation, and a painting."""
_LETTERS = 100_000
"""That are looked through between two looks at the clock; they take about 0.1 ms."""


class Match(NamedTuple):
    """What was found. Matches are ordered as the text is read."""

    start: Position
    length: int

    @property
    def end(self) -> Position:
        place = self.start.place
        return self.start._replace(place=Place(place.leaf, place.offset + self.length))


class Found(QObject):
    """How often a needle is in each message, as far as that is known, and the way from one place to the next."""

    changed = Signal()
    """More was found, or all was looked through."""

    def __init__(self, transcript: Transcript, parent: QObject) -> None:
        super().__init__(parent)
        self.needle: Needle | None = None
        self.count = 0
        """How often it was found so far."""
        self.is_counted = False
        """Whether that is all."""
        self._is_drawing = False
        """Whether somebody waits to know where the words of a message are."""
        self._transcript = transcript
        self._said: list[Said | None] = []
        """In each message; `None` as long as nobody looked."""
        self._steps: Iterator[None] = iter(())
        self._told = 0.0
        """When `changed` was emitted last."""
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._look_on)

    @property
    def is_looking(self) -> bool:
        """Whether more will become known."""
        return self.needle is not None and (self._is_drawing or not self.is_counted)

    def look_for(self, text: str, *, first: int) -> None:
        """Begins anew, with the message at this place; an empty text finds nothing, and prepares for finding."""
        self.needle = Needle(text) if text.strip() else None
        self.count, self.is_counted, self._is_drawing = 0, False, False
        if len(self._said) != len(self._transcript):
            self._said = [None] * len(self._transcript)
        for said in self._said:
            if said is not None:
                said.count = None
        self.go_on(first, forward=True)

    def look_again(self, *, first: int) -> None:
        """Takes over what messages there are now, and counts in those that are others."""
        known = {said.entry: said for said in self._said if said is not None and said.is_up_to_date}
        self._said = [known.get(entry) for entry in self._transcript.entries]
        self.count = sum(said.count or 0 for said in self._said if said is not None)
        self.is_counted = self._is_drawing = False
        self.go_on(first, forward=True)

    def go_on(self, first: int, *, forward: bool) -> None:
        """Looks through what was not looked through yet, in this order."""
        if not self.is_counted:
            size = len(self._said)
            self._steps = self._look_through(range(first, first + size) if forward else range(first, first - size, -1))
        self._look_on(asked=True)

    def forget(self) -> None:
        """Looks for nothing any more, and lets go of what was found out."""
        self._timer.stop()
        self.needle, self._steps, self._said = None, iter(()), []
        self.count, self.is_counted, self._is_drawing = 0, False, False

    def near(self, position: Position, *, forward: bool) -> Match | None:
        """The first match at a position or behind it, or before it; from the other end on where there is none. None
        at all, too, as long as it is not known.
        """
        size = len(self._said)
        for step in range(size + 1 if self.count else 0):
            index = (position.message + step if forward else position.message - step) % size
            said = self._said[index]
            if said is None or said.count is None or (said.count and not self._draw(said)):
                return None
            if said.count and (match := self._match_in(index, position if not step else None, forward)):
                return match
        return None

    def number(self, start: Position) -> int | None:
        """How many matches there are before the one that begins at a position; `None` where none does, or as long as
        it is not known.
        """
        index, part, place = start
        said = self._said[index] if index < len(self._said) else None
        if said is None or not said.count or not self._draw(said):
            return None
        drawn = self._drawn(index, part)
        if drawn is None or self.needle is None or drawn.next(self.needle, place) != place:
            return None
        earlier = [self._drawn(index, part) for part in range(part)]
        within = sum(other.count(self.needle) for other in earlier if other is not None)
        before = sum(said.count or 0 for said in self._said[:index] if said is not None)
        return before + within + drawn.before(self.needle, place)

    # ---- within a message ----

    def _match_in(self, index: int, position: Position | None, forward: bool) -> Match | None:
        assert self.needle is not None
        parts = range(len(PARTS)) if forward else reversed(range(len(PARTS)))
        for part in parts:
            drawn = self._drawn(index, part)
            if drawn is None or (position is not None and (part < position.part if forward else part > position.part)):
                continue
            limit = position.place if position is not None and part == position.part else None
            place = drawn.next(self.needle, limit or START) if forward else drawn.last(self.needle, limit)
            if place is not None:
                return Match(Position(index, part, place), len(self.needle))
        return None

    def _drawn(self, index: int, part: int) -> Drawn | None:
        said = self._said[index] if index < len(self._said) else None
        return said.drawn(PARTS[part]) if said is not None else None

    def _draw(self, said: Said) -> bool:
        """Finds out where the words of a message are. Returns whether that is done: if not, `changed` says when to ask
        again.
        """
        end = perf_counter() + _AT_ONCE
        for _ in said.draw():
            if perf_counter() > end:
                self._timer.start()
                self._is_drawing = True
                return False
        self._is_drawing = False
        return True

    # ---- looking ----

    def _look_on(self, *, asked: bool = False) -> None:
        self._timer.stop()
        begun, before = perf_counter(), self.count
        for _ in self._steps:
            if perf_counter() - begun > _AT_ONCE:
                self._timer.start()
                break
        else:
            self.is_counted = True
        first = self.count > 0 and not before
        if asked or first or self.is_counted or self._is_drawing or perf_counter() - self._told > _SELDOM:
            self._told = perf_counter()
            self.changed.emit()

    def _look_through(self, order: range) -> Iterator[None]:
        needle, passed = self.needle, 0
        for place in order:
            index = place % len(order)
            said = self._said[index] = self._said[index] or Said(self._transcript[index])
            if needle is None:
                yield from said.skim()
            elif said.count is None:
                count = 0
                for text in said.texts:
                    if text.words is None:
                        yield from text.find(needle)
                    if text.words is not None:
                        count += text.words.count(needle.encoded)
                        passed += len(text.words)
                said.count = count
                self.count += count
                if passed > _LETTERS:
                    passed = 0
                    yield
