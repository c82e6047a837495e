"""Looking for words in a conversation, bit by bit, so that nothing waits for it.

What is found is what is drawn: `bo**ld**` is `bold`. To know what is drawn a message must be read, which takes time
once; most messages need not be, since already their letters show that a word is not in them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from deeptrin_desktop.core.message import Message
from deeptrin_desktop.ui.blocks.flow import START, Place
from deeptrin_desktop.ui.pane.drawn import Drawn, read_drawn
from deeptrin_desktop.ui.pane.entry import Entry
from deeptrin_desktop.ui.pane.needle import Needle, letters
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.pane.selection import PARTS, Position
from deeptrin_desktop.ui.pane.transcript import Transcript

_AT_ONCE = 0.006
"""Seconds of looking at a time."""
_LONGEST = 200_000
"""Characters of a text whose letters are looked at before it is read; that is not done bit by bit."""
_UNKNOWN = -1


class Match(NamedTuple):
    """What was found. Matches are ordered as the text is read."""

    start: Position
    length: int

    @property
    def end(self) -> Position:
        place = self.start.place
        return self.start._replace(place=Place(place.leaf, place.offset + self.length))


@dataclass(slots=True)
class _Text:
    """What is known of one text of a message, as long as it is that long."""

    kind: Kind
    message: Message
    length: int
    letters: bytes | None
    """Until it is read."""
    drawn: Drawn | None = None


class Found(QObject):
    """How often a needle is in each message, as far as that is known, and the way from one place to the next."""

    changed = Signal()
    """More was found, or all was looked through."""

    def __init__(self, transcript: Transcript, parent: QObject) -> None:
        super().__init__(parent)
        self.needle: Needle | None = None
        self._transcript = transcript
        self._counts: list[int] = []
        self._texts: dict[tuple[str, Kind], _Text] = {}
        self._shown: list[tuple[_Text, ...]] = []
        """The texts of each message that are to be seen; none as long as nobody asked."""
        self._steps: Iterator[None] = iter(())
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._look_on)

    @property
    def is_looking(self) -> bool:
        """Whether there may be more."""
        return self.needle is not None and self._timer.isActive()

    @property
    def count(self) -> int:
        """How often it was found so far."""
        return sum(count for count in self._counts if count > 0)

    def look_for(self, text: str, *, first: int) -> None:
        """Begins anew, with the message at this place; an empty text finds nothing."""
        self.needle = Needle(text) if text.strip() else None
        self._counts = [_UNKNOWN] * len(self._transcript)
        if len(self._shown) != len(self._transcript):
            self._shown = [()] * len(self._transcript)
        self.go_on(first, forward=True)

    def look_again(self, *, first: int) -> None:
        """Counts anew, since messages may be others; what was read of those that are not is kept."""
        known = self._transcript.index
        self._texts = {key: text for key, text in self._texts.items() if known(key[0]) is not None}
        self._counts = [_UNKNOWN] * len(self._transcript)
        self._shown = [()] * len(self._transcript)
        self.go_on(first, forward=True)

    def go_on(self, first: int, *, forward: bool) -> None:
        """Looks through what was not looked through yet, in this order. With nothing to look for it prepares for it."""
        self._timer.stop()
        size = len(self._counts)
        order = ((first + step if forward else first - step) % size for step in range(size))
        self._steps = self._prepare(order) if self.needle is None else self._look_through(order, self.needle)
        self._look_on()

    def stop(self) -> None:
        """Looks for nothing any more."""
        self.needle, self._steps = None, iter(())
        self._timer.stop()

    def forget(self) -> None:
        """Lets go of what was read as well."""
        self.stop()
        self._counts, self._shown, self._texts = [], [], {}

    def near(self, position: Position, *, forward: bool) -> Match | None:
        """The first match at a position or behind it, or before it; from the other end on where there is none. None
        at all, too, as long as it is not known.
        """
        size = len(self._counts)
        for step in range(size + 1 if size else 0):
            index = (position.message + step if forward else position.message - step) % size
            if self._counts[index] == _UNKNOWN:
                return None
            if self._counts[index] and (match := self._match_in(index, position if not step else None, forward)):
                return match
        return None

    def number(self, start: Position) -> int | None:
        """How many matches there are before the one that begins at a position; `None` where none does."""
        index, part, place = start
        drawn = self._drawn(index, PARTS[part])
        if drawn is None or self.needle is None or drawn.next(self.needle, place) != place:
            return None
        earlier = [self._drawn(index, kind) for kind in PARTS[:part]]
        within = sum(other.count(self.needle) for other in earlier if other is not None)
        return sum(self._counts[:index]) + within + drawn.before(self.needle, place)

    # ---- within a message ----

    def _match_in(self, index: int, position: Position | None, forward: bool) -> Match | None:
        assert self.needle is not None
        parts = range(len(PARTS)) if forward else reversed(range(len(PARTS)))
        for part in parts:
            drawn = self._drawn(index, PARTS[part])
            if drawn is None or (position is not None and (part < position.part if forward else part > position.part)):
                continue
            limit = position.place if position is not None and part == position.part else None
            place = drawn.next(self.needle, limit or START) if forward else drawn.last(self.needle, limit)
            if place is not None:
                return Match(Position(index, part, place), len(self.needle))
        return None

    def _drawn(self, index: int, kind: Kind) -> Drawn | None:
        """What was read of a text that is to be seen."""
        entry = self._transcript[index]
        text = self._texts.get((entry.message.id, kind))
        return text.drawn if text is not None and _is_shown(entry, kind) else None

    # ---- looking ----

    def _look_on(self) -> None:
        end = perf_counter() + _AT_ONCE
        for _ in self._steps:
            if perf_counter() > end:
                self._timer.start()
                break
        self.changed.emit()

    def _prepare(self, order: Iterator[int]) -> Iterator[None]:
        for index in order:
            self._shown_in(index)
            yield

    def _look_through(self, order: Iterator[int], needle: Needle) -> Iterator[None]:
        for index in order:
            if self._counts[index] == _UNKNOWN:
                count = 0
                for text in self._shown[index] or self._shown_in(index):
                    if text.drawn is None and needle.may_be_among(text.letters):
                        text.drawn = yield from read_drawn(self._transcript[index].flow(text.kind))
                        text.letters = None
                    count += text.drawn.count(needle) if text.drawn is not None else 0
                self._counts[index] = count
                yield

    def _shown_in(self, index: int) -> tuple[_Text, ...]:
        entry = self._transcript[index]
        self._shown[index] = tuple(self._text_of(entry, kind) for kind in PARTS if _is_shown(entry, kind))
        return self._shown[index]

    def _text_of(self, entry: Entry, kind: Kind) -> _Text:
        key, length = (entry.message.id, kind), entry.length(kind)
        text = self._texts.get(key)
        if text is None or text.message is not entry.message or text.length != length:
            found = letters(entry.source(kind)) if length <= _LONGEST else None
            text = self._texts[key] = _Text(kind, entry.message, length, found)
        return text


def _is_shown(entry: Entry, kind: Kind) -> bool:
    return kind is Kind.TEXT or entry.shows(kind)
