"""Texts that grow, as leaves: what a person wrote as it is, and what a model wrote as the Markdown that it is."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from deeptrin_desktop.markdown.blocks import Block
from deeptrin_desktop.markdown.document import Document, Patch
from deeptrin_desktop.ui.blocks.flatten import leaves_of
from deeptrin_desktop.ui.blocks.leaves import Leaf, Plain, Space
from deeptrin_desktop.ui.blocks.paragraphs import Paragraphs
from deeptrin_desktop.ui.blocks.waiting import Waiting

_SLICE = 4_000
"""Characters that are read at a time; they take about 1 ms."""
_AT_LEAST = 12_000
"""Characters that are read at once even if it takes longer, so that only truly long texts come bit by bit."""
_LONGER = 0.02
"""Seconds that it may take."""
_EMPTY = Leaf(Plain(""))


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the leaves: those at `places` are others now, or new; there are `count` of them."""

    places: Sequence[int]
    count: int


class Flow(Protocol):
    """There is always a leaf, if only an empty one."""

    leaves: list[Leaf]
    taken: int
    """How many characters were read."""

    @property
    def source(self) -> str:
        """All of the text, as it came."""

    @property
    def waiting(self) -> int:
        """How many characters of it were not read yet."""

    def feed(self, text: str) -> None:
        """Takes more text, to be read."""

    def read(self, seconds: float) -> Change:
        """Reads what waits, for about so long."""

    def read_ahead(self, seconds: float) -> None:
        """The same, but the leaves stay as they are until it is read on."""

    def end(self) -> Change:
        """Says that no more text will come, at least for now."""

    def source_of(self, first: int, last: int) -> str:
        """The part of the source that leaves from `first` to `last` come from."""


class PlainFlow:
    """Paragraphs as they were written."""

    def __init__(self, text: str) -> None:
        self._paragraphs = Paragraphs()
        self._waiting = Waiting(text)
        self.taken = 0
        self.leaves = [_EMPTY]

    @property
    def source(self) -> str:
        return self._paragraphs.text + self._waiting.text

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def feed(self, text: str) -> None:
        self._waiting.add(text)

    def read_ahead(self, seconds: float) -> None:
        pass  # these are read in no time

    def read(self, seconds: float) -> Change:
        first = len(self._paragraphs) - 1
        for text in _slices(self._waiting, seconds):
            self._paragraphs.feed(text)
            self.taken += len(text)
        self.leaves[first:] = [self._leaf(index) for index in range(first, len(self._paragraphs))]
        return Change(range(first, len(self.leaves)), len(self.leaves))

    def end(self) -> Change:
        return Change((), len(self.leaves))

    def source_of(self, first: int, last: int) -> str:
        end = self._paragraphs.start(last) + len(self._paragraphs[last].text)
        return self.source[self._paragraphs.start(first) : end]

    def _leaf(self, index: int) -> Leaf:
        paragraph = self._paragraphs[index]
        before = self._paragraphs[index - 1] if index else None
        spaced = before is not None and before.spaced
        return Leaf(
            Plain(paragraph.text),
            space=Space.PARAGRAPH if spaced else Space.NONE,
            before=before.gap if before is not None else "",
        )


class MarkdownFlow:
    """The leaves of a document's blocks."""

    def __init__(self, text: str) -> None:
        self._document = Document()
        self._pieces: list[str] = []
        self._waiting = Waiting(text)
        self._length = len(text)
        self._ahead: Patch | None = None
        """What reading ahead has made of the blocks."""
        self._blocks: list[Block] = []
        self._firsts: list[int] = []
        """The first leaf of each block."""
        self._ended = self._finished = False
        self.taken = 0
        self.leaves = [_EMPTY]

    @property
    def source(self) -> str:
        return "".join(self._pieces) + self._waiting.text

    @property
    def waiting(self) -> int:
        return self._length - self.taken

    def feed(self, text: str) -> None:
        if self._finished:  # it goes on after all: somebody asked for more of it
            self._document, self._waiting, self._pieces, self.taken = Document(), Waiting(self.source), [], 0
            self._ahead = None
        self._ended = self._finished = False
        self._waiting.add(text)
        self._length += len(text)

    def read_ahead(self, seconds: float) -> None:
        for text in _slices(self._waiting, seconds):
            self._pieces.append(text)
            self._remember(self._document.feed(text))
        if self._ended and not self._waiting and not self._finished:
            self._finished = True
            self._remember(self._document.finish())

    def _remember(self, patch: Patch) -> None:
        self._ahead = patch if self._ahead is None else self._ahead.then(patch)

    def read(self, seconds: float) -> Change:
        self.read_ahead(seconds)
        self.taken = self._length - len(self._waiting)
        patch, self._ahead = self._ahead, None
        return Change(() if patch is None else self._take(patch), len(self.leaves))

    def end(self) -> Change:
        self._ended = True
        return Change((), len(self.leaves)) if self.waiting else self.read(0)

    def source_of(self, first: int, last: int) -> str:
        if not self._blocks:
            return ""
        start, end = self._block_of(first).start, self._block_of(last).end
        return self.source[start:end]

    def _block_of(self, place: int) -> Block:
        return self._blocks[bisect_right(self._firsts, place) - 1]

    def _take(self, patch: Patch) -> Sequence[int]:
        """Puts a patch's blocks in their place. Returns which leaves are others now."""
        first = self._firsts[patch.keep] if 0 < patch.keep < len(self._firsts) else len(self.leaves) * (patch.keep > 0)
        old = self.leaves[first:]
        del self.leaves[first:]
        del self._firsts[patch.keep :], self._blocks[patch.keep :]
        for block in patch.blocks:
            self._firsts.append(len(self.leaves))
            before = self.leaves[-1] if self.leaves else None
            self.leaves += leaves_of(block, before, end=self._blocks[-1].end if self._blocks else 0)
            self._blocks.append(block)
        self.leaves = self.leaves or [_EMPTY]
        changed = []
        for place in range(first, len(self.leaves)):
            if place - first < len(old) and self.leaves[place] == old[place - first]:
                self.leaves[place] = old[place - first]  # which knows its words already
            else:
                changed.append(place)
        return changed


def _slices(waiting: Waiting, seconds: float) -> Iterator[str]:
    """Takes what waits, slice by slice, for about so long."""
    start = perf_counter()
    taken = 0
    while waiting:
        text = waiting.take(_SLICE)
        yield text
        taken += len(text)
        if perf_counter() - start > (seconds if taken >= _AT_LEAST else seconds + _LONGER):
            break
