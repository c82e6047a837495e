"""A text that grows, and the blocks that it is: what is shown of a reply while it arrives, and afterwards."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace

from deeptrin_desktop.markdown.blocks import Block
from deeptrin_desktop.markdown.calm import calmed, shown
from deeptrin_desktop.markdown.references import References
from deeptrin_desktop.markdown.source import Lines, Piece
from deeptrin_desktop.markdown.tree import Tree


@dataclass(frozen=True, slots=True)
class Patch:
    """What to change in a list of top-level blocks: keep the first `keep`, then put these."""

    keep: int
    blocks: tuple[Block, ...]
    provisional: int = 0
    """How many at the end may still change, and are shown as if what they have begun were ended."""

    def applied_to(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """The blocks after this patch, where these were there before."""
        return (*blocks[: self.keep], *self.blocks)

    def then(self, further: "Patch") -> "Patch":
        """Both patches, the further one after this, as one."""
        if further.keep <= self.keep:
            return further
        return replace(further, keep=self.keep, blocks=(*self.blocks[: further.keep - self.keep], *further.blocks))


class Document:
    """Reads a text in pieces. Whatever the pieces, once it is finished its blocks are those of the whole text.

    Blocks that have closed stay as they are, save those that asked for a label which is defined later.
    """

    def __init__(self, start: int = 0) -> None:
        """`start` is the offset that its text begins with, where it is the end of a longer one."""
        self._lines = Lines(start)
        self._references = References()
        self._tree = Tree(self._references.define)
        self._closed: list[Block] = []

    def feed(self, text: str) -> Patch:
        """Reads further text. It takes about 10 ms for 50,000 characters: more are better fed in several pieces."""
        for piece in self._lines.feed(text):
            _add(self._tree, piece)
        keep = self._collect()
        tail = self._tail()
        return Patch(keep, (*self._closed[keep:], *tail), len(tail))

    def finish(self) -> Patch:
        """Says that nothing more will come, and gives the exact blocks of what was still open."""
        if self._lines.tail:
            _add(self._tree, self._lines.rest)
        self._tree.finish()
        keep = self._collect()
        return Patch(keep, tuple(self._closed[keep:]))

    def _collect(self) -> int:
        """Takes over the blocks that have closed. Returns how many of them are as they were before."""
        before = len(self._closed)
        for block in self._tree.take():
            self._references.remember(block, len(self._closed))
            self._closed.append(self._references.resolved(block))
        keep = before
        for place in self._references.take_stale():
            self._closed[place] = self._references.resolved(self._closed[place])
            keep = min(keep, place)
        return keep

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
