"""Blocks as HTML, as CommonMark's own examples write it. For tests alone: the app draws blocks, and never HTML."""

from collections.abc import Iterable
from functools import singledispatch
from html import escape

from markdown.growing import grown

from deeptrin_desktop.markdown.blocks import (
    Alignment,
    Block,
    Code,
    Footnote,
    Heading,
    Html,
    Item,
    List,
    Maths,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from deeptrin_desktop.markdown.spans import (
    Break,
    CodeSpan,
    FootnoteReference,
    HtmlSpan,
    Image,
    Link,
    Mark,
    MathsSpan,
    Span,
    Style,
    Text,
)
from deeptrin_desktop.markdown.text import Inline

_TAGS = {Style.EMPHASIS: "em", Style.STRONG: "strong", Style.STRIKETHROUGH: "del"}


def as_html(text: str) -> str:
    return "".join(map(block_html, grown([text])))


@singledispatch
def block_html(block: Block) -> str:
    raise TypeError(block)


@block_html.register
def _(block: Paragraph) -> str:
    return f"<p>{inline_html(block.text)}</p>\n"


@block_html.register
def _(block: Heading) -> str:
    return f"<h{block.level}>{inline_html(block.text)}</h{block.level}>\n"


@block_html.register
def _(block: Code) -> str:
    attribute = f' class="language-{_escaped(block.info.split(" ")[0])}"' if block.info else ""
    return f"<pre><code{attribute}>{_escaped(block.text)}</code></pre>\n"


@block_html.register
def _(block: Maths) -> str:
    return f"<math>{_escaped(block.tex)}</math>\n"


@block_html.register
def _(block: Html) -> str:
    return block.text + "\n"


@block_html.register
def _(_block: Rule) -> str:
    return "<hr />\n"


@block_html.register
def _(block: Quote) -> str:
    return f"<blockquote>\n{''.join(map(block_html, block.blocks))}</blockquote>\n"


@block_html.register
def _(block: Footnote) -> str:
    return f'<footnote label="{_escaped(block.label)}">\n{"".join(map(block_html, block.blocks))}</footnote>\n'


@block_html.register
def _(block: List) -> str:
    items = "".join(_item_html(item, tight=block.tight) for item in block.items)
    if block.first is None:
        return f"<ul>\n{items}</ul>\n"
    start = "" if block.first == 1 else f' start="{block.first}"'
    return f"<ol{start}>\n{items}</ol>\n"


def _item_html(item: Item, *, tight: bool) -> str:
    html = ""
    if item.done is not None:
        html = (
            '<input checked="" disabled="" type="checkbox"> ' if item.done else '<input disabled="" type="checkbox"> '
        )
    for block in item.blocks:
        if tight and isinstance(block, Paragraph):
            html += inline_html(block.text)
            if block is not item.blocks[-1]:
                html += "\n"
        else:
            html += ("\n" if not html else "") + block_html(block)
    return f"<li>{html}</li>\n"


@block_html.register
def _(block: Table) -> str:
    html = f"<table>\n<thead>\n{_row_html(block.header, block.alignments, 'th')}</thead>\n"
    if block.rows:
        html += f"<tbody>\n{''.join(_row_html(row, block.alignments, 'td') for row in block.rows)}</tbody>\n"
    return html + "</table>\n"


def _row_html(row: tuple[Inline, ...], alignments: tuple[Alignment, ...], tag: str) -> str:
    html = "<tr>\n"
    for index, alignment in enumerate(alignments):
        attribute = "" if alignment is Alignment.NONE else f' align="{alignment.value.replace("centre", "center")}"'
        html += f"<{tag}{attribute}>{inline_html(row[index]) if index < len(row) else ''}</{tag}>\n"
    return html + "</tr>\n"


def inline_html(text: Inline) -> str:
    return spans_html(text.spans)


def spans_html(spans: Iterable[Span]) -> str:
    html: list[str] = []
    open_marks: tuple[Mark, ...] = ()
    for span in spans:
        shared = 0
        while shared < min(len(open_marks), len(span.marks)) and open_marks[shared] == span.marks[shared]:
            shared += 1
        html += [_mark_end(mark) for mark in reversed(open_marks[shared:])]
        html += [_mark_start(mark) for mark in span.marks[shared:]]
        html.append(_span_html(span))
        open_marks = span.marks
    html += [_mark_end(mark) for mark in reversed(open_marks)]
    return "".join(html)


def _mark_start(mark: Mark) -> str:
    if isinstance(mark, Link):
        return f'<a href="{_escaped(mark.target)}"{_title(mark.title)}>'
    return f"<{_TAGS[mark]}>"


def _mark_end(mark: Mark) -> str:
    return "</a>" if isinstance(mark, Link) else f"</{_TAGS[mark]}>"


def _span_html(span: Span) -> str:  # noqa: PLR0911 # one for each kind
    match span:
        case Text():
            return _escaped(span.text)
        case CodeSpan():
            return f"<code>{_escaped(span.text)}</code>"
        case HtmlSpan():
            return span.text
        case Break():
            return "<br />\n" if span.hard else "\n"
        case Image():
            return f'<img src="{_escaped(span.target)}" alt="{_escaped(span.alt)}"{_title(span.title)} />'
        case MathsSpan():
            return f"<math>{_escaped(span.tex)}</math>"
        case FootnoteReference():
            return f"<sup>{_escaped(span.label)}</sup>"


def _title(title: str) -> str:
    return f' title="{_escaped(title)}"' if title else ""


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;")
