"""A text as a screen reader reads it: with words for what is seen and not written."""

from bisect import bisect_right

from deeptrin_desktop.ui.blocks.flow import Flow, Place
from deeptrin_desktop.ui.blocks.leaves import Leaf


class Spoken:
    """What is spoken of the leaves that are there. Offsets in it are characters."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._starts = [0]
        """Where the first leaves begin, as far as it was asked for."""

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(map(_spoken, self._flow.leaves))

    def beginning(self, length: int) -> str:
        """So many characters, without working all of it out."""
        pieces, missing = [], length
        for leaf in self._flow.leaves:
            if missing <= 0:
                break
            pieces.append(_spoken(leaf)[:missing])
            missing -= len(pieces[-1])
        return "".join(pieces)

    def offset_of(self, place: Place) -> int:
        """Where a place of the text is in it."""
        return self._start(place.leaf) + len(_lead(self._flow.leaves[place.leaf])) + place.offset

    def place_at(self, offset: int) -> Place:
        """The place of the text that a character of it stands at."""
        leaves = self._flow.leaves
        self._start(len(leaves) - 1)
        leaf = bisect_right(self._starts, offset) - 1
        inside = offset - self._starts[leaf] - len(_lead(leaves[leaf]))
        return Place(leaf, min(max(inside, 0), len(leaves[leaf].text)))

    def changed(self, first: int) -> None:
        """Tells that leaves from this one on are others now."""
        del self._starts[first + 1 :]

    def _start(self, leaf: int) -> int:
        starts = self._starts
        while len(starts) <= leaf:
            starts.append(starts[-1] + len(_spoken(self._flow.leaves[len(starts) - 1])))
        return starts[leaf]


def _lead(leaf: Leaf) -> str:
    """What is spoken before a leaf's text."""
    return leaf.before + leaf.body.said_first


def _spoken(leaf: Leaf) -> str:
    return _lead(leaf) + leaf.text
