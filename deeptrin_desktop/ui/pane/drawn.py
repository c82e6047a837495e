"""The text of a message as it is drawn, kept for those who look for words in it."""

from array import array
from bisect import bisect_right
from collections.abc import Generator, Iterator, Sequence

from deeptrin_desktop.ui.blocks.flow import Flow, Place
from deeptrin_desktop.ui.blocks.leaves import Leaf
from deeptrin_desktop.ui.pane.needle import Needle, encoded, folded

_AT_ONCE = 0.002
"""Seconds of reading at a time."""
_BETWEEN = "\0"
"""What nobody looks for, between two leaves: what is found lies in one."""


class Drawn:
    """All leaves in one string, so that looking through it takes no time."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Takes the folded text of each leaf."""
        self._text = _BETWEEN.join(texts)
        self._starts = array("L", [0])
        for text in texts:
            self._starts.append(self._starts[-1] + len(text) + 1)

    @property
    def words(self) -> bytes:
        """All of it, folded and encoded."""
        return encoded(self._text)

    def count(self, needle: Needle) -> int:
        return self._text.count(needle.text)

    def before(self, needle: Needle, place: Place) -> int:
        """How often it begins before a place."""
        in_leaf = sum(start < place.offset for start in self._places(needle, place.leaf))
        return self._text.count(needle.text, 0, self._starts[place.leaf]) + in_leaf

    def next(self, needle: Needle, place: Place) -> Place | None:
        """Where it begins next, at this place or behind it. The place may be of a text that was longer."""
        if place.leaf + 1 >= len(self._starts):
            return None
        for start in self._places(needle, place.leaf):
            if start >= place.offset:
                return Place(place.leaf, start)
        return self._place(self._text.find(needle.text, self._starts[place.leaf + 1]))

    def last(self, needle: Needle, place: Place | None = None) -> Place | None:
        """Where it begins last, before this place or in all of the text."""
        end = len(self._text)
        if place is not None:
            place = min(place, self._end)
            starts = [start for start in self._places(needle, place.leaf) if start < place.offset]
            if starts:
                return Place(place.leaf, starts[-1])
            end = self._starts[place.leaf]
        found = self._place(self._text.rfind(needle.text, 0, end))
        # Where it overlaps with itself the last one seen from behind may be none.
        return None if found is None else Place(found.leaf, max(self._places(needle, found.leaf)))

    @property
    def _end(self) -> Place:
        return Place(len(self._starts) - 2, len(self._text))

    def _places(self, needle: Needle, leaf: int) -> Iterator[int]:
        return needle.places(self._text[self._starts[leaf] : self._starts[leaf + 1] - 1])

    def _place(self, at: int) -> Place | None:
        if at < 0:
            return None
        leaf = bisect_right(self._starts, at) - 1
        return Place(leaf, at - self._starts[leaf])


def read_drawn(flow: Flow) -> Generator[None, None, Drawn]:
    """Reads a text to its end, bit by bit, and returns what is drawn of it."""
    while not flow.is_read:
        flow.read(_AT_ONCE)
        yield
    texts = []
    for leaf in flow.leaves:
        texts.append(_text_of(leaf))
        yield
    return Drawn(texts)


def _text_of(leaf: Leaf) -> str:
    return folded(leaf.text).replace(_BETWEEN, "\x01")
