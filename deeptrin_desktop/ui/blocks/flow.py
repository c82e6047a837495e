"""A text that grows, as leaves, and how it is told what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from deeptrin_desktop.ui.blocks.leaves import Leaf


class Place(NamedTuple):
    """A place between two characters of a text. Places are ordered as the text is read."""

    leaf: int
    offset: int
    """Characters in the leaf's text."""


START = Place(0, 0)


class Move(NamedTuple):
    """Leaves from `start` on stand `by` places further on now."""

    start: int
    by: int

    def of(self, place: Place) -> Place:
        """Where what was at a place is now."""
        return Place(place.leaf + self.by, place.offset) if place.leaf >= self.start else place


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the leaves: first some of them moved, and now those at `places` are others, or new; there are
    `count` of them.
    """

    places: Sequence[int]
    count: int
    move: Move | None = None


class Flow(Protocol):
    """There is always a leaf, if only an empty one."""

    taken: int
    """How many characters were read."""

    @property
    def leaves(self) -> list[Leaf]:
        """Of what was read, and of the end where that is read first."""

    @property
    def source(self) -> str:
        """All of the text, as it came."""

    @property
    def waiting(self) -> int:
        """How many characters of it were not read yet."""

    @property
    def is_read(self) -> bool:
        """Whether its leaves are all that it is, and not to be read on."""

    @property
    def behind(self) -> int:
        """How many of those no leaf stands for."""

    def feed(self, text: str) -> None:
        """Takes more text, to be read."""

    def read(self, seconds: float) -> Change:
        """Reads what waits, for about so long, and makes leaves of what was read."""

    def read_ahead(self, seconds: float) -> bool:
        """Reads for later: the leaves stay as they are until it is read on. Returns whether there is more to read
        before that.
        """

    def end(self) -> Change:
        """Says that no more text will come, at least for now."""

    def source_of(self, first: int, last: int) -> str:
        """The part of the source that leaves from `first` to `last` come from."""
