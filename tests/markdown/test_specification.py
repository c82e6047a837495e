"""Conformance: every example of the CommonMark and GFM specifications, save those named here with the reason."""

import pytest
from markdown.as_html import as_html
from markdown.growing import cut, grown
from markdown.specification import Example, examples

_BARE = "an address in text is a link, as in GFM's extension, which this example of the base language does without"
_COMMENTS = "CommonMark 0.31 reads comments as HTML 5 does, the specification at hand is 0.29"

COMMONMARK_DIFFERS = {598: _BARE, 604: _BARE, 607: _BARE, 608: _BARE, 622: _COMMENTS, 623: _COMMENTS}
GFM_DIFFERS = {
    610: _BARE,
    616: _BARE,
    619: _BARE,
    620: _BARE,
    645: _COMMENTS,
    646: _COMMENTS,
    653: "raw HTML is shown as text and never obeyed, so that none of it need be filtered",
}


def _cases(name: str, differs: dict[int, str]) -> list[Example]:
    return [example for example in examples(name) if example.number not in differs]


def test_that_the_examples_are_all_there() -> None:
    assert len(examples("commonmark")) == 649
    assert len(examples("gfm")) == 673


@pytest.mark.parametrize("example", _cases("commonmark", COMMONMARK_DIFFERS), ids=str)
def test_commonmark(example: Example) -> None:
    assert as_html(example.markdown) == example.html


@pytest.mark.parametrize("example", _cases("gfm", GFM_DIFFERS), ids=str)
def test_gfm(example: Example) -> None:
    assert as_html(example.markdown) == example.html


@pytest.mark.parametrize(
    ("name", "number"),
    [("commonmark", number) for number in COMMONMARK_DIFFERS] + [("gfm", number) for number in GFM_DIFFERS],
)
def test_that_the_exceptions_are_still_needed(name: str, number: int) -> None:
    example = examples(name)[number - 1]
    assert as_html(example.markdown) != example.html


@pytest.mark.parametrize("name", ["commonmark", "gfm"])
def test_that_it_makes_no_difference_where_an_example_is_cut(name: str) -> None:
    """All of CommonMark's, and those that GFM adds to them, each cut in two at every place and in single characters."""
    for example in examples(name):
        if name == "gfm" and not example.extension:
            continue
        whole = grown([example.markdown])
        for place in range(1, len(example.markdown)):
            assert grown(cut(example.markdown, [place])) == whole, (example.number, place)
        assert grown(example.markdown) == whole, example.number
