"""What is read without the parser is read as the parser reads it."""

import pytest
from hypothesis import given, strategies
from markdown.as_html import spans_html
from markdown_it import MarkdownIt

from deeptrin_desktop.markdown import quick

PARSER = MarkdownIt("commonmark").enable("strikethrough")
PIECES = [
    *("a", "b1", "é", "中", "“", "😀", "½", "\u0301", "\u00a0", " ", "  ", "\t", "\n", ".", ",", "(", ")", ":", "!"),
    *("*", "**", "`", "_", "~", "[", "]", "](x)", "](http://a.b/c)", "<b>", "&amp;", "\\", '"', "-", "="),
    *("*a*", "**b**", "`c`", "[d](e)", "![d](e)", "**a `b`:**", "*a b*"),
]


@given(strategies.lists(strategies.sampled_from(PIECES), min_size=1, max_size=12))
def test_it_is_the_parser_s_reading(pieces: list[str]) -> None:
    text = "".join(pieces).strip()
    spans = quick.read(text)
    if spans is not None and ")[" not in text:  # two links in a row with one target are one to us
        assert spans_html(spans) == PARSER.renderInline(text)


@pytest.mark.parametrize(
    "text",
    [
        "Words, and more: of them!",
        "**Note:** call `area(width, height)` with *two* numbers.",
        "snake_case and a line\nthat goes on",
        "See [the page](https://example.org/a_b?c=d#e), please.",
        "(**bold**) *a `b`*",
        "![A picture](https://example.org/a.png)",
    ],
)
def test_usual_text_does_not_need_the_parser(text: str) -> None:
    assert quick.read(text) is not None


@pytest.mark.parametrize(
    "text", ["a*", "`a", "[a][b]", "<b>", "a\\*", "&amp;", "$x$", "https://a.b", "![a *b*](b)", "__a__"]
)
def test_what_might_be_read_otherwise_does(text: str) -> None:
    assert quick.read(text) is None
