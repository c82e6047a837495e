"""What is said in a message, as far as those who look for words in it have found out."""

from collections.abc import Iterator
from itertools import chain

from deeptrin_desktop.ui.blocks.unmarked import UnclearError
from deeptrin_desktop.ui.pane.drawn import Drawn, read_drawn
from deeptrin_desktop.ui.pane.entry import Entry
from deeptrin_desktop.ui.pane.needle import Needle, encoded, letters
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.pane.selection import PARTS

_LONGEST = 200_000
"""Characters of a text whose letters are looked at before it is read; that is not done bit by bit."""


class SaidText:
    """One text of a message. Each of its steps takes a few milliseconds at most."""

    __slots__ = ("_entry", "_length", "_letters", "_skimmed", "drawn", "kind", "words")

    def __init__(self, entry: Entry, kind: Kind) -> None:
        self.kind = kind
        self.words: bytes | None = None
        """What is drawn of it, in no order, once that is known."""
        self.drawn: Drawn | None = None
        """Where each word is, once somebody went to one."""
        self._entry = entry
        self._length = entry.length(kind)
        self._skimmed = False
        self._letters: bytes | None = None
        """Of a text that must be read to know; `None` where they would tell nothing."""

    @property
    def is_up_to_date(self) -> bool:
        return self._entry.length(self.kind) == self._length

    def skim(self) -> Iterator[None]:
        """Finds its words without reading it, where that can be done."""
        if self._skimmed:
            return
        pieces = []
        try:
            if self._entry.runs:
                raise UnclearError  # what still arrives is drawn as if what it has begun were ended
            for words in self._entry.skimmed(self.kind):
                pieces.append(encoded(words))
                yield
            self.words = b"\0".join(pieces)
        except UnclearError:
            if self._length <= _LONGEST:
                self._letters = letters(self._entry.source(self.kind))
        self._skimmed = True

    def find(self, needle: Needle) -> Iterator[None]:
        """Finds its words where the needle may be among them. Nothing is kept of what is read for that."""
        yield from self.skim()
        if self.words is None and needle.may_be_among(self._letters):
            drawn = yield from read_drawn(self._entry.flow(self.kind))
            self.words, self._letters = drawn.words, None

    def draw(self) -> Iterator[None]:
        """Finds where they are."""
        entry = self._entry
        self.drawn = yield from read_drawn(entry.flow(self.kind) if entry.runs else entry.flow_to_show(self.kind))


class Said:
    """The texts of a message that are to be seen, as long as they are as they were."""

    __slots__ = ("_drawing", "_message", "_unfolded", "count", "entry", "texts")

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.texts = tuple(SaidText(entry, kind) for kind in PARTS if kind is Kind.TEXT or entry.shows(kind))
        self.count: int | None = None
        """How often it has what is looked for, once that was counted."""
        self._message, self._unfolded = entry.message, entry.unfolded
        self._drawing: Iterator[None] | None = None

    @property
    def is_up_to_date(self) -> bool:
        same = self.entry.message is self._message and self.entry.unfolded == self._unfolded
        return same and all(text.is_up_to_date for text in self.texts)

    def drawn(self, kind: Kind) -> Drawn | None:
        """Where the words of a text are; `None` for one that is not to be seen, or not known."""
        return next((text.drawn for text in self.texts if text.kind is kind), None)

    def skim(self) -> Iterator[None]:
        for text in self.texts:
            yield from text.skim()

    def draw(self) -> Iterator[None]:
        """Finds where its words are. Who asks again goes on with what was begun."""
        self._drawing = self._drawing or chain.from_iterable(text.draw() for text in self.texts)
        return self._drawing
