"""The invariant: a text is the same blocks however it arrives, and what has closed stays."""

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown.as_html import block_html
from markdown.growing import applied, cut, fed, finished, grown, shown_while_growing
from markdown.markup import any_text, markup

from deeptrin_desktop.markdown.blocks import Block, texts_of
from deeptrin_desktop.markdown.document import Document


@st.composite
def texts_in_pieces(draw: st.DrawFn) -> list[str]:
    text = draw(any_text)
    return cut(text, draw(st.lists(st.integers(0, len(text)), max_size=6)))


@given(texts_in_pieces())
@settings(max_examples=500, deadline=None)
def test_that_the_pieces_make_no_difference(pieces: list[str]) -> None:
    whole = grown(["".join(pieces)])
    assert grown(pieces) == whole
    assert grown("".join(pieces)) == whole


@given(texts_in_pieces())
@settings(max_examples=200, deadline=None)
def test_that_spans_do_not_depend_on_the_pieces_either(pieces: list[str]) -> None:
    whole = [text.spans for block in grown(["".join(pieces)]) for text in texts_of(block)]
    assert [text.spans for block in grown(pieces) for text in texts_of(block)] == whole


@given(markup)
@settings(max_examples=300, deadline=None)
def test_that_closed_blocks_stay_unless_a_label_is_defined_later(text: str) -> None:
    document = Document()
    blocks: tuple[Block, ...] = ()
    kept = 0
    for patch in (*(fed(document, char) for char in text), finished(document), finished(document)):
        assert kept <= patch.keep <= len(blocks)
        assert not patch.others or "]:" in text
        kept, blocks = patch.keep, applied(patch, blocks)
    assert kept == len(blocks)


@given(any_text)
@settings(max_examples=300, deadline=None)
def test_that_blocks_know_their_source(text: str) -> None:
    end = 0
    for block in grown([text]):
        assert end <= block.start <= block.end <= len(text)
        end = block.end


@given(markup)
@settings(max_examples=150, deadline=None)
def test_that_a_block_read_by_itself_is_the_same(text: str) -> None:
    """What Copy as Markdown gives of a block is that block again."""
    if "]:" in text or "\r" in text:
        return
    for block in grown([text]):
        again = grown([text[block.start : block.end] + "\n"])
        assert [block_html(each) for each in again] == [block_html(block)]


@given(markup)
@settings(max_examples=100, deadline=None)
def test_that_whatever_is_shown_on_the_way_can_be_drawn(text: str) -> None:
    for blocks in shown_while_growing(text):
        assert all(block_html(block) for block in blocks)
