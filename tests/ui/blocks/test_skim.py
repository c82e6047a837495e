"""What is told from the source is what reading it finds; and usual text can be told from its source."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings, strategies
from markdown.specification import examples

from deeptrin_desktop.ui.blocks.flow import Flow
from deeptrin_desktop.ui.blocks.markdown_flow import MarkdownFlow
from deeptrin_desktop.ui.blocks.plain_flow import PlainFlow
from deeptrin_desktop.ui.blocks.skim import markdown_words, plain_words
from deeptrin_desktop.ui.blocks.unmarked import UnclearError

WORDS = [
    "a",
    "b1",
    "é",
    "中",
    "“",
    "😀",
    "½",
    "\u0301",
    "\u00a0",
    " ",
    "  ",
    "\t",
    "\n",
    "\n\n",
    ".",
    ",",
    "(",
    ")",
    ":",
]
MARKS = [
    *("*", "**", "`", "``", "_", "~~", "[", "]", "](b)", "](<b>)", "[a][b]", "[b]: a\n", "![", "<", ">", "<a>", "<!--"),
    *("&", "&amp;", ";", "\\", "://", "http://a*b*", "www.b.a", "$", "$$", "\\(", "\\[", "[^1]", "#", "-", "=", "|"),
    *(
        "*a*",
        "**b**",
        "`c`",
        "[d](e)",
        "![d](e)",
        "**a `b`:**",
        "*a b*",
        "**a [b](c)**",
        "$a*b$",
        "中**b**中",
        "\0",
        "\x01",
        "\ud800",
    ),
]
STARTS = [
    *(
        "\n- ",
        "\n* ",
        "\n+ ",
        "\n1. ",
        "\n2) ",
        "\n# ",
        "\n## a #",
        "\n> ",
        "\n---\n",
        "\n***",
        "\n===\n",
        "\n```\n",
        "\n```py\n",
    ),
    *(
        "\n - ",
        "\n  - ",
        "\n   - ",
        "\n    - ",
        "\n     1. ",
        "\n      ",
        "\n    a",
        "\n  a",
        "\n   ```\n",
        "\n  ```",
        "\n- [x] ",
    ),
    *(
        "\n|a|b|\n|-|-|\n|ab|*c*|",
        "\n\n| a | `b` |\n|:--|--:|\n| c | d |\n",
        "|",
        "\n|",
        "\n-|-\n",
        "\n[^1]: a\n",
        "\n~~~\n",
        "\r\n",
    ),
]
anything = strategies.lists(strategies.sampled_from(WORDS + MARKS + STARTS), max_size=14).map("".join)
usual = strategies.lists(strategies.sampled_from(WORDS + STARTS * 3), max_size=20).map("".join)


def read(flow: Flow) -> list[str]:
    """The lines that are drawn."""
    flow.read(float("inf"))
    flow.end()
    return lines(leaf.text for leaf in flow.leaves)


def lines(texts: Iterator[str]) -> list[str]:
    """In an order of their own."""
    return sorted(line for text in texts for line in text.replace("\0", "\n").split("\n") if line.strip())


def skimmed(words: Callable[[str], Iterator[str]], source: str) -> list[str] | None:
    try:
        return lines(words(source))
    except UnclearError:
        return None


@settings(max_examples=400)
@given(anything | usual)
def test_what_is_told_of_markdown_is_what_is_read(source: str) -> None:
    assert skimmed(markdown_words, source) in (None, read(MarkdownFlow(source)))


@pytest.mark.parametrize("name", ["commonmark", "gfm"])
def test_what_is_told_of_the_specifications_examples_is_what_is_read(name: str) -> None:
    for example in examples(name):
        assert skimmed(markdown_words, example.markdown) in (None, read(MarkdownFlow(example.markdown))), example


@given(
    strategies.lists(strategies.sampled_from([*WORDS, "a" * 1990, "\n" * 3000, "\r\n", "א"]), max_size=14).map("".join)
)
def test_what_is_told_of_plain_text_is_what_is_read(source: str) -> None:
    assert skimmed(plain_words, source) in (None, read(PlainFlow(source)))


def test_long_texts_come_in_pieces() -> None:
    block = "Some **words** that go on and on.\n\n```\nThis is\n\ncode\n```\n\n- an item\n\n"
    source = block * 3_000
    pieces = list(markdown_words(source))
    assert len(pieces) > 2
    assert lines(iter(pieces)) == sorted(["Some words that go on and on.", "This is", "code", "an item"] * 3_000)
    assert len(list(plain_words("A line.\n" * 20_000))) > 2


@pytest.mark.parametrize(
    "source",
    [
        "**Note:** call `area(width, height)` with *two* numbers, as [here](https://example.org/a?b=c).",
        "Steps:\n\n1. **First**, this:\n\n   ```sh\n   ls -l | wc\n   ```\n\n2. Then that\n   - a\n   - b\n     - c",
        "* one\n    * two\n        * three\n\n    More of two.",
        "## Results\n\n| a | b |\n|---|:-:|\n| `x` | **1** |\n\n---\n\nIt costs $5 &mdash; or \\$6 <b>now</b>.",
        "> A **quote**\n> that goes on\n>\n> - with a list\n\nand an answer",
        "- [x] done\n- [ ] not yet\n\n中文**重点**在这里。",
    ],
)
def test_usual_text_need_not_be_read(source: str) -> None:
    assert skimmed(markdown_words, source) == read(MarkdownFlow(source))
