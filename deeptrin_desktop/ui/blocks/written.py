"""The leaves of a text of Markdown, as its blocks come. Those that are as they were stay the same objects, which know
their words already.
"""

from bisect import bisect_right

from deeptrin_desktop.markdown.blocks import Block
from deeptrin_desktop.markdown.document import Document, Patch
from deeptrin_desktop.ui.blocks.flatten import leaves_of
from deeptrin_desktop.ui.blocks.leaves import EMPTY, Leaf


class Written:
    """`before` is the leaf that stands before the first; `start` the offset of its text in the whole."""

    def __init__(self, start: int = 0, before: Leaf | None = None) -> None:
        self.leaves = [EMPTY]
        self._document = Document(start)
        self._before = before
        self._patch: Patch | None = None
        """What was read and not taken."""
        self._blocks: list[Block] = []
        self._firsts: list[int] = []
        """The first leaf of each block."""

    def begin_again(self) -> None:
        """Reads the whole text once more from now on. Its leaves stay until others take their place."""
        self._document, self._patch = Document(), None

    def feed(self, text: str) -> None:
        """Reads further text. Its leaves are not there before they are taken."""
        self._remember(self._document.feed(text))

    def finish(self) -> None:
        """Says that this was all."""
        self._remember(self._document.finish())

    def take(self) -> set[int]:
        """Makes leaves of what was read. Returns which of them are others now, or new."""
        patch, self._patch = self._patch, None
        return set() if patch is None else self._apply(patch)

    def block_of(self, place: int) -> Block | None:
        """The block that a leaf is of; nothing while there is none."""
        return self._blocks[bisect_right(self._firsts, place) - 1] if self._blocks else None

    def _remember(self, patch: Patch) -> None:
        self._patch = patch if self._patch is None else self._patch.then(patch)

    def _apply(self, patch: Patch) -> set[int]:
        first = self._firsts[patch.keep] if 0 < patch.keep < len(self._firsts) else len(self.leaves) * (patch.keep > 0)
        old = self.leaves[first:]
        del self.leaves[first:]
        del self._firsts[patch.keep :], self._blocks[patch.keep :]
        for block in patch.blocks:
            self._firsts.append(len(self.leaves))
            before = self.leaves[-1] if self.leaves else self._before
            self.leaves += leaves_of(block, before, end=self._blocks[-1].end if self._blocks else 0)
            self._blocks.append(block)
        self.leaves = self.leaves or [EMPTY]
        changed = set()
        for place in range(first, len(self.leaves)):
            if place - first < len(old) and self.leaves[place] == old[place - first]:
                self.leaves[place] = old[place - first]
            else:
                changed.add(place)
        return changed
