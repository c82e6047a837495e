"""What is read beyond CommonMark: tables, tasks, footnotes, bare addresses, formulas, and HTML as text."""

import pytest
from markdown.as_html import as_html
from markdown.growing import grown

from deeptrin_desktop.markdown.blocks import Alignment, Code, Html, List, Maths, Paragraph, Table
from deeptrin_desktop.markdown.spans import HtmlSpan, Image, Link, MathsSpan, Text


def paragraph(text: str) -> str:
    html = as_html(text)
    assert html.startswith("<p>")
    return html.removeprefix("<p>").removesuffix("</p>\n")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("$x_1 + y_2$", "<math>x_1 + y_2</math>"),
        ("a $x$, b", "a <math>x</math>, b"),
        (r"\(a_b * c_d\)", "<math>a_b * c_d</math>"),
        (r"so \[x = y\] holds", "so <math>x = y</math> holds"),
        ("so $$x = y$$ holds", "so <math>x = y</math> holds"),
        (r"**\(x\)**", "<strong><math>x</math></strong>"),
        ("$25 is more than $24", "$25 is more than $24"),
        ("from $5 to $10", "from $5 to $10"),
        ("$5 here and 6$ there", "$5 here and 6$ there"),
        ("US$5 or CA$6", "US$5 or CA$6"),
        ("$ x $", "$ x $"),
        (r"\$x\$", "$x$"),
        ("`$x$`", "<code>$x$</code>"),
        ("$`x`$", "<math>`x`</math>"),
        (r"a \( b", "a ( b"),
        (r"a \( b \( c \[x\] d \[ e", "a ( b ( c <math>x</math> d [ e"),
        (r"![\(a](u) \[x\]", '<img src="u" alt="(a" /> <math>x</math>'),
        (r"[\(a](u) \(x\)", r"[<math>a](u) \(x</math>"),
        ("[$x$](u)", '<a href="u"><math>x</math></a>'),
    ],
)
def test_formulas_in_text(text: str, html: str) -> None:
    assert paragraph(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "$$\nx + y\n$$",
        "\\[\nx + y\n\\]",
        "$$ x + y $$",
        "\\[ x + y \\]",
        "\\[\nx + y \\]",
        "words before\n\\[\nx + y\n\\]\nwords after",
        "- item\n  \\[\n  x + y\n  \\]",
        "> $$\n> x + y\n> $$",
    ],
)
def test_formulas_on_lines_of_their_own(text: str) -> None:
    assert "<math>x + y</math>\n" in as_html(text)


def test_that_a_formula_may_look_like_a_list_or_a_heading() -> None:
    assert as_html("$$\na\n- b\n= c\n\n# d\n$$\n") == "<math>a\n- b\n= c\n\n# d</math>\n"


def test_that_a_formula_knows_its_source_and_whether_it_stands_alone() -> None:
    (block,) = grown([r"\(x\) and $$y$$"])
    assert isinstance(block, Paragraph)
    assert [span for span in block.text.spans if isinstance(span, MathsSpan)] == [
        MathsSpan("x", r"\(x\)"),
        MathsSpan("y", "$$y$$", display=True),
    ]


def test_that_a_formula_without_an_end_is_not_complete() -> None:
    (block,) = grown(["$$\nx + y\n"])
    assert block == Maths(0, 8, "x + y", complete=False)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("see https://a.org/b_c_d, yes", 'see <a href="https://a.org/b_c_d">https://a.org/b_c_d</a>, yes'),
        ("(https://a.org/b)", '(<a href="https://a.org/b">https://a.org/b</a>)'),
        ("https://a.org/b_(c)", '<a href="https://a.org/b_(c)">https://a.org/b_(c)</a>'),
        ("**https://a.org**", '<strong><a href="https://a.org">https://a.org</a></strong>'),
        ("见https://a.org/b。好", '见<a href="https://a.org/b">https://a.org/b</a>。好'),
        ("www.a.org", '<a href="http://www.a.org">www.a.org</a>'),
        ("write to a.b@c.org.", 'write to <a href="mailto:a.b@c.org">a.b@c.org</a>.'),
        ("[https://a.org](https://b.org)", '<a href="https://b.org">https://a.org</a>'),
        ("`https://a.org`", "<code>https://a.org</code>"),
        ("javascript://a", "javascript://a"),
        ("a://b and x@y", "a://b and x@y"),
    ],
)
def test_bare_addresses(text: str, html: str) -> None:
    assert paragraph(text) == html


def test_that_a_link_keeps_whatever_target_it_has() -> None:
    (block,) = grown(["[a](javascript:alert(1)) ![b](file:///etc/passwd)"])
    assert isinstance(block, Paragraph)
    assert block.text.spans == (
        Text("a", (Link("javascript:alert(1)"),)),
        Text(" "),
        Image("b", "file:///etc/passwd"),
    )


def test_tables() -> None:
    (table,) = grown(["| a | b | c |\n|:--|:-:|--:|\n| `x\\|y` | **z** |\nplain\n"])
    assert isinstance(table, Table)
    assert table.alignments == (Alignment.LEFT, Alignment.CENTRE, Alignment.RIGHT)
    assert [cell.source for cell in table.header] == ["a", "b", "c"]
    assert [[cell.source for cell in row] for row in table.rows] == [["`x|y`", "**z**"], ["plain"]]


def test_that_the_line_before_a_table_may_be_text() -> None:
    text, table = grown(["text\n| a |\n|---|\n| b |\n"])
    assert (text.start, text.end, table.start, table.end) == (0, 4, 5, 22)


def test_tasks() -> None:
    (block,) = grown(["- [ ] a\n- [x] b\n- c\n- [ ]d\n"])
    assert isinstance(block, List)
    assert [item.done for item in block.items] == [False, True, None, None]


def test_footnotes() -> None:
    assert as_html("a[^1] b[^2]\n\n[^1]: one\n\n    more\n[^3]: three\n") == (
        "<p>a<sup>1</sup> b[^2]</p>\n"
        '<footnote label="1">\n<p>one</p>\n<p>more</p>\n</footnote>\n<footnote label="3">\n<p>three</p>\n</footnote>\n'
    )


def test_that_html_is_text() -> None:
    block, text = grown(["<script>\nalert(1)\n</script>\n\na <b>c</b>\n"])
    assert block == Html(0, 27, "<script>\nalert(1)\n</script>")
    assert isinstance(text, Paragraph)
    assert text.text.spans == (Text("a "), HtmlSpan("<b>"), Text("c"), HtmlSpan("</b>"))


def test_code() -> None:
    (block,) = grown(["```py title=x\na\n\nb\n```\n"])
    assert isinstance(block, Code)
    assert (block.language, block.info, block.text, block.complete) == ("py", "py title=x", "a\n\nb\n", True)


@pytest.mark.parametrize(
    ("info", "language"),
    [("c++", "c++"), ("python:main.py", "python"), ("{.python .wide}", "python"), ("F#", "F#"), ("", ""), (";", "")],
)
def test_languages(info: str, language: str) -> None:
    (block,) = grown([f"``` {info}\n```\n"])
    assert isinstance(block, Code)
    assert block.language == language
