"""Places in the conversation's text, what is selected between two of them."""

from collections.abc import Iterator
from typing import NamedTuple

from deeptrin_desktop.ui.blocks.flow import START, Move, Place
from deeptrin_desktop.ui.blocks.section import Section
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.pane.transcript import Transcript

PARTS = (Kind.REASONING, Kind.TEXT)


class Position(NamedTuple):
    """A place between two characters. Positions are ordered as the text is read."""

    message: int
    """Where its message stands on the path."""
    part: int
    """Of `PARTS`."""
    place: Place
    """In the text that is meant."""

    @classmethod
    def of(cls, message: int, kind: Kind, place: Place) -> "Position":
        """The place in that text of a message."""
        return cls(message, PARTS.index(kind), place)

    @property
    def kind(self) -> Kind:
        return PARTS[self.part]


class Selection:
    """What is selected: from where it began to where the caret is, whichever comes first."""

    def __init__(self) -> None:
        self.anchor: Position | None = None
        self.caret: Position | None = None

    def clear(self) -> None:
        self.anchor = self.caret = None

    def set(self, anchor: Position, caret: Position) -> None:
        self.anchor, self.caret = anchor, caret

    def move(self, message: int, part: int, move: Move) -> None:
        """Takes over that leaves of a text stand elsewhere now."""
        places = (
            place._replace(place=move.of(place.place)) if place is not None and place[:2] == (message, part) else place
            for place in (self.anchor, self.caret)
        )
        self.anchor, self.caret = places

    @property
    def span(self) -> tuple[Position, Position] | None:
        """Start and end, or `None` when nothing is selected."""
        if self.anchor is None or self.caret is None or self.anchor == self.caret:
            return None
        return min(self.anchor, self.caret), max(self.anchor, self.caret)

    def within(self, index: int, kind: Kind) -> tuple[Place, Place | None] | None:
        """What of one text is selected: start and end, or `None` for an end that lies in a later text."""
        if (span := self.span) is None:
            return None
        start, end = span
        here = (index, PARTS.index(kind))
        if not start[:2] <= here <= end[:2]:
            return None
        return (start.place if here == start[:2] else START), (end.place if here == end[:2] else None)


def first_position(transcript: Transcript, index: int) -> Position:
    """Where the shown text of a message begins."""
    return Position.of(index, Kind.REASONING if transcript[index].shows_reasoning else Kind.TEXT, START)


def last_position(transcript: Transcript, index: int) -> Position:
    """Where the text of a message ends."""
    return Position.of(index, Kind.TEXT, transcript[index].text.end)


def excerpts(transcript: Transcript, selection: Selection) -> Iterator[tuple[Section, Place, Place]]:
    """What is selected of each text. Reasoning that is folded away is not part of it."""
    if (span := selection.span) is None:
        return
    for index in range(span[0].message, min(span[1].message + 1, len(transcript))):
        entry = transcript[index]
        for kind in PARTS:
            marked = selection.within(index, kind)
            if marked is not None and (kind is Kind.TEXT or entry.shows_reasoning):
                section = entry.section(kind)
                end = section.end if marked[1] is None else section.clamped(marked[1])
                yield section, section.clamped(marked[0]), end
