"""One text of a message in the pane, in leaves of which each is laid out while it is visible."""

from collections.abc import Iterable
from typing import NamedTuple

from deeptrin_desktop.ui.blocks.box import Box
from deeptrin_desktop.ui.blocks.estimates import height_of_leaf
from deeptrin_desktop.ui.blocks.excerpt import Excerpt
from deeptrin_desktop.ui.blocks.flow import Change, Flow, Move, Place
from deeptrin_desktop.ui.blocks.heights import Heights
from deeptrin_desktop.ui.blocks.leaves import EMPTY, Leaf, Rows, Unread
from deeptrin_desktop.ui.blocks.spoken import Spoken
from deeptrin_desktop.ui.blocks.surroundings import Surroundings
from deeptrin_desktop.ui.blocks.wholes import Wholes

_AT_ONCE = 0.006
"""Seconds that reading may take at a time; what it leaves is read later."""


class _Changed(NamedTuple):
    """What became of a text when it was last read on."""

    row: int
    """The top of the first line that is not there any more."""
    leaf: int | None = None
    """The first leaf that is another one."""
    before: Box | None = None
    """What was there in its place."""


class Section:
    """Heights are exact for the leaves that are laid out now, and what was last known for the others. There are none
    before it was opened.
    """

    __slots__ = ("_around", "_boxes", "_changed", "_move", "_spoken", "flow", "heights", "wholes")

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.wholes = Wholes(flow)
        self.heights = Heights()
        self._spoken = Spoken(flow)
        self._boxes: dict[int, Box] = {}
        self._around: Surroundings | None = None
        self._move: Move | None = None
        self._changed = _Changed(0)

    def __bool__(self) -> bool:
        return bool(self.flow.waiting) or self.flow.leaves != [EMPTY]

    def __len__(self) -> int:
        """How many leaves there are."""
        return len(self.flow.leaves)

    def __getitem__(self, index: int) -> Leaf:
        return self.flow.leaves[index]

    @property
    def is_open(self) -> bool:
        """Whether it was ever to be seen."""
        return self._around is not None

    @property
    def height(self) -> int:
        """With what is estimated for the part that was not read yet, by the part that was."""
        total = self.heights.total
        return total + total * self.flow.behind // max(self.flow.taken, 1)

    @property
    def end(self) -> Place:
        """Behind the last character."""
        self.read_all()
        return Place(len(self) - 1, len(self[len(self) - 1].text))

    @property
    def spoken(self) -> Spoken:
        """How a screen reader reads all of it."""
        self.read_all()
        return self._spoken

    def clamped(self, place: Place) -> Place:
        """The place, or one that is there where the text has changed since."""
        leaf = min(place.leaf, len(self) - 1)
        return Place(leaf, min(place.offset, len(self[leaf].text)))

    def excerpt(self, start: Place, end: Place) -> Excerpt:
        """What stands between two places."""
        return Excerpt(self.flow.leaves[start.leaf : end.leaf + 1], start.offset, end.offset)

    # ---- growing ----

    def open(self, around: Surroundings) -> None:
        """Takes these surroundings from now on, and begins to read, if that was not done."""
        if around is self._around:
            return
        first_time, self._around = self._around is None, around
        self._boxes.clear()
        self.wholes.forget_widths()
        if first_time:
            self.flow.read(_AT_ONCE)
            self._take(Change(range(len(self)), len(self)))

    def feed(self, text: str) -> None:
        """Appends to the text. What is to be seen of it is to be laid out then."""
        self.flow.feed(text)
        self._read(_AT_ONCE)

    def read_on(self) -> None:
        """Takes over what was read ahead."""
        self._read(0)

    def _read(self, seconds: float) -> None:
        if self._around is not None:
            change = self.flow.read(seconds)
            self._move = change.move
            self._take(change)

    @property
    def changed_from(self) -> int:
        """How far from the top the first line is that looks different since it was last read on. Meant to be asked
        once what is to be seen is laid out.
        """
        row, leaf, before = self._changed
        if leaf is None:
            return row
        grew = before is not None and self.is_laid_out(leaf) and _only_grew(before.leaf, self[leaf])
        return min(row, self.heights.before(leaf) + (before.last_row if before is not None and grew else 0))

    def read_ahead(self) -> bool:
        """Reads some of what waits. Nothing looks different before it is taken over. Returns whether more can be read
        before that.
        """
        return self._around is not None and self.flow.read_ahead(_AT_ONCE)

    def take_move(self) -> Move | None:
        """Where leaves stand since it was last read on. Tells it once."""
        move, self._move = self._move, None
        return move

    def read_all(self) -> None:
        """Reads what waits, however long that takes."""
        while not self.flow.is_read:
            change = self.flow.read(float("inf"))
            if self._around is not None:
                self._take(change)

    def stop(self) -> None:
        """Says that no more text will come, at least for now."""
        change = self.flow.end()
        if self._around is not None:
            self._take(change)

    def _take(self, change: Change) -> None:
        row = min(self._last_row(), self.heights.before(min(change.count, len(self.heights))))
        first, before = min(change.places, default=None), None
        self._spoken.changed(min(change.places, default=change.count))
        if change.move is not None:
            self._spoken.changed(min(change.move.start, change.move.start + change.move.by))
            self._take_move(change.move)
        self.heights.cut(change.count)
        self._boxes = {place: box for place, box in self._boxes.items() if place < change.count}
        for place in change.places:
            old = self._boxes.pop(place, None)
            if place == len(self.heights):
                self.heights.append(0)
            # It probably grew. If it did not, nothing above comes into view because of it before it is laid out.
            self.heights[place] = max(self._estimate(place), self.heights[place] if old is not None else 0)
            if self.wholes.learn(place):
                row = min(row, self._drop_table(place))
            if place == first:
                before = old
        self._changed = _Changed(row, first, before)

    def _take_move(self, move: Move) -> None:
        """Takes along what is known of leaves that stand elsewhere now."""
        self.heights.move(move.start, move.by)
        kept = {place: box for place, box in self._boxes.items() if place < min(move.start, move.start + move.by)}
        moved = {place + move.by: box for place, box in self._boxes.items() if place >= move.start}
        self._boxes = kept | moved
        self.wholes.forget_widths()

    def _last_row(self) -> int:
        """The top of the last line, which the caret of a running reply leaves when text comes."""
        last = len(self.heights) - 1
        if last < 0:
            return 0
        box = self._boxes.get(last)
        return self.heights.before(last) + (box.last_row if box is not None else 0)

    def _drop_table(self, place: int) -> int:
        """Lets go of the boxes of a table, which are to be laid out anew. Returns where it begins."""
        first, last = self.wholes.span(place)
        for index in range(first, last + 1):
            self._boxes.pop(index, None)
        return self.heights.before(first)

    def _estimate(self, place: int) -> int:
        assert self._around is not None
        body = self[place].body
        if isinstance(body, Unread):
            return round(self.heights.before(place) * body.times)
        return height_of_leaf(self[place], self._around)

    # ---- boxes ----

    def is_laid_out(self, index: int) -> bool:
        return index in self._boxes

    def lay(self, index: int) -> bool:
        """Lays a leaf out, if it is not. Returns whether it is not as high as it was thought to be."""
        if index in self._boxes or isinstance(self[index].body, Unread):
            return False
        box = self._boxes[index] = self.box(index)
        before = self.heights[index]
        self.heights[index] = 0 if self[index] == EMPTY else box.height
        return self.heights[index] != before

    def box(self, index: int) -> Box:
        """A leaf laid out: the box that is kept while it is visible, or else one for the moment."""
        assert self._around is not None
        if (kept := self._boxes.get(index)) is not None:
            return kept
        return Box(self[index], self._around, self.wholes.shared(index, self._around))

    def keep(self, first: int, last: int) -> None:
        """Lets go of every box but those of these leaves."""
        if len(self._boxes) > last + 1 - first:
            self._boxes = {index: box for index, box in self._boxes.items() if first <= index <= last}

    def refresh_looks(self) -> bool:
        """Lays out anew what waited for formulas or colours. Returns whether anything did."""
        waiting = [index for index, box in self._boxes.items() if box.waits]
        self._lay_anew(waiting)
        return bool(waiting)

    def toggle_wrap(self, index: int) -> None:
        """Ends the lines of a block of code at its edge, or no more."""
        self.wholes.toggle_wrap(index)
        first, last = self.wholes.span(index)
        self._lay_anew(range(first, last + 1))

    def _lay_anew(self, places: Iterable[int]) -> None:
        """Those of them that are laid out."""
        for index in places:
            if self._boxes.pop(index, None) is not None:
                self.lay(index)


def _only_grew(old: Leaf, new: Leaf) -> bool:
    """Whether a leaf looks as it did but for its last line and what came after it."""
    if type(old.body) is not type(new.body) or old.insets != new.insets:
        return False
    if isinstance(old.body, Rows) and isinstance(new.body, Rows):
        return new.body.rows[: len(old.body.rows) - 1] == old.body.rows[:-1]
    before, after = old.body.words, new.body.words
    return after.text.startswith(before.text) and after.runs[: max(len(before.runs) - 1, 0)] == before.runs[:-1]
