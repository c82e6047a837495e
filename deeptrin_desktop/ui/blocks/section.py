"""One text of a message in the pane, in leaves of which each is laid out while it is visible."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from deeptrin_desktop.markdown.highlight import Token
from deeptrin_desktop.ui.blocks.box import Box
from deeptrin_desktop.ui.blocks.colouring import cut
from deeptrin_desktop.ui.blocks.columns import Columns
from deeptrin_desktop.ui.blocks.excerpt import Excerpt
from deeptrin_desktop.ui.blocks.flow import Change, Flow
from deeptrin_desktop.ui.blocks.heights import Heights
from deeptrin_desktop.ui.blocks.leaves import Code, Leaf, Plain, Prose, Rows
from deeptrin_desktop.ui.blocks.pan import Pan
from deeptrin_desktop.ui.blocks.shared import Shared
from deeptrin_desktop.ui.blocks.style import Face
from deeptrin_desktop.ui.blocks.surroundings import Surroundings

_AT_ONCE = 0.006
"""Seconds that reading may take at a time; what it leaves is read later."""
_SAMPLE = 10_000
"""Characters."""
_NO_PAN = Pan()


class Place(NamedTuple):
    """A place between two characters of a text. Places are ordered as the text is read."""

    leaf: int
    offset: int
    """Characters in the leaf's text."""


START = Place(0, 0)


class Section:
    """Heights are exact for the leaves that are laid out now, and what was last known for the others. There are none
    before it was opened.
    """

    __slots__ = ("_around", "_boxes", "_columns", "_pans", "_spoken", "flow", "heights")

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self._boxes: dict[int, Box] = {}
        self._pans: dict[int, Pan] = {}
        self._columns: dict[int, Columns] = {}
        self._around: Surroundings | None = None
        self._spoken: list[int] = []
        """Where the first leaves begin in what is spoken, as far as it was asked for."""
        self.heights = Heights()

    def __bool__(self) -> bool:
        return bool(self.flow.waiting) or len(self.flow.leaves) > 1 or not _is_empty(self.flow.leaves[0])

    def __len__(self) -> int:
        """How many leaves there are."""
        return len(self.flow.leaves)

    def __getitem__(self, index: int) -> Leaf:
        return self.flow.leaves[index]

    @property
    def height(self) -> int:
        """With what is estimated for the part that was not read yet, by the part that was."""
        total = self.heights.total
        return total + total * self.flow.waiting // max(self.flow.taken, 1)

    @property
    def end(self) -> Place:
        """Behind the last character."""
        self.read_all()
        return Place(len(self) - 1, len(self[len(self) - 1].text))

    def clamped(self, place: Place) -> Place:
        """The place, or one that is there where the text has changed since."""
        leaf = min(place.leaf, len(self) - 1)
        return Place(leaf, min(place.offset, len(self[leaf].text)))

    def excerpt(self, start: Place, end: Place) -> Excerpt:
        """What stands between two places."""
        return Excerpt(self.flow.leaves[start.leaf : end.leaf + 1], start.offset, end.offset)

    def beginning(self, length: int) -> str:
        """So many characters of what is spoken, without working all of it out."""
        pieces, missing = [], length
        for leaf in self.flow.leaves:
            if missing <= 0:
                break
            pieces.append(_spoken(leaf)[:missing])
            missing -= len(pieces[-1])
        return "".join(pieces)

    # ---- as screen readers read it ----

    @property
    def spoken(self) -> str:
        """All of it, with words for what is seen and not written."""
        self.read_all()
        return "".join(map(_spoken, self.flow.leaves))

    def spoken_at(self, place: Place) -> int:
        """Where a place is in what is spoken, in characters."""
        return self._spoken_start(place.leaf) + len(_lead(self[place.leaf])) + place.offset

    def place_of(self, spoken: int) -> Place:
        """The place that a character of what is spoken stands at."""
        self.read_all()
        self._spoken_start(len(self) - 1)
        leaf = bisect_right(self._spoken, spoken) - 1
        inside = spoken - self._spoken[leaf] - len(_lead(self[leaf]))
        return self.clamped(Place(leaf, max(inside, 0)))

    def _spoken_start(self, leaf: int) -> int:
        starts = self._spoken = self._spoken or [0]
        while len(starts) <= leaf:
            starts.append(starts[-1] + len(_spoken(self[len(starts) - 1])))
        return starts[leaf]

    # ---- growing ----

    def open(self, around: Surroundings) -> None:
        """Takes these surroundings from now on, and begins to read, if that was not done."""
        if around is self._around:
            return
        first_time, self._around = self._around is None, around
        self._boxes.clear()
        self._columns.clear()
        if first_time:
            self.flow.read(_AT_ONCE)
            self.heights = Heights(self._estimate(leaf) for leaf in self.flow.leaves)

    def feed(self, text: str) -> int:
        """Appends to the text. Returns how far from the top the first line is that looks different now."""
        self.flow.feed(text)
        return self.read()

    def read(self) -> int:
        """Goes on reading what waits. Returns the same."""
        if self._around is None:
            return 0
        return self._take(self.flow.read(_AT_ONCE))

    def read_ahead(self) -> None:
        """The same for later: nothing looks different until it goes on reading."""
        if self._around is not None:
            self.flow.read_ahead(_AT_ONCE)

    def read_all(self) -> None:
        """Reads what waits, however long that takes."""
        if self.flow.waiting:
            change = self.flow.read(float("inf"))
            if self._around is not None:
                self._take(change)

    def stop(self) -> None:
        """Says that no more text will come, at least for now."""
        change = self.flow.end()
        if self._around is not None:
            self._take(change)

    def _take(self, change: Change) -> int:
        assert self._around is not None
        self._spoken = self._spoken[: min(change.places, default=len(self._spoken)) + 1]
        changed_from = [self._last_row(), self.heights.before(min(change.count, len(self.heights)))]
        self.heights.cut(change.count)
        self._boxes = {place: box for place, box in self._boxes.items() if place < change.count}
        for place in change.places:
            old = self._boxes.pop(place, None)
            if place == len(self.heights):
                self.heights.append(self._estimate(self[place]))
            else:
                inside = old.last_row if old is not None and _only_grew(old.leaf, self[place]) else 0
                changed_from.append(self.heights.before(place) + inside)
                self.heights[place] = self._estimate(self[place])
            if (widened := self._learn(place)) is not None:
                changed_from.append(self.heights.before(widened))
            if old is not None:
                self.lay(place)
        return min(changed_from)

    def _last_row(self) -> int:
        """The top of the last line, which the caret of a running reply leaves when text comes."""
        last = len(self.heights) - 1
        if last < 0:
            return 0
        box = self._boxes.get(last)
        return self.heights.before(last) + (box.last_row if box is not None else 0)

    def _learn(self, place: int) -> int | None:
        """Tells a table's columns of a leaf. Where one is wider now, all of the table is to be laid out anew; returns
        its first leaf then.
        """
        body = self[place].body
        columns = self._columns.get(body.key) if isinstance(body, Rows) else None
        if columns is None or not isinstance(body, Rows):
            return None
        if len(columns) != len(body.alignments):  # its first line is still arriving
            del self._columns[body.key]
        elif not columns.learn(place, body.rows, body.header):
            return None
        first, last = self.whole(place)
        for index in range(first, last + 1):
            if index != place and self._boxes.pop(index, None) is not None:
                self.lay(index)
        return first

    def refresh(self) -> int | None:
        """Lays out anew what waited for formulas or colours. Returns the first leaf that it was, or `None`."""
        waiting = sorted(index for index, box in self._boxes.items() if box.waits)
        self._lay_anew(waiting)
        return waiting[0] if waiting else None

    # ---- boxes ----

    def is_laid_out(self, index: int) -> bool:
        return index in self._boxes

    def lay(self, index: int) -> int:
        """Lays a leaf out, if it is not. Returns by how much higher it is than it was thought to be."""
        if index in self._boxes:
            return 0
        box = self._boxes[index] = self.box(index)
        before = self.heights[index]
        self.heights[index] = 0 if _is_empty(self[index]) else box.height
        return self.heights[index] - before

    def box(self, index: int) -> Box:
        """A leaf laid out: the box that is kept while it is visible, or else one for the moment."""
        assert self._around is not None
        if (kept := self._boxes.get(index)) is not None:
            return kept
        body = self[index].body
        if not isinstance(body, Code | Rows):
            return Box(self[index], self._around)
        pan = self._pans.setdefault(body.key, Pan())
        return Box(self[index], self._around, Shared(pan, self._columns_for(index), self._tokens_for(index)))

    def keep(self, first: int, last: int) -> None:
        """Lets go of every box but those of these leaves."""
        if len(self._boxes) > last + 1 - first:
            self._boxes = {index: box for index, box in self._boxes.items() if first <= index <= last}

    def _lay_anew(self, places: Iterable[int]) -> None:
        for index in places:
            self._boxes.pop(index)
            self.lay(index)

    def _columns_for(self, index: int) -> Columns | None:
        body = self[index].body
        assert self._around is not None
        if not isinstance(body, Rows):
            return None
        if body.key not in self._columns:
            columns = self._columns[body.key] = Columns(len(body.alignments), self._around.style)
            first, last = self.whole(index)
            for place in range(first, last + 1):
                rows = self[place].body
                assert isinstance(rows, Rows)
                columns.learn(place, rows.rows, rows.header)
        return self._columns[body.key]

    def _tokens_for(self, index: int) -> list[Token] | None:
        """The tokens of a leaf of code that is one of several, once all of them were looked through."""
        body = self[index].body
        if self._around is None or not isinstance(body, Code) or body.whole:
            return None
        first, last = self.whole(index)
        end = self[last].body
        if not isinstance(end, Code) or not end.complete:
            return None
        tokens = self._around.colouring.whole(self.code(index), body.language)
        if tokens is None:
            return None
        start = sum(len(text) for text in self._lines(first, index)) + len(body.gap)
        return list(cut(tokens, start, start + len(body.text)))

    def _estimate(self, leaf: Leaf) -> int:
        assert self._around is not None
        if _is_empty(leaf):
            return 0
        letters, ends = leaf.body.size
        style = self._around.style
        face = style.fixed if isinstance(leaf.body, Code) else style.prose
        if isinstance(leaf.body, Prose) and leaf.body.level:
            face = style.headings[leaf.body.level - 1]
        if isinstance(leaf.body, Code):
            letters = 0
        return leaf.space + estimate(letters, ends, face, self._around.width)

    # ---- blocks of several leaves ----

    def whole(self, index: int) -> tuple[int, int]:
        """The first and the last leaf of the code or table that a leaf belongs to."""
        body = self[index].body
        key = body.key if isinstance(body, Code | Rows) else None
        first = last = index
        while key is not None and first > 0 and _key(self[first - 1]) == key:
            first -= 1
        while key is not None and last + 1 < len(self) and _key(self[last + 1]) == key:
            last += 1
        return first, last

    def code(self, index: int) -> str:
        """All of the code that a leaf belongs to."""
        first, last = self.whole(index)
        return "".join(self._lines(first, last + 1)) + "\n"

    def _lines(self, first: int, end: int) -> Iterator[str]:
        """Of leaves of code, each with what stands between it and the one before."""
        for leaf in self.flow.leaves[first:end]:
            assert isinstance(leaf.body, Code)
            yield leaf.body.gap + leaf.body.text

    def toggle_wrap(self, index: int) -> None:
        """Ends the lines of a block of code at its edge, or no more."""
        body = self[index].body
        if isinstance(body, Code):
            pan = self._pans.setdefault(body.key, Pan())
            pan.wrapped, pan.shift, pan.extent = not pan.wrapped, 0, 0
            first, last = self.whole(index)
            self._lay_anew([place for place in range(first, last + 1) if place in self._boxes])

    def is_wrapped(self, index: int) -> bool:
        key = _key(self[index])
        return key is not None and self._pans.get(key, _NO_PAN).wrapped


def estimate_of(source: str, around: Surroundings) -> int:
    """How high a text that was not read probably is. Looks at its beginning alone, however long it is."""
    if not source:
        return 0
    sample = source[:_SAMPLE]
    ends = sample.count("\n") * len(source) // len(sample)
    return estimate(len(source), ends, around.style.prose, around.width)


def estimate(letters: int, ends: int, face: Face, width: int) -> int:
    """How high a text of so many letters and line ends probably is."""
    a_line = max(int(width / face.letter), 1)
    return (1 + ends + letters // a_line) * face.pitch


def _is_empty(leaf: Leaf) -> bool:
    return isinstance(leaf.body, Plain) and not leaf.body.text


def _lead(leaf: Leaf) -> str:
    """What is spoken before a leaf's text."""
    return leaf.before + leaf.body.said_first


def _spoken(leaf: Leaf) -> str:
    return _lead(leaf) + leaf.text


def _key(leaf: Leaf) -> int | None:
    return leaf.body.key if isinstance(leaf.body, Code | Rows) else None


def _only_grew(old: Leaf, new: Leaf) -> bool:
    """Whether a leaf looks as it did but for its last line and what came after it."""
    if type(old.body) is not type(new.body) or old.insets != new.insets:
        return False
    if isinstance(old.body, Rows) and isinstance(new.body, Rows):
        return new.body.rows[: len(old.body.rows) - 1] == old.body.rows[:-1]
    before, after = old.body.words, new.body.words
    return after.text.startswith(before.text) and after.runs[: max(len(before.runs) - 1, 0)] == before.runs[:-1]
