"""What is shown while text arrives never is markup that disappears a moment later."""

import pytest
from markdown.as_html import block_html, spans_html
from markdown.growing import fed, finished, grown, shown_while_growing

from deeptrin_desktop.markdown.blocks import Block, Heading, Paragraph
from deeptrin_desktop.markdown.calm import ended
from deeptrin_desktop.markdown.document import Document
from deeptrin_desktop.markdown.text import Inline


def drawn(blocks: tuple[Block, ...]) -> str:
    return "".join(map(block_html, blocks))


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("a **bold** b", "*"),
        ("a *slant* b", "*"),
        ("a ***both*** b", "*"),
        ("**bold *and slant* too** b", "*"),
        ("a `code` b", "`"),
        ("a ``co`de`` b", "``"),
        ("a ~~gone~~ b", "~"),
        ("a [link](https://a.org/x_y_z) b", "["),
        ("a [link](<u> 'title') b", "("),
        ("a [**bold** link](u) b", "*"),
        ("a ![image](u) b", "!"),
        ("a $x^2$ b", "$"),
        (r"a \(x^2\) b", "(x"),
        (r"a \[x^2\] b", "x^2\\"),
        ("a <https://a.org> b", "&lt;"),
        ("a \\* b", "\\"),
        ("# Title\n", "#"),
        ("### A **bold** title\n", "*"),
        ("```python\nx = 1\n```\n", "`"),
        ("~~~\nx = 1\n~~~\n", "~"),
        ("$$\nx\n$$\n", "$"),
        ("\\[\nx\n\\]\n", "["),
        ("- one\n- **two**\n", "-"),
        ("- one\n- **two**\n", "*"),
        ("1. one\n2. two\n", "1."),
        ("> quote\n", "&gt;"),
        ("| a | b |\n|---|---|\n| c | **d** |\n", "|"),
        ("| a | b |\n|:-:|---|\n| c | **d** |\n", "*"),
        ("a\n\n---\n\nb", "-"),
        ("[a]: https://a.org\n\nb", "a.org"),
        ("- [ ] task\n", "["),
    ],
)
def test_that_marks_never_show(text: str, never: str) -> None:
    assert never not in drawn(grown([text]))
    for blocks in shown_while_growing(text):
        assert never not in drawn(blocks)


@pytest.mark.parametrize("text", ["a\n- b\n", "a\n---\nb\n", "a\n1. b", "a\n= b\n", "a\n* * *\n"])
def test_that_text_is_no_heading_before_it_must_be(text: str) -> None:
    for blocks in shown_while_growing(text):
        assert not isinstance(blocks[0], Heading) or isinstance(grown([text])[0], Heading)


def test_that_the_first_line_of_a_table_is_a_table() -> None:
    shown = list(shown_while_growing("| a | b |\n|---|"))
    assert all("<p>" not in drawn(blocks) for blocks in shown)
    assert drawn(shown[-1]).count("<th>") == 2


@pytest.mark.parametrize(
    ("text", "calm"),
    [
        ("plain words", "plain words"),
        ("a **bold", "a **bold**"),
        ("a **bold ", "a **bold**"),
        ("a **", "a"),
        ("a **bold*", "a **bold**"),
        ("**a *b", "**a *b***"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("2*3", "2*3"),
        ("snake_case_name", "snake_case_name"),
        ("a `b", "a `b`"),
        ("a [b", "a [b]()"),
        ("a [b]", "a [b]()"),
        ("a [b](htt", "a [b]()"),
        ("a [b] c", "a [b] c"),
        ("a ![b", "a"),
        ("it costs $5", "it costs $5"),
        ("list[0", "list[0"),
        ("word[^1", "word"),
        ("so &am", "so"),
        ("AT&T is", "AT&T is"),
        ("Great!", "Great!"),
        ("so $x", "so"),
        ("a < b", "a < b"),
        ("**a** and **b", "**a** and **b**"),
        ("`**` and **b", "`**` and **b**"),
        ("*" + "long " * 100, "*" + "long " * 100),
    ],
)
def test_that_what_has_begun_is_ended(text: str, calm: str) -> None:
    assert ended(text) == calm


def test_that_a_link_without_a_target_yet_says_so() -> None:
    assert spans_html(Inline(ended("[a](http://b")).spans) == '<a href="">a</a>'


def test_that_the_end_is_exact() -> None:
    document = Document()
    (shown,) = fed(document, "a **bold").blocks
    (exact,) = finished(document).blocks
    assert isinstance(shown, Paragraph)
    assert isinstance(exact, Paragraph)
    assert (shown.text.source, exact.text.source) == ("a **bold**", "a **bold")
