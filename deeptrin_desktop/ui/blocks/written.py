"""The leaves of a text of Markdown, as its blocks come. Those that are as they were stay the same objects, which know
their words already.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from deeptrin_desktop.markdown.blocks import Block
from deeptrin_desktop.markdown.document import Document
from deeptrin_desktop.ui.blocks.flatten import leaves_of
from deeptrin_desktop.ui.blocks.leaves import EMPTY, Leaf


class Written:
    """`before` is the leaf that stands before the first; `start` the offset of its text in the whole."""

    def __init__(self, start: int = 0, before: Leaf | None = None) -> None:
        self.leaves = [EMPTY]
        self._document = Document(start)
        self._before = before
        self._blocks: list[Block] = []
        self._firsts: list[int] = []
        """The first leaf of each block."""

    @property
    def settled(self) -> bool:
        """Whether its leaves need not be taken once more when all was read."""
        return self._document.settled

    @property
    def untaken(self) -> int:
        """About how many leaves were read and not taken."""
        return self._document.untaken

    def begin_again(self) -> None:
        """Reads the whole text once more from now on. Its leaves stay until others take their place."""
        self._document = Document()

    def feed(self, text: str) -> None:
        """Reads further text. Its leaves are not there before they are taken."""
        self._document.feed(text)

    def finish(self) -> None:
        """Says that this was all."""
        self._document.finish()

    def take(self) -> set[int]:
        """Makes leaves of what was read. Returns which of them are others now, or new."""
        patch = self._document.take()
        redone = {leaf for place, block in patch.others for leaf in self._redo(place, block)}
        return redone | self._append(patch.keep, patch.blocks)

    def block_of(self, place: int) -> Block | None:
        """The block that a leaf is of; nothing while there is none."""
        return self._blocks[bisect_right(self._firsts, place) - 1] if self._blocks else None

    def _redo(self, place: int, block: Block) -> set[int]:
        """Makes other leaves, just as many, of a block of which only what its labels stand for has changed."""
        self._blocks[place] = block
        first = self._firsts[place]
        end = self._firsts[place + 1] if place + 1 < len(self._firsts) else len(self.leaves)
        old = self.leaves[first:end]
        self.leaves[first:end] = self._leaves_of(place, first)
        return self._changed(first, old, end)

    def _append(self, keep: int, blocks: Sequence[Block]) -> set[int]:
        """Makes leaves of further blocks, which come after the first `keep`."""
        first = self._firsts[keep] if 0 < keep < len(self._firsts) else len(self.leaves) * (keep > 0)
        old = self.leaves[first:]
        del self.leaves[first:]
        del self._firsts[keep:], self._blocks[keep:]
        for block in blocks:
            self._firsts.append(len(self.leaves))
            self._blocks.append(block)
            self.leaves += self._leaves_of(len(self._blocks) - 1, len(self.leaves))
        self.leaves = self.leaves or [EMPTY]
        return self._changed(first, old, len(self.leaves))

    def _leaves_of(self, place: int, first: int) -> Iterator[Leaf]:
        before = self.leaves[first - 1] if first else self._before
        return leaves_of(self._blocks[place], before, end=self._blocks[place - 1].end if place else 0)

    def _changed(self, first: int, old: Sequence[Leaf], end: int) -> set[int]:
        """Which leaves from `first` up to `end` are others than the old ones. Of equal ones the old one stays."""
        changed = set(range(first + len(old), end))
        for place, before in zip(range(first, end), old, strict=False):
            if self.leaves[place] == before:
                self.leaves[place] = before
            else:
                changed.add(place)
        return changed
