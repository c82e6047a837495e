"""Text made to hurt: it is drawn as what it is, in blocks of bounded size, and nothing of it is lost."""

import pytest
from markdown.as_html import block_html
from markdown.growing import fed, grown

from deeptrin_desktop.markdown.blocks import Block, Code, Footnote, Item, List, Paragraph, Quote, texts_of
from deeptrin_desktop.markdown.document import Document
from deeptrin_desktop.markdown.inline import LONGEST_TEXT
from deeptrin_desktop.markdown.tree import DEEPEST, LONGEST_BLOCK

N = 100_000

HOSTILE = {
    "brackets": "[" * N,
    "closed brackets": "[" * N + "]" * N,
    "brackets each with text": "[a" * N,
    "nested links": "[a" * 3_000 + "](b)" * 3_000,
    "nested images": "![a" * 3_000 + "](b)" * 3_000,
    "quotes": ">" * N,
    "quotes and spaces": "> " * N,
    "bullets": "- " * N,
    "numbers": "1. " * N,
    "deep list": "".join("  " * depth + "- a\n" for depth in range(300)),
    "stars": "*" * N,
    "emphasis without end": "*a_ " * (N // 4),
    "backticks": "`a " * (N // 3),
    "growing backticks": "".join("e" + "`" * count for count in range(400)),
    "dollars": "$a" * (N // 2),
    "formulas without end": "\\(" * (N // 2),
    "links without end": "[a](b" * (N // 5),
    "tags without end": "<a " * (N // 3),
    "comments without end": "<!--" * (N // 4),
    "entities": "&#x" * (N // 3),
    "addresses": "http://" * (N // 7),
    "mail": "a@" * (N // 2),
    "backslashes": "\\" * N,
    "tabs": "\t" * N + "a",
    "wide table": "|" + "a|" * 20_000 + "\n|" + "-|" * 20_000 + "\n",
    "definitions": "[a]: b\n" * 5_000,
    "definitions with half a title": '[a]: b "\n' * 5_000,
    "fences": "```\n" * 10_001,
    "long code": "```\n" + "a\n" * 20_000,
    "long list": "- a\n" * 20_000,
    "long table": "| a |\n|---|\n" + "| b |\n" * 20_000,
    "long item": "- a\n" + "\n  b\n" * 10_000,
    "long line of code": "```\n" + "a" * 1_000_000 + "\n```\n",
    "NUL": "\0" * N,
    "directions and zero widths": "\u202e\u2066\u200b\u200d\ufeff" * (N // 5),
    "escape sequences": "\x1b[31mred\x1b]8;;http://a\x07" * 1_000,
    "lone surrogates": "\ud800 a \udfff" * 1_000,
    "carriage returns": "\r" * N,
}


def depth_of(block: Block) -> int:
    match block:
        case List():
            inner: tuple[Block, ...] = block.items
        case Quote() | Item() | Footnote():
            inner = block.blocks
        case _:
            inner = ()
    return 1 + max(map(depth_of, inner), default=0)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text(text: str) -> None:
    pieces = [text[start : start + 40_000] for start in range(0, len(text), 40_000)]
    blocks = grown(pieces)
    assert max(map(depth_of, blocks), default=0) <= DEEPEST + 1
    assert all(text[block.start : block.end].count("\n") <= LONGEST_BLOCK for block in blocks)
    texts = [part for block in blocks for part in texts_of(block)]
    assert all(part.spans for part in texts[:20])
    assert all(len(part.source) <= LONGEST_TEXT for part in texts if "|" not in part.source)
    ends = [0, *(block.end for block in blocks)]
    starts = [*(block.start for block in blocks), len(text)]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))


def test_that_a_line_without_end_is_paragraphs_that_follow_each_other() -> None:
    text = "word **bold** " * 20_000
    blocks = grown([text[start : start + 30_000] for start in range(0, len(text), 30_000)])
    assert all(isinstance(block, Paragraph) for block in blocks)
    assert "".join(text[block.start : block.end].strip() + " " for block in blocks) == text
    assert [block.continued for block in blocks if isinstance(block, Paragraph)] == [False] + [True] * (len(blocks) - 1)
    assert all("**" not in block_html(block) for block in blocks)


def test_that_the_parts_of_long_code_are_the_code() -> None:
    code = "".join(f"line {number}\n" for number in range(10_000))
    parts = grown([f"```py\n{code}```\n"])
    assert len(parts) == 1 + 10_000 // LONGEST_BLOCK
    assert "".join(part.text for part in parts if isinstance(part, Code)) == code


def test_that_the_parts_of_a_long_list_go_on_counting() -> None:
    parts = grown(["".join(f"{number}. a\n" for number in range(1, 9_001))])
    assert all(isinstance(part, List) for part in parts)
    counted = 1
    for part in parts:
        assert isinstance(part, List)
        assert part.first == counted
        counted += sum(not item.continued for item in part.items)
    assert counted == 9_001


def test_ten_thousand_tables() -> None:
    assert len(grown(["| a | b |\n|---|---|\n| c | d |\n\n" * 10_000])) == 10_000


def test_that_a_flush_reads_only_what_is_new() -> None:
    """An open block of any size is not read again: its parts that ended are the same objects."""
    document = Document()
    (before,) = fed(document, "- a\n" * 600).blocks
    (after,) = fed(document, "- b").blocks
    assert isinstance(before, List)
    assert isinstance(after, List)
    assert all(old is new for old, new in zip(before.items[:-1], after.items, strict=False))
