"""From the source of a paragraph, heading or cell to its spans."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from deeptrin_desktop.markdown import quick
from deeptrin_desktop.markdown.bare_links import linked
from deeptrin_desktop.markdown.definitions import FOOTNOTE, Definition
from deeptrin_desktop.markdown.spans import (
    Break,
    CodeSpan,
    FootnoteReference,
    HtmlSpan,
    Image,
    Link,
    Marks,
    MathsSpan,
    Span,
    Style,
    Text,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST_TEXT = 4_000
"""Characters past which a text is not read for marks. Paragraphs are cut there; headings and cells cannot be."""
LONGEST_KEPT = 1_000
"""Characters of a text whose spans are kept. The spans of many long ones would weigh on every garbage collection."""
DEEPEST_BRACKETS = 50
"""Brackets open at once past which a text is not read for marks: only an attack has so many."""

Links = tuple[tuple[str, Definition], ...]

_MARKED = re.compile(r"[\\`*_\[\]<&$~\n@]|://|www\.", re.IGNORECASE)
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_STYLES = {"em": Style.EMPHASIS, "strong": Style.STRONG, "s": Style.STRIKETHROUGH}


def spans_of(source: str, links: Links) -> tuple[Span, ...]:
    """The spans of a text; `links` says what its labels stand for, by normalized label."""
    return _read_and_kept(source, links) if len(source) <= LONGEST_KEPT else _read(source, links)


@lru_cache(maxsize=2_000)
def _read_and_kept(source: str, links: Links) -> tuple[Span, ...]:
    return _read(source, links)


def _read(source: str, links: Links) -> tuple[Span, ...]:
    if not _MARKED.search(source):
        return (Text(source),) if source else ()
    if len(source) > LONGEST_TEXT or _nests_too_deep(source):
        return (Text(source),)
    if (spans := quick.read(source)) is not None:
        return tuple(_joined(iter(spans)))
    parser = _parser()
    tokens = parser.inline.parse(source, parser, _environment(links, parser), [])
    return tuple(_joined(_spans(tokens)))


@cache
def _parser() -> "MarkdownIt":
    from deeptrin_desktop.markdown.parser import make_parser

    return make_parser()


def _environment(links: Links, parser: "MarkdownIt") -> dict[str, object]:
    from markdown_it.common.utils import unescapeAll

    references = {
        label: {"href": parser.normalizeLink(unescapeAll(definition.target)), "title": unescapeAll(definition.title)}
        for label, definition in links
        if not label.startswith(FOOTNOTE)
    }
    footnotes = {label for label, _ in links if label.startswith(FOOTNOTE)}
    return {"references": references, "footnotes": footnotes, "unclosed": set()}


def _nests_too_deep(source: str) -> bool:
    depth = 0
    for match in _BRACKET.finditer(source):
        if match[0] == "[":
            depth += 1
            if depth > DEEPEST_BRACKETS:
                return True
        elif match[0] == "]" and depth:
            depth -= 1
    return False


def _spans(tokens: Sequence["Token"]) -> Iterator[Span]:
    marks: Marks = ()
    for token in tokens:
        if token.nesting > 0:
            marks = (*marks, _STYLES.get(token.tag) or _link(token))
        elif token.nesting < 0:
            marks = marks[:-1]
        elif token.type == "text_special":  # written so as to be nothing but itself
            yield Text(token.content, marks)
        elif token.type == "text":
            yield from linked(token.content, marks)
        else:
            yield _span(token, marks)


def _link(token: "Token") -> Link:
    return Link(str(token.attrs["href"]), str(token.attrs.get("title", "")))


def _span(token: "Token", marks: Marks) -> Span:
    match token.type:
        case "code_inline":
            return CodeSpan(token.content, marks)
        case "softbreak" | "hardbreak":
            return Break(token.type == "hardbreak", marks)
        case "maths":
            return MathsSpan(token.content, token.markup, token.block, marks)
        case "footnote_reference":
            return FootnoteReference(token.content, marks)
        case "html_inline":
            return HtmlSpan(token.content, marks)
        case "image":
            target, title = str(token.attrs["src"]), str(token.attrs.get("title", ""))
            return Image(_plain(token.children or ()), target, title, marks)
    raise ValueError(token.type)


def _plain(tokens: Sequence["Token"]) -> str:
    """The text of an image's description."""
    parts = []
    for token in tokens:
        if token.type == "image":
            parts.append(_plain(token.children or ()))
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif token.type != "html_inline":
            parts.append(token.content)
    return "".join(parts)


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Makes one of neighbouring runs of text with the same marks."""
    waiting: list[Text] = []
    for span in spans:
        if waiting and not (isinstance(span, Text) and span.marks == waiting[0].marks):
            yield _one(waiting)
            waiting = []
        if isinstance(span, Text):
            waiting.append(span)
        else:
            yield span
    if waiting:
        yield _one(waiting)


def _one(runs: Sequence[Text]) -> Text:
    return runs[0] if len(runs) == 1 else Text("".join([run.text for run in runs]), runs[0].marks)
