"""Open blocks: those that the next line may still add to.

A node knows whether a line goes on with it, what it is when it closes, and how a copy of it becomes independent: what
is shown while text still arrives is worked out on copies.
"""

from abc import abstractmethod
from collections.abc import Sequence
from enum import Enum

from deeptrin_desktop.markdown.blocks import Block
from deeptrin_desktop.markdown.line import Line


class Verdict(Enum):
    """What a line means to an open block."""

    GOES_ON = "goes on"
    ENDED_BEFORE = "ended before"
    ENDS_HERE = "ends here"
    """The line was the block's own, and its last."""


class Node:
    """An open block. Once it has closed, `last` is the number of its last line and `end` where that line ends."""

    # No ABC: it would make each isinstance, of which a line takes several, ten times as slow.

    verbatim = False
    """Whether what stands in it is taken as it is, so that no other block can begin there."""
    closes_at_once = False

    def __init__(self, line: Line) -> None:
        self.start = line.position
        self.first = line.number
        self.last = line.number
        self.end = line.end
        self.continued = False

    @abstractmethod
    def verdict(self, line: Line) -> Verdict:
        """Whether it goes on with this line; if so, its own marks are taken off the line's front."""

    @abstractmethod
    def blocks(self) -> Sequence[Block]:
        """What it is, were it closed now: one block, save for paragraphs."""

    def close(self, *, last: int, end: int) -> None:
        """Tells which line was its last and where that line ends."""
        self.last, self.end = last, end

    def detach(self) -> None:
        """Makes what a copy of it holds the copy's own."""
        return

    def reopen(self, line: Line) -> None:
        """Lets go of what it holds, once it has closed, to go on from this line as a further part."""
        self.start, self.first, self.last, self.end = line.start, line.number, line.number, line.start
        self.continued = True


class Leaf(Node):
    """Holds text."""

    @abstractmethod
    def add(self, line: Line) -> None:
        """Takes what is left of a line."""

    def lengthen(self, line: Line) -> None:
        """Takes a further piece of a line that was too long to be read at once."""
        self.add(line)
