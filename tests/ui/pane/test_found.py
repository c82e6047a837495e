"""What is found is what a plain look at every drawn text finds: all of it, in order, and nothing else."""

from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies
from hypothesis.strategies import DataObject
from PySide6.QtCore import QObject
from ui.blocks.laid_out import surroundings
from ui.pane.talk import talk

from deeptrin_desktop.core.message import Role
from deeptrin_desktop.ui.blocks.flow import START, Place
from deeptrin_desktop.ui.blocks.markdown_flow import MarkdownFlow
from deeptrin_desktop.ui.blocks.plain_flow import PlainFlow
from deeptrin_desktop.ui.pane.found import Found, Match
from deeptrin_desktop.ui.pane.needle import folded
from deeptrin_desktop.ui.pane.selection import Position
from deeptrin_desktop.ui.pane.stream import Stream
from deeptrin_desktop.ui.pane.transcript import Transcript

PIECES = [
    *("a", "b", "ab", "B", "1", "é", "ß", "İ", "Σ", "ς", "😀", "\u0301", " ", "\n", "\n\n", "\t", "\0", "\ud800"),
    *("*", "**", "`", "``", "_", "~~", "[", "]", "(b)", "](b)", "](<b>)", "[a][b]", "[b]: a\n", "![", "<a>", "<!--"),
    *("&", "&amp;", "&#98;", "&", ";", "\\", "<http://b%61>", "www.b.a", "http://a", "$", "$$", "\\(", "\\)", "[^1]"),
    *("\n- ", "\n> ", "\n1. ", "\n# ", "\n```\n", "\n|a|b|\n|-|-|\n|ab|", "|", "\n[^1]: a\n", "    ", "---", ".", ","),
]
texts = strategies.lists(strategies.sampled_from(PIECES), max_size=14).map("".join)


def drawn(text: str, role: Role) -> list[str]:
    flow = PlainFlow(text) if role is Role.USER else MarkdownFlow(text)
    flow.read(float("inf"))
    flow.end()
    return [leaf.text for leaf in flow.leaves]


def same(one: str, other: str) -> bool:
    """Whether they differ in case alone, letter by letter."""
    return folded(one) == folded(other)


def looked_for(text: str, needle: str) -> list[int]:
    found, at = [], 0
    while at + len(needle) <= len(text):
        if same(text[at : at + len(needle)], needle):
            found.append(at)
            at += len(needle)
        else:
            at += 1
    return found


def look(found: Found, text: str) -> None:
    found.look_for(text, first=0)
    while found.is_looking:
        found.go_on(0, forward=True)


def near(found: Found, position: Position, *, forward: bool) -> Match | None:
    """As soon as it is known."""
    while (match := found.near(position, forward=forward)) is None and found.is_looking:
        pass
    return match


def all_found(found: Found, messages: int) -> list[Position]:
    """By going from one to the next until the first comes again; and back."""
    match = near(found, Position(0, 0, START), forward=True)
    first, places = match, []
    while match is not None and (match is first or match != first):
        places.append(match.start)
        match = near(found, match.end, forward=True)
    back: list[Position] = []
    end = Position(messages, 0, START)
    while len(back) < len(places) and (match := near(found, end, forward=False)):
        end = match.start
        back.append(end)
    assert back == places[::-1]
    return places


@pytest.fixture(autouse=True, scope="module")
def _application(qapp: object) -> None:
    """Timers and fonts need one."""


@settings(deadline=None)  # the first of them loads fonts and the parser
@given(strategies.data(), strategies.lists(texts, min_size=1, max_size=4))
def test_all_that_is_drawn_is_found(data: DataObject, sources: list[str]) -> None:
    messages = talk(*sources).tree.path()
    expected = [drawn(message.text, message.role) for message in messages]
    whole = data.draw(strategies.sampled_from([text for leaves in expected for text in leaves]))
    start = data.draw(strategies.integers(0, max(len(whole) - 1, 0)))
    needle = whole[start : start + data.draw(strategies.integers(1, 4))].replace("\n", " ").replace("\0", " ")
    parent, transcript = QObject(), Transcript()
    transcript.show(messages, surroundings(), Stream(parent), choices=0)
    found = Found(transcript, parent)
    look(found, needle)
    places = [
        Position(index, 1, Place(leaf, at))
        for index, leaves in enumerate(expected)
        for leaf, text in enumerate(leaves)
        for at in (looked_for(text, needle) if needle.strip() else ())
    ]
    assert all_found(found, len(messages)) == places
    assert found.count == len(places)
    assert [found.number(place) for place in places] == list(range(len(places)))
    assert all(one < other for one, other in pairwise(places))


@pytest.mark.parametrize(
    ("source", "needle"),
    [
        ("bo**ld** text", "bold"),
        ("[lin](https://example.org)ks", "links"),
        ("caf&eacute;", "café"),
        ("a soft\nline end", "soft line"),
        ("ΟΔΟΣ", "οδος"),
        ("İstanbul", "istanbul"),
        ("GROẞ", "groß"),
        ("\\*not a star\\*", "*not"),
    ],
)
def test_marks_are_not_in_the_way(source: str, needle: str) -> None:
    parent, transcript = QObject(), Transcript()
    transcript.show(talk("Hi", source).tree.path(), surroundings(), Stream(parent), choices=0)
    found = Found(transcript, parent)
    look(found, needle)
    assert found.count == 1


@pytest.mark.parametrize("needle", ["example", "strong", "python", "](", "**"])
def test_what_is_not_drawn_is_not_found(needle: str) -> None:
    source = "[a](https://example.org) **b**\n\n```python\nx\n```\n"
    parent, transcript = QObject(), Transcript()
    transcript.show(talk("Hi", source).tree.path(), surroundings(), Stream(parent), choices=0)
    found = Found(transcript, parent)
    look(found, needle)
    assert found.count == 0


def test_folding_keeps_every_place() -> None:
    assert all(len(folded(chr(code))) == 1 for code in range(0x110000))
    assert folded("ΑΣ Σ") == folded("ας σ")
