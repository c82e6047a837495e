"""Blocks as leaves: what plain text says of them, and that a block that grows changes its last leaves alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.growing import applied, fed
from ui.blocks.laid_out import leaves

from deeptrin_desktop.markdown.blocks import Block
from deeptrin_desktop.markdown.document import Document
from deeptrin_desktop.ui.blocks.flatten import LETTERS, LINES, leaves_of, pieces_of
from deeptrin_desktop.ui.blocks.leaves import Code, Leaf, Rows


def plain(text: str) -> str:
    return "".join(leaf.before + leaf.text for leaf in leaves(text))


def growing(whole: str, step: int) -> list[list[Leaf]]:
    """The leaves of the one open block of a text, after every `step` characters."""
    document = Document()
    stages: list[list[Leaf]] = []
    blocks: tuple[Block, ...] = ()
    for start in range(0, len(whole), step):
        blocks = applied(fed(document, whole[start : start + step]), blocks)
        made: list[Leaf] = []
        for block in blocks:
            made += leaves_of(block, made[-1] if made else None)
        stages.append(made)
    return stages


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("one **two**\nthree", "one two three"),
        ("# Title\n\ntext", "Title\n\ntext"),
        ("- a\n- b\n  - c", "• a\n• b\n  ◦ c"),
        ("1. a\n2. b", "1. a\n2. b"),
        ("- [x] done\n- [ ] open", "• [x] done\n• [ ] open"),
        ("> said\n>\n> more", "said\n\nmore"),
        ("```py\nx = 1\n\ny\n```", "x = 1\n\ny"),
        ("| a | b |\n|--|--|\n| 1 | 2 |", "a\tb\n1\t2"),
        ("![a cat](x.png) <b>", "a cat <b>"),
        ("$$\nx^2\n$$", "x^2"),
        ("a\\\nb", "a\nb"),
    ],
)
def test_plain_text_reads_well(source: str, text: str) -> None:
    assert plain(source) == text


def test_links_know_where_they_lead() -> None:
    (leaf,) = leaves("see [*the* site](https://a.example/x) and <b@c.example>")
    assert [(leaf.text[link.start : link.end], link.target) for link in leaf.body.words.links] == [
        ("the site", "https://a.example/x"),
        ("b@c.example", "mailto:b@c.example"),
    ]


@given(st.lists(st.sampled_from(["", "x", "word " * 30, "y" * 5000, " "]), max_size=300).map("\n".join))
def test_pieces_are_bounded_and_lose_nothing(text: str) -> None:
    cut = list(pieces_of(text))
    pieces = [piece for _, piece in cut]
    assert "".join(gap + piece for gap, piece in cut) == text
    assert all(piece.count("\n") <= LINES for piece in pieces)
    assert all(len(piece) <= LETTERS for piece in pieces)


@pytest.mark.parametrize(
    ("whole", "most"),
    [
        ("```\n" + "a line of code\n" * 400, 2),
        ("".join(f"- item {number}\n" for number in range(200)), 3),
        ("| a | b |\n|--|--|\n" + "".join(f"| {number} | {number} |\n" for number in range(200)), 2),
        ("word and **word** " * 1500, 2),
    ],
)
def test_a_block_that_grows_changes_its_last_leaves_alone(whole: str, most: int) -> None:
    stages = growing(whole, 97)
    for before, after in pairwise(stages):
        same = [now == then for now, then in zip(after, before, strict=False)]
        assert all(same[:-most])
    assert len(stages[-1]) > 4


def test_leaves_of_one_block_of_code_know_it() -> None:
    made = leaves("```py\n" + "x\n" * (2 * LINES + 1) + "```\n\n```\ny\n```")
    codes = [leaf.body for leaf in made if isinstance(leaf.body, Code)]
    assert [code.first for code in codes] == [True, False, False, True]
    assert [code.last for code in codes] == [False, False, True, True]
    assert [code.complete for code in codes] == [False, False, True, True]
    assert len({code.key for code in codes}) == 2


def test_leaves_of_one_table_know_it() -> None:
    made = leaves("| a |\n|--|\n" + "| x |\n" * 40)
    tables = [leaf.body for leaf in made if isinstance(leaf.body, Rows)]
    assert [bool(table.header) for table in tables] == [True, False, False]
    assert sum(len(table.rows) for table in tables) == 40
    assert len({table.key for table in tables}) == 1


def test_a_heading_stands_nearer_to_what_it_is_the_heading_of() -> None:
    made = leaves("text\n\n## Heading\n\ntext\n\n#### Low\n\n- item\n\n> # Quoted\n>\n> text")
    assert [int(leaf.space) for leaf in made] == [0, 24, 8, 16, 8, 24, 8]
