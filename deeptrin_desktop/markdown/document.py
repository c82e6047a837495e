"""A text that grows, and the blocks that it is: what is shown of a reply while it arrives, and afterwards."""

from copy import copy
from dataclasses import dataclass

from deeptrin_desktop.markdown.blocks import Block, texts_of
from deeptrin_desktop.markdown.calm import calmed, shown
from deeptrin_desktop.markdown.references import References
from deeptrin_desktop.markdown.source import Lines, Piece
from deeptrin_desktop.markdown.tree import Tree

_MOST_REDONE = 300
"""Texts, or what takes as long, past which no more blocks are redone in one go when what they ask for is defined."""
_A_TEXT = 100
"""Characters that take as long to be looked through as a further text to be redone."""


@dataclass(frozen=True, slots=True)
class Patch:
    """What to change in a list of top-level blocks: keep the first `keep`, then put `blocks`. The last of these may
    still change: what they have begun is shown as if it were ended.
    """

    keep: int
    blocks: tuple[Block, ...]
    others: tuple[tuple[int, Block], ...] = ()
    """Of those that are kept, the places of some that ask for what was defined since, and what they are now."""


class Document:
    """Reads a text in pieces. Whatever the pieces, once it is finished and settled its blocks are those of the whole
    text.

    Blocks that have closed stay as they are, save those that asked for a label which is defined later.
    """

    def __init__(self, start: int = 0) -> None:
        """`start` is the offset that its text begins with, where it is the end of a longer one."""
        self._lines = Lines(start)
        self._references = References()
        self._tree = Tree(self._references.define)
        self._closed: list[Block] = []
        self._taken = 0

    @property
    def untaken(self) -> int:
        """How many blocks have closed since they were last taken."""
        return len(self._closed) - self._taken

    @property
    def settled(self) -> bool:
        """Whether no block that was read still waits for what is defined already."""
        return not self._references.stale

    def feed(self, text: str) -> None:
        """Reads further text. It takes about 10 ms for 50,000 characters: more are better fed in several pieces."""
        for piece in self._lines.feed(text):
            _add(self._tree, piece)
        self._collect()

    def finish(self) -> None:
        """Says that nothing more will come: what is open has ended."""
        if self._lines.tail:
            _add(self._tree, self._lines.rest)
            self._lines.tail = ""
        self._tree.finish()
        self._collect()

    def take(self) -> Patch:
        """What has changed since it was last called. Thousands of blocks may wait for one label: then it is settled
        only when some more was taken.
        """
        keep, self._taken = self._taken, len(self._closed)
        others = self._settle()
        blocks = (*self._closed[keep:], *self._tail())
        return Patch(keep, blocks, tuple(each for each in others if each[0] < keep))

    def _collect(self) -> None:
        """Takes over the blocks that have closed."""
        for block in self._tree.take():
            self._references.remember(block, len(self._closed))
            self._closed.append(self._references.resolved(block))

    def _settle(self) -> list[tuple[int, Block]]:
        """Redoes some blocks that ask for what was defined since: the last ones first, since they are seen."""
        others, work = [], 0
        while self._references.stale and work < _MOST_REDONE:
            place, _ = self._references.stale.popitem()
            block = self._closed[place] = self._references.resolved(self._closed[place])
            others.append((place, block))
            work += sum(1 for _ in texts_of(block)) + (block.end - block.start) // _A_TEXT
        return others

    def _tail(self) -> tuple[Block, ...]:
        """What is shown of the blocks that are open, and of the line that has not ended."""
        tree = copy(self._tree)
        tree.detach()
        rest = self._lines.rest
        if rest.further or (rest.text and shown(rest.text, tree.tip)):
            _add(tree, rest)
        tree.finish()
        blocks = [self._references.resolved(block) for block in tree.take()]
        return (*blocks[:-1], *calmed(blocks[-1], tree.end)) if blocks else ()


def _add(tree: Tree, piece: Piece) -> None:
    if piece.further:
        tree.lengthen(piece.text, start=piece.start, ended=piece.ended)
    else:
        tree.add(piece.text, start=piece.start, ended=piece.ended)
