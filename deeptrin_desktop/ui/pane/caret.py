"""Where a caret goes from a position: by letter, word and line, and across messages."""

from PySide6.QtCore import QPoint

from deeptrin_desktop.ui.blocks.flow import START, Place
from deeptrin_desktop.ui.blocks.section import Section
from deeptrin_desktop.ui.pane.page import Page
from deeptrin_desktop.ui.pane.pointing import position_at
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.pane.selection import Position, first_position, last_position
from deeptrin_desktop.ui.pane.transcript import Transcript

_FARTHEST_LINE = 24
"""Half lines that are looked for the next line of text, across what lies between two messages."""


def step(transcript: Transcript, position: Position, *, forward: bool, by_word: bool = False) -> Position:
    """One letter or word on; at the end of a text, into the next one. The same position where there is none."""
    section = _section(transcript, position)
    leaf, offset = section.clamped(position.place)
    box = section.box(leaf)
    if offset < len(box) if forward else offset > 0:
        return position._replace(place=Place(leaf, box.moved(offset, forward=forward, by_word=by_word)))
    beside = leaf + 1 if forward else leaf - 1
    if 0 <= beside < len(section):
        return position._replace(place=Place(beside, 0 if forward else len(section[beside].text)))
    return _into_next_text(transcript, position, forward=forward)


def by_line(page: Page, position: Position, *, forward: bool) -> Position:
    """The place in the next line of text, below or above."""
    here = page.caret_rect(position)
    half = max(here.height() // 2, 1)
    for halves in range(1, _FARTHEST_LINE):
        y = here.bottom() + halves * half if forward else here.top() - halves * half
        there = position_at(page, QPoint(here.left(), y))
        if there is not None and (there > position if forward else there < position):
            row = page.caret_rect(there)
            if row.top() >= here.bottom() if forward else row.bottom() <= here.top() + 1:
                return there
    return position


def by_page(page: Page, position: Position, *, forward: bool) -> Position:
    """The place about a page further down or up. What is shown goes along with it."""
    here, before = page.caret_rect(position), page.layout.top
    distance = max(page.layout.height - 2 * here.height(), here.height()) * (1 if forward else -1)
    page.layout.scroll(before + distance)
    y = here.center().y() + distance + before - page.layout.top
    there = position_at(page, QPoint(here.left(), y)) or position
    return max(position, there) if forward else min(position, there)


def edge(transcript: Transcript, *, end: bool) -> Position:
    """Where the conversation begins or ends."""
    return last_position(transcript, len(transcript) - 1) if end else first_position(transcript, 0)


def line_edge(transcript: Transcript, position: Position, *, end: bool) -> Position:
    """The start or the end of the line that a position is in."""
    section = _section(transcript, position)
    leaf, offset = section.clamped(position.place)
    return position._replace(place=Place(leaf, section.box(leaf).row_span(offset)[end]))


def word_around(transcript: Transcript, position: Position) -> tuple[Position, Position]:
    section = _section(transcript, position)
    leaf, offset = section.clamped(position.place)
    start, end = section.box(leaf).word_at(offset)
    return position._replace(place=Place(leaf, start)), position._replace(place=Place(leaf, end))


def paragraph_around(transcript: Transcript, position: Position) -> tuple[Position, Position]:
    leaf, _ = _section(transcript, position).clamped(position.place)
    length = len(_section(transcript, position)[leaf].text)
    return position._replace(place=Place(leaf, 0)), position._replace(place=Place(leaf, length))


def _section(transcript: Transcript, position: Position) -> Section:
    return transcript[position.message].section(position.kind)


def _into_next_text(transcript: Transcript, position: Position, *, forward: bool) -> Position:
    index, kind = position.message, position.kind
    if forward:
        if kind is Kind.REASONING:
            return Position.of(index, Kind.TEXT, START)
        return first_position(transcript, index + 1) if index + 1 < len(transcript) else position
    if kind is Kind.TEXT and transcript[index].shows_reasoning:
        return Position.of(index, Kind.REASONING, transcript[index].reasoning.end)
    return last_position(transcript, index - 1) if index else position
