"""What a model wrote, as the leaves of the Markdown that it is."""

from collections.abc import Iterator

from deeptrin_desktop.markdown.blocks import Block
from deeptrin_desktop.ui.blocks.ending import Ending, ending_of
from deeptrin_desktop.ui.blocks.flow import Change, Move
from deeptrin_desktop.ui.blocks.leaves import Leaf, Unread
from deeptrin_desktop.ui.blocks.waiting import AT_LEAST, MOST_UNTAKEN, Waiting
from deeptrin_desktop.ui.blocks.written import Written


class MarkdownFlow:
    """A text that is too long to be read at once has the leaves of its beginning first, then one that stands for what
    was not read yet, and those of its end. These move further on while the rest is read.
    """

    def __init__(self, text: str) -> None:
        self._written = Written()
        self._ending: Ending | None = None
        self._pieces: list[str] = []
        self._waiting = Waiting(text)
        self._ended = self._finished = False
        self.taken = 0
        self.leaves = self._written.leaves

    @property
    def source(self) -> str:
        return "".join(self._pieces) + self._waiting.text

    @property
    def waiting(self) -> int:
        return self._waiting.came - self.taken

    @property
    def is_read(self) -> bool:
        return not self.waiting and self._written.settled

    @property
    def behind(self) -> int:
        return 0 if self._ending is not None else self.waiting

    def feed(self, text: str) -> None:
        if self._finished:  # it goes on after all: somebody asked for more of it
            self._written.begin_again()
            self._waiting, self._pieces, self.taken, self._ending = Waiting(self.source), [], 0, None
        self._ended = self._finished = False
        self._waiting.add(text)

    def read(self, seconds: float) -> Change:
        begins, known = self.taken == 0, len(self._written.leaves)
        self._read(self._waiting.slices(seconds, AT_LEAST))
        if self._waiting and self._ending is not None and self._waiting.taken > self._ending.start:
            return self._change(set())  # nothing is to be seen twice
        self.taken = self._waiting.taken
        places = self._written.take()
        if begins and self.waiting > 2 * AT_LEAST:
            self._ending = ending_of(self._waiting.text, self.taken)
        if self._ending is None:
            self.leaves = self._written.leaves
            return self._change(places)
        if not self._waiting:
            return self._join(self._ending, places, known)
        read, ending = self._written.leaves, self._ending.written.leaves
        unread = Leaf(Unread((self._ending.start - self.taken) / self.taken))
        self.leaves = [*read, unread, *ending]
        if begins:
            return self._change(places | {*range(len(read), len(self.leaves))})
        return self._change(places | {len(read)}, Move(known + 1, len(read) - known))

    def read_ahead(self, seconds: float) -> bool:
        self._read(self._waiting.slices(seconds))
        return bool(self._waiting) and self._written.untaken < MOST_UNTAKEN

    def _read(self, slices: Iterator[str]) -> None:
        for text in slices:
            self._pieces.append(text)
            self._written.feed(text)
        if self._ended and not self._waiting and not self._finished:
            self._finished = True
            self._written.finish()

    def end(self) -> Change:
        self._ended = True
        return Change((), len(self.leaves)) if self.waiting else self.read(0)

    def source_of(self, first: int, last: int) -> str:
        start, end = self._block_of(first), self._block_of(last)
        return self.source[start.start : end.end] if start is not None and end is not None else ""

    def _block_of(self, place: int) -> Block | None:
        behind = place - len(self._written.leaves) - 1
        if self._ending is not None and behind >= 0:
            return self._ending.written.block_of(behind)
        return self._written.block_of(place)

    def _join(self, ending: Ending, places: set[int], known: int) -> Change:
        """Lets go of the end that was read by itself. Its leaves stay from that one on from which they are the same."""
        read, old = self._written.leaves, ending.written.leaves
        same = 0
        while same < min(len(read), len(old)) and read[-1 - same] == old[-1 - same]:
            read[-1 - same] = old[-1 - same]
            same += 1
        before = known + 1 + len(old)
        self.leaves, self._ending = read, None
        others = {place for place in places if place < len(read) - same}
        return self._change(others, Move(before - same, len(read) - before))

    def _change(self, places: set[int], move: Move | None = None) -> Change:
        count = len(self.leaves)
        return Change(sorted(place for place in places if place < count), count, move)
