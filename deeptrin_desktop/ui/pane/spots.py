"""What can be pressed in a message: its controls, and in its texts links and the buttons of code."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from deeptrin_desktop.ui.blocks.leaves import Body, Code, Prose
from deeptrin_desktop.ui.blocks.piece import Tool
from deeptrin_desktop.ui.blocks.section import Section
from deeptrin_desktop.ui.blocks.words import Target
from deeptrin_desktop.ui.pane.actions import Action, Tab
from deeptrin_desktop.ui.pane.entry import Entry
from deeptrin_desktop.ui.pane.rows import Kind

_MAY_LINK = re.compile(r"\]|://|@|www\.", re.IGNORECASE)
_ABOVE = (Kind.TABS, Kind.FOLD)
"""The rows of controls above a message's texts."""


class Spot(NamedTuple):
    """A link or a button in a text of a message."""

    kind: Kind
    """Of the row that the text is in."""
    leaf: int
    start: int = 0
    """Of a link, the first character."""
    tool: Tool | None = None
    """`None` for a link."""


Stop = Action | Tab | Spot
Thing = TypeVar("Thing")


def link_of(section: Section, spot: Spot) -> Target | None:
    """The link at a spot, if there still is one."""
    if spot.tool is not None or spot.leaf >= len(section):
        return None
    return next((link for link in section[spot.leaf].body.words.links if link.start == spot.start), None)


def spots(section: Section, kind: Kind, *, forward: bool = True) -> Iterator[Spot]:
    """In the order of the text. Texts are looked into no further than is asked for."""
    for leaf in _ordered(range(len(section)), forward=forward):
        found = [Spot(kind, leaf, start, tool) for start, tool in _in(section[leaf].body)]
        yield from _ordered(found, forward=forward)


def next_stop(entry: Entry, stop: Stop | None, *, forward: bool) -> Stop | None:
    """What comes after a stop, or after the message itself, or before it; `None` where there is no further one."""
    stops = _stops(entry, forward=forward)
    if stop is not None:
        for before in stops:
            if before == stop:
                break
    return next(stops, None)


def _stops(entry: Entry, *, forward: bool) -> Iterator[Stop]:
    offered = [(row, control.action) for row, control in entry.controls if control.enabled]
    above = [action for row, action in offered if row in _ABOVE]
    below = [action for row, action in offered if row not in _ABOVE]
    shown = [kind for kind in (Kind.REASONING, Kind.TEXT) if entry.shows(kind)]
    yield from _ordered(above if forward else below, forward=forward)
    for kind in _ordered(shown, forward=forward):
        yield from spots(entry.section(kind), kind, forward=forward)
    yield from _ordered(below if forward else above, forward=forward)


def _ordered(things: Sequence[Thing], *, forward: bool) -> Iterable[Thing]:
    return things if forward else reversed(things)


def _in(body: Body) -> list[tuple[int, Tool | None]]:
    if isinstance(body, Code):
        return [(0, tool) for tool in Tool] if body.first else []
    if isinstance(body, Prose) and not _MAY_LINK.search(body.text.source):
        return []
    return [(link.start, None) for link in body.words.links]
