"""Paragraphs: the same however the text comes, bounded, and never changed once closed."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from deeptrin_desktop.ui.blocks.paragraphs import LONGEST, MOST_LINES, Paragraph, Paragraphs

PIECES = st.sampled_from(
    [
        "a",
        "word ",
        "\n",
        "\n\n",
        " \n",
        "\t",
        "\r\n",
        "e\u0301",
        "👩‍👩‍👧",
        "\u2028",
        "x" * 999,
        "y " * 700,
        "\n" * 60,
        " " * 500,
        "end. ",
        "שלום",
        "مرحبا\n",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def fed(*chunks: str) -> Paragraphs:
    blocks = Paragraphs()
    for chunk in chunks:
        blocks.feed(chunk)
    return blocks


def blocks_of(*chunks: str) -> list[Paragraph]:
    blocks = fed(*chunks)
    return [blocks[index] for index in range(len(blocks))]


@given(TEXTS, st.lists(st.integers(0, 60_000), max_size=20))
def test_chunking_makes_no_difference(text: str, cuts: list[int]) -> None:
    places = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    chunks = [text[start:end] for start, end in pairwise(places)]
    assert blocks_of(*chunks) == blocks_of(text)


@given(st.lists(st.sampled_from(["a", " ", "\n", "b c", "\n\n", "ש", "1"]), max_size=30).map("".join))
def test_one_character_at_a_time_makes_no_difference_either(text: str) -> None:
    assert blocks_of(*text) == blocks_of(text)


@given(TEXTS)
def test_no_character_is_lost(text: str) -> None:
    assert "".join(block.text + block.gap for block in blocks_of(text)) == text == fed(text).text


@given(TEXTS)
def test_no_block_is_long_or_has_many_lines(text: str) -> None:
    for block in blocks_of(text):
        assert len(block.text + block.gap) <= LONGEST
        assert block.text.count("\n") <= MOST_LINES


@given(TEXTS, TEXTS)
def test_closed_blocks_are_never_touched_again(text: str, more: str) -> None:
    blocks = fed(text)
    before = list(blocks.closed)
    blocks.feed(more)
    assert all(now is then for now, then in zip(blocks.closed, before, strict=False))
    assert len(blocks.closed) >= len(before)


@given(TEXTS)
def test_every_block_knows_where_it_begins(text: str) -> None:
    blocks = fed(text)
    for index in range(len(blocks)):
        assert text.startswith(blocks[index].text + blocks[index].gap, blocks.start(index))


def test_a_paragraph_ends_at_blank_lines_which_stand_between() -> None:
    assert blocks_of("one\ntwo\n \n\n  three") == [Paragraph("one\ntwo", "\n \n\n"), Paragraph("  three")]
    assert blocks_of("one\n\ntwo")[0].spaced
    assert not blocks_of("one\ntwo")[0].spaced


def test_blank_lines_at_the_end_are_not_shown() -> None:
    assert blocks_of("one\n\n") == [Paragraph("one", "\n\n")]


def test_lines_that_run_the_other_way_are_a_piece_of_their_own() -> None:
    pieces = ["שלום\n1, 2, 3\nעולם abc", "English שלום\nmore of it\n", "مرحبا"]
    assert [block.text for block in blocks_of("\n".join(piece.strip() for piece in pieces))] == [
        piece.strip() for piece in pieces
    ]
    assert not any(block.spaced for block in blocks_of("שלום\nEnglish"))


def test_an_overlong_paragraph_is_cut_where_it_hurts_least() -> None:
    lines = blocks_of("a line of words\n" * 400)
    assert all(block.text.endswith("words") and block.gap == "\n" for block in lines[:-1])
    sentences = blocks_of("A short sentence. " * 400)
    assert all(block.text.endswith("sentence. ") for block in sentences[:-1])
    words = blocks_of("word " * 4000)
    assert all(block.text.endswith("word ") for block in words[:-1])


def test_a_letter_stays_with_its_accents() -> None:
    for text in ("e\u0301" * 3000, "👩‍👩‍👧" * 1500, "👍🏽" * 3000):
        for block in blocks_of("x" + text)[1:]:
            assert block.text[0] in "e👩👍"
