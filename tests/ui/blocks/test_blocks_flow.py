"""Long texts, of which the end is there before all of it was read."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ui.blocks.laid_out import surroundings

from deeptrin_desktop.ui.blocks.flow import Place
from deeptrin_desktop.ui.blocks.leaves import Leaf, Unread
from deeptrin_desktop.ui.blocks.markdown_flow import MarkdownFlow
from deeptrin_desktop.ui.blocks.section import Section

PIECES = [
    "Words and **more**.\n\n",
    "# Title\n\n",
    "- item\n",
    "- item\n\n",
    "```py\nx = 1\n\ny\n```\n\n",
    "| a |\n|--|\n| x |\n\n",
]
OPEN = ["```\n", "[x] ", "[x]: http://a.example\n\n", "> said\n\n", "[^1]: note\n\n    more\n\n"]
TEXTS = st.lists(st.sampled_from([*PIECES, *OPEN]), min_size=20, max_size=120).map("".join)
LONG = "".join(f"Paragraph {number} of **many**.\n\n" for number in range(20_000))


@pytest.fixture
def short_slices() -> Iterator[None]:
    """A few dozen characters count as a long text."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("deeptrin_desktop.markdown.document._MOST_REDONE", 1)
        sizes = {"waiting._SLICE": 7, "markdown_flow.AT_LEAST": 20, "ending._LENGTH": 40, "ending._LONGEST": 160}
        times = {"section._AT_ONCE": 1e-9, "waiting._LONGER": 0}
        for name, value in (sizes | times).items():
            patch.setattr(f"deeptrin_desktop.ui.blocks.{name}", value)
        yield


def leaves(text: str) -> list[Leaf]:
    flow = MarkdownFlow(text)
    flow.end()
    while not flow.is_read:
        flow.read(float("inf"))
    return flow.leaves


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, more=TEXTS, fed_after=st.integers(0, 6))
def test_what_is_read_end_first_is_the_same_once_all_is_read(
    qapp: object, short_slices: None, text: str, more: str, fed_after: int
) -> None:
    made = Section(MarkdownFlow(text))
    made.open(surroundings())
    reads = 0
    while not made.flow.is_read or reads < fed_after:
        made.lay(len(made) - 1)
        place = Place(len(made) - 1, 0)
        marked = made[place.leaf]
        if reads == fed_after:
            text += more
            made.feed(more)
        else:
            made.read_ahead()
            made.read_on()
        reads += 1
        move = made.take_move()
        if move is not None and made.flow.waiting:
            assert made[move.of(place).leaf] is marked
        assert len(made.heights) == len(made)
        assert sum(isinstance(leaf.body, Unread) for leaf in made.flow.leaves) <= 1
    made.stop()
    made.read_all()
    assert made.flow.leaves == leaves(text)
    assert made.flow.source == text
    last = made[len(made) - 1].text
    assert made.spoken.text[made.spoken.offset_of(Place(len(made) - 1, 0)) :] == last


def test_the_end_of_a_long_text_is_there_at_once_and_stays_as_it_is(qapp: object) -> None:
    made = Section(MarkdownFlow(LONG))
    made.open(surroundings())
    made.stop()
    assert made[len(made) - 1].text == "Paragraph 19999 of many."
    assert made[0].text == "Paragraph 0 of many."
    assert len(made) < 2_000
    estimated = made.height
    for back in range(1, 31):
        made.lay(len(made) - back)
    boxes = [made.box(len(made) - back) for back in range(1, 31)]
    while made.flow.waiting:
        made.read_ahead()
        made.read_on()
    assert len(made) == 20_000
    assert [made.box(len(made) - back) for back in range(1, 31)] == boxes
    assert made.height == pytest.approx(estimated, rel=0.1)


@pytest.mark.parametrize("fence", ["", "```\n"])
def test_the_end_begins_with_a_paragraph_and_not_in_code(qapp: object, fence: str) -> None:
    text = "Words.\n\n" * 8_000 + "```\n" + "Code.\n\n" * 2_500 + fence
    made = Section(MarkdownFlow(text))
    made.open(surroundings())
    made.stop()
    while made.flow.waiting:
        if fence:
            assert "Code" in made[len(made) - 1].text
            assert made[len(made) - 1].body.size[1] > 1
        made.read_ahead()
        made.read_on()
    assert made.flow.leaves == leaves(text)


def test_source_is_found_for_leaves_of_the_end(qapp: object) -> None:
    flow = MarkdownFlow(LONG)
    flow.read(0.001)
    last = len(flow.leaves) - 1
    assert flow.waiting
    assert flow.source_of(last - 1, last) == LONG[LONG.index("Paragraph 19998") :].strip()
    assert flow.source_of(0, 0) == "Paragraph 0 of **many**."
    assert flow.source_of(0, last) == LONG.strip()


def test_a_definition_reaches_thousands_of_leaves_some_at_a_time(qapp: object) -> None:
    flow = MarkdownFlow("")
    flow.feed("[a]\n\n" * 5_000)
    flow.read(float("inf"))
    flow.feed("[a]: http://a.example\n\nend")
    changed = flow.read(1).places
    assert 0 < len(changed) < 1_000
    assert flow.leaves[4_999].text == "a"
    while not flow.is_read:
        further = flow.read(0).places
        assert 0 < len(further) < 1_000
        changed = [*changed, *further]
    assert sorted(changed) == [*range(5_001)]
    assert flow.leaves == leaves(flow.source)
