"""Texts as they grow: the same however they come, each leaf laid out no more often than it must be."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot
from ui.blocks.laid_out import section, surroundings

from deeptrin_desktop.markdown.highlight import Kind
from deeptrin_desktop.ui.blocks.colouring import cut
from deeptrin_desktop.ui.blocks.flow import Place
from deeptrin_desktop.ui.blocks.leaves import Code
from deeptrin_desktop.ui.blocks.markdown_flow import MarkdownFlow
from deeptrin_desktop.ui.blocks.plain_flow import PlainFlow
from deeptrin_desktop.ui.blocks.section import Section

BEGINNINGS = ["- item\n", "1. one\n", "> said\n", "```py\n", "x = 1\n", "# Title\n", "<div>\n", "$$\n", "[^1]: note\n"]
TABLES = ["| a | b |\n|--|--|\n", "| 1 | 2 |\n"]
INLINE = ["word ", "**b** ", "[x]: http://a.example\n", "[x] ", "a\\\n", "😀", "[^1] ", "\n", "\n\n"]
PIECES = st.sampled_from([*BEGINNINGS, *TABLES, *INLINE])
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def fed(text: str, cuts: list[int]) -> Section:
    """A text laid out all the while, as it comes in pieces."""
    places = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    made = Section(MarkdownFlow(""))
    made.open(surroundings())
    for start, end in pairwise(places):
        made.feed(text[start:end])
        for index in range(len(made)):
            made.lay(index)
    made.read_all()
    made.stop()
    return made


@settings(max_examples=60, deadline=None)
@given(text=TEXTS, cuts=st.lists(st.integers(0, 1000), max_size=12))
def test_a_text_that_came_in_pieces_is_laid_out_as_the_whole(qapp: object, text: str, cuts: list[int]) -> None:
    grown, whole = fed(text, cuts), section(text, surroundings())
    assert grown.flow.leaves == whole.flow.leaves
    assert grown.flow.source == text
    for made in (grown, whole):
        for index in range(len(made)):
            made.lay(index)
    assert all(grown.heights[index] == whole.heights[index] for index in range(len(whole)))
    assert grown.spoken.text == whole.spoken.text


@settings(deadline=None)
@given(text=TEXTS)
def test_every_place_is_found_in_what_is_spoken(qapp: object, text: str) -> None:
    made = section(text, surroundings())
    spoken = made.spoken.text
    for index in range(len(made)):
        for offset in (0, len(made[index].text) // 2, len(made[index].text)):
            at = made.spoken.offset_of(Place(index, offset))
            assert spoken[at:].startswith(made[index].text[offset:])
            if offset < len(made[index].text):
                assert made.spoken.place_at(at) == (index, offset)
    assert made.spoken.beginning(20) == spoken[:20]


def test_leaves_that_have_closed_are_not_laid_out_again(qapp: object) -> None:
    made = Section(MarkdownFlow("one\n\ntwo\n\nthr"))
    made.open(surroundings())
    for index in range(3):
        made.lay(index)
    boxes = [made.box(index) for index in range(3)]
    made.feed("ee\n\nfour")
    assert made.box(0) is boxes[0]
    assert made.box(1) is boxes[1]
    assert made.box(2) is not boxes[2]


def test_the_line_that_the_caret_leaves_is_drawn_again(qapp: object) -> None:
    made = section("# Title\n\none\ntwo\n", surroundings())
    for index in range(len(made)):
        made.lay(index)
    last = len(made) - 1
    left = made.heights.before(last) + made.box(last).last_row
    made.feed("\n- item\n")
    assert made.changed_from <= left


def test_only_what_changed_is_to_be_drawn_again(qapp: object) -> None:
    made = Section(MarkdownFlow("one\n\n" + "words " * 100))
    made.open(surroundings())
    made.lay(0)
    made.lay(1)
    last = made.heights.before(1) + made.box(1).last_row
    made.feed("more ")
    made.lay(1)
    assert made.changed_from == last
    made.feed("\n\nthree")
    made.lay(1)
    assert made.changed_from >= last


def test_a_definition_that_comes_late_reaches_back(qapp: object) -> None:
    made = Section(MarkdownFlow("see [x]\n\nmore\n\n"))
    made.open(surroundings())
    for index in range(2):
        made.lay(index)
    assert not made.box(0).links
    made.feed("[x]: http://a.example\n\n")
    made.lay(0)
    assert made.changed_from == 0
    assert [link.target for link in made.box(0).links] == ["http://a.example"]


def test_a_column_that_becomes_wider_lays_its_table_out_anew(qapp: object) -> None:
    made = Section(MarkdownFlow("| a | b |\n|--|--|\n" + "| x | y |\n" * 30))
    made.open(surroundings())
    for index in range(len(made)):
        made.lay(index)
    before = made.box(0).caret(made[0].text.index("b")).left()
    made.feed("| many more letters than before | y |\n")
    assert made.changed_from == 0
    assert made.box(0).caret(made[0].text.index("b")).left() > before + 50


def test_a_text_too_long_for_one_slice_is_read_in_several(qapp: object) -> None:
    text = "A **paragraph** of some words.\n\n" * 20_000
    made = Section(MarkdownFlow(text))
    made.open(surroundings())
    assert 0 < made.flow.waiting < len(text)
    estimated = made.height
    slices = 0
    while made.flow.waiting:
        made.read_ahead()
        made.read_on()
        slices += 1
    assert slices > 2
    assert len(made) == 20_000
    assert made.height == pytest.approx(estimated, rel=0.1)


def test_a_text_that_goes_on_after_its_end_is_read_on(qapp: object) -> None:
    made = section("one\n\n**tw", surroundings())
    first = made[0]
    made.feed("o**")
    made.stop()
    assert [leaf.text for leaf in made.flow.leaves] == ["one", "two"]
    assert made[0] is first
    assert made.flow.source == "one\n\n**two**"


def test_wrapping_holds_for_all_leaves_of_a_block_of_code(qapp: object) -> None:
    made = section("```\n" + "long " * 50 + "\n" + "x\n" * 150 + "long " * 50 + "\n```", surroundings())
    assert sum(isinstance(leaf.body, Code) for leaf in made.flow.leaves) > 2
    for index in range(len(made)):
        made.lay(index)
    before = [made.heights[index] for index in range(len(made))]
    made.toggle_wrap(1)
    assert made.heights[0] > before[0]
    assert made.heights[len(made) - 1] > before[-1]
    assert made.wholes.code(1).count("\n") == 152


@pytest.mark.parametrize("length", [10, 5_000, 250_000])
def test_code_is_given_back_as_it_came_however_long_its_lines_are(qapp: object, length: int) -> None:
    code = "x" * length + "\n" + "y\n" * 50 + "\n" + "z" * length + "\n"
    made = section(f"```\n{code}```", surroundings())
    assert made.wholes.code(0) == made.wholes.code(len(made) - 1) == code


def test_colours_that_come_late_change_no_height(qtbot: QtBot) -> None:
    around = surroundings()
    made = section("```rust\nfn main() {}\n```", around)
    made.lay(0)
    if made.box(0).waits:
        with qtbot.waitSignal(around.colouring.arrived, timeout=20_000):
            pass
    height = made.heights[0]
    made.refresh_looks()
    assert not made.box(0).waits
    assert made.heights[0] == height


def test_code_in_several_leaves_is_coloured_as_a_whole(qtbot: QtBot) -> None:
    around = surroundings()
    made = section('```python\ntext = """\n' + "class of words\n" * 150 + '"""\n```', around)
    around.colouring.tokens_of("x", "python")
    for index in range(len(made)):
        made.lay(index)
    while any(made.box(index).waits for index in range(len(made))):
        with qtbot.waitSignal(around.colouring.arrived, timeout=20_000):
            pass
        made.refresh_looks()
    whole = around.colouring.whole(made.wholes.code(0), "python")
    assert whole is not None
    ((first, *_),) = [list(cut(whole, 1000, 1200))]
    assert (first.start, first.length, first.kind) == (0, 200, Kind.STRING)


def test_what_a_person_wrote_is_left_as_it_is(qapp: object) -> None:
    made = Section(PlainFlow("# no *title*\n\n\n  two"))
    made.open(surroundings())
    assert made.spoken.text == "# no *title*\n\n\n  two"
    assert made.flow.source_of(0, 1) == "# no *title*\n\n\n  two"
