"""What lies where, and which part of it the viewport shows. Heights are estimated until something is seen; correcting
them never moves what is being read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from deeptrin_desktop.ui.blocks.flow import START, Place
from deeptrin_desktop.ui.blocks.section import Section
from deeptrin_desktop.ui.pane.entry import Entry
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.pane.scene import Scene
from deeptrin_desktop.ui.pane.transcript import Transcript

EDGE = 24
"""Pixels above the first message and below the last."""
_MOST_ROUNDS = 1_000
_MOST_EFFORT = 16_000
"""Letters, or what takes as long, past which no more is laid out in one go: several screens of anything usual."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A line of text, or the top of a message, and how far below the viewport's top it stands."""

    index: int
    """Where the message stands on the path."""
    message_id: str
    below: int
    kind: Kind | None = None
    """The text that the line is of; `None` for the top of the message."""
    line: Place = START


class Layout:
    """All distances are pixels from the top of the first message's edge, unless they say otherwise."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self.scene: Scene | None = None
        """`None` as long as there is no conversation, or no size to show it in."""
        self.last_scene: Scene | None = None
        """Of the last line."""
        self.top = 0
        """What the viewport begins with."""
        self.height = 0
        """The viewport's height."""
        self.seen: set[Entry] = set()
        """What was last found in the viewport."""
        self.following = True
        """Whether the viewport stays at the end when text arrives."""
        self.held = False
        """Whether it stays where it is even so, since a person drags a selection in it."""
        self.unfinished = False
        """Whether some of what is visible is still to be laid out: it takes too long to do it in one go."""
        self._effort = 0

    @property
    def total(self) -> int:
        return self._transcript.heights.total + 2 * EDGE

    @property
    def bottom(self) -> int:
        """The `top` of a viewport at the end."""
        return max(self.total - self.height, 0)

    def place(self, index: int) -> int:
        """Where a message begins."""
        return EDGE + self._transcript.heights.before(self._transcript.line(index))

    def _place_of_text(self, index: int, kind: Kind) -> int:
        return self.place(index) + self._transcript[index].top_of(kind)

    def at(self, y: int) -> int:
        """The line that lies at a height, or is nearest to it."""
        return self._transcript.heights.at(y - EDGE)

    def visible(self) -> Iterator[tuple[int, int]]:
        """Index and place of the messages in the viewport."""
        return self.between(self.top, self.top + self.height)

    def between(self, top: int, bottom: int) -> Iterator[tuple[int, int]]:
        """Index and place of the messages that lie between two heights."""
        if not len(self._transcript):
            return
        line, heights = self.at(top), self._transcript.heights
        place = self.place(line)
        while line < len(heights) and place < bottom:
            for index in self._transcript.seen_in(line):
                yield index, place
            place += heights[line]
            line += 1

    # ---- moving ----

    def scroll(self, to: int, *, leap: bool = False) -> None:
        """Moves the viewport, by as much as is asked for: what comes into view is measured first. A leap, and all by
        more than a page is one, ends where that place is thought to be, and one to an end at the true end.
        """
        held = None if leap or self.is_far(to) else self.hold()
        if held is None:
            self.following, self.top = to >= self.bottom, to
            self.settle()
        else:
            self.following = False
            self.settle(replace(held, below=held.below - (to - self.top)))

    def is_far(self, place: int) -> bool:
        """Whether a viewport there would show nothing of what this one shows."""
        return abs(place - self.top) > self.height

    def settle(self, anchor: Anchor | None = None) -> None:
        """Lays out what is visible, as much as takes a bounded time. At the end it stays there, else at the anchor."""
        if self.scene is None:
            return
        self._effort = 0
        self.following = self.following and not self.held
        for _ in range(_MOST_ROUNDS):
            if anchor is not None and not self.following:
                below = self.below(anchor)  # which lays out, and so may move the top
                self.top += below - anchor.below
            self.top = self.bottom if self.following else max(min(self.top, self.bottom), 0)
            if not self._lay_out_visible():
                break
        self.following = self.top >= self.bottom

    def resized(self, index: int) -> None:
        """Takes over the height of a message that changed below what is being read, or in it."""
        self._arrange_line(index)
        self._transcript.fit(index)

    def hold(self) -> Anchor | None:
        """The first that can be seen of a line of text or of a message's top."""
        first: Anchor | None = None
        for index, place in self.visible():
            entry = self._transcript[index]
            top = Anchor(index, entry.message.id, place - self.top)
            if place >= self.top:
                return top
            for kind, row_top, height in entry.text_rows():
                if height and place + row_top + height > self.top:
                    return self._hold_line(index, kind)
            first = first or top
        return first

    def below(self, anchor: Anchor) -> int:
        """How far below the viewport's top an anchor stands now; where its message gave way to another version,
        that one's top counts as it.
        """
        index = self._transcript.index(anchor.message_id)
        if index is not None and anchor.kind is not None and self._transcript[index].shows(anchor.kind):
            return self.line(index, anchor.kind, anchor.line)[0] - self.top
        if anchor.index >= len(self._transcript):
            return self.bottom - self.top
        return self.place(anchor.index) - self.top

    def line(self, index: int, kind: Kind, at: Place) -> tuple[int, int]:
        """Top and bottom of a line of text, told by a place in the text that it is of."""
        self.arrange(index)
        section = self._transcript[index].section(kind)
        leaf, inside = section.clamped(at)
        self._lay_out(index, kind, leaf)
        top, bottom = section.box(leaf).row_of(inside)
        place = self._place_of_text(index, kind) + section.heights.before(leaf)
        return place + top, place + bottom

    def _hold_line(self, index: int, kind: Kind) -> Anchor:
        entry = self._transcript[index]
        section = entry.section(kind)
        inside = max(self.top - self._place_of_text(index, kind), 0)
        first, last = section.heights.at(inside), section.heights.at(inside + self.height)
        leaf = next(filter(section.is_laid_out, range(first, last + 1)), first)
        at = Place(leaf, section.box(leaf).first_in_row(max(inside - section.heights.before(leaf), 0)))
        top, _ = self.line(index, kind, at)
        return Anchor(index, entry.message.id, top - self.top, kind, at)

    # ---- measuring ----

    def _lay_out_visible(self) -> bool:
        """Returns whether any height turned out to be another than was thought."""
        before = self.total, self.top
        self.unfinished = False
        unseen, self.seen = self.seen, set()
        for index, _ in self.visible():
            self.arrange(index)
            entry = self._transcript[index]
            self.seen.add(entry)
            for kind, _, _ in tuple(entry.text_rows()):
                self._lay_out_section(index, kind, entry.section(kind))
        for entry in unseen - self.seen:
            entry.release()
        return (self.total, self.top) != before

    def _lay_out_section(self, index: int, kind: Kind, section: Section) -> None:
        top = self.top - self._place_of_text(index, kind)
        first, last = len(section), -1
        leaves = section.heights.between(top, top + self.height, upwards=self.following)
        for leaf in leaves if top < section.height else ():
            first, last = min(first, leaf), max(last, leaf)
            if section.is_laid_out(leaf):
                continue
            if self._effort < _MOST_EFFORT:
                self._effort += section[leaf].body.effort
                self._lay_out(index, kind, leaf)
            else:
                self.unfinished = True
        section.keep(first, last)

    def _lay_out(self, index: int, kind: Kind, leaf: int) -> None:
        section = self._transcript[index].section(kind)
        if section.lay(leaf):
            place = self._place_of_text(index, kind) + section.heights.before(leaf)
            self._grow(index, above=place < self.top)

    def arrange(self, index: int) -> None:
        """Puts the rows of a message, and of those beside it, together. One that was never seen is only estimated so
        far.
        """
        seen = self._transcript[index].arranged
        self._arrange_line(index)
        self._grow(index, above=not seen and self.place(index) < self.top)

    def _arrange_line(self, index: int) -> None:
        scene = self.last_scene if self._transcript.line(index) == self._transcript.last_line else self.scene
        assert scene is not None
        for beside in self._transcript.beside(index):
            self._transcript[beside].arrange(scene)

    def _grow(self, index: int, *, above: bool) -> None:
        more = self._transcript.fit(index)
        if self.following:
            self.top = self.bottom
        elif above and len(self._transcript.beside(index)) == 1:  # what stands beside it has not moved
            self.top += more
