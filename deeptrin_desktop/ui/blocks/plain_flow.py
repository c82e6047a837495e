"""What a person wrote, as leaves: paragraphs as they were written."""

from collections.abc import Iterator

from deeptrin_desktop.ui.blocks.flow import Change
from deeptrin_desktop.ui.blocks.leaves import EMPTY, Leaf, Plain, Space
from deeptrin_desktop.ui.blocks.paragraphs import Paragraphs
from deeptrin_desktop.ui.blocks.waiting import AT_LEAST, MOST_UNTAKEN, Waiting


class PlainFlow:
    """A leaf for each paragraph."""

    def __init__(self, text: str) -> None:
        self._paragraphs = Paragraphs()
        self._waiting = Waiting(text)
        self._first = 0
        """The first paragraph whose leaf may be another one when it is read on."""
        self.taken = 0
        self.leaves = [EMPTY]

    @property
    def source(self) -> str:
        return self._paragraphs.text + self._waiting.text

    @property
    def waiting(self) -> int:
        return self._waiting.came - self.taken

    @property
    def is_read(self) -> bool:
        return not self.waiting

    @property
    def behind(self) -> int:
        return self.waiting

    def feed(self, text: str) -> None:
        self._waiting.add(text)

    def read(self, seconds: float) -> Change:
        self._read(self._waiting.slices(seconds, AT_LEAST))
        self.taken = self._waiting.taken
        first, self._first = self._first, len(self._paragraphs) - 1
        self.leaves[first:] = [self._leaf(index) for index in range(first, len(self._paragraphs))]
        return Change(range(first, len(self.leaves)), len(self.leaves))

    def read_ahead(self, seconds: float) -> bool:
        self._read(self._waiting.slices(seconds))
        return bool(self._waiting) and len(self._paragraphs) - self._first < MOST_UNTAKEN

    def _read(self, slices: Iterator[str]) -> None:
        for text in slices:
            self._paragraphs.feed(text)

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
