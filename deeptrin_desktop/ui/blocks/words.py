"""The spans of a text as one string with runs of marks, without anything of Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from deeptrin_desktop.markdown import spans as md

_LONGEST_TARGET = 80
"""Characters of the address of a picture, where it stands for its words."""


class Dress(NamedTuple):
    """What a run of text looks like."""

    strong: bool = False
    emphasis: bool = False
    struck: bool = False
    link: bool = False
    code: bool = False
    """In letters of one width, on a surface of its own."""
    raw: bool = False
    """Muted and in letters of one width: what is shown and not obeyed."""
    raised: bool = False
    picture: bool = False
    """Stands in the place of a picture that is not fetched."""


PLAIN = Dress()


class Run(NamedTuple):
    """Characters from `start` up to `end` that look alike."""

    start: int
    end: int
    dress: Dress


class Target(NamedTuple):
    """Characters from `start` up to `end` that lead somewhere."""

    start: int
    end: int
    target: str
    title: str = ""


class InlineFormula(NamedTuple):
    """Characters from `start` up to `end` that are a formula's source."""

    start: int
    end: int
    tex: str
    display: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A text and what is marked in it, in order. What is not in a run has no marks."""

    text: str
    runs: tuple[Run, ...] = ()
    links: tuple[Target, ...] = ()
    formulas: tuple[InlineFormula, ...] = ()


def words_of(spans: Sequence[md.Span]) -> Words:
    if len(spans) == 1 and isinstance(spans[0], md.Text) and not spans[0].marks:
        return Words(spans[0].text)
    pieces: list[str] = []
    runs: list[Run] = []
    links: list[Target] = []
    formulas: list[InlineFormula] = []
    at = 0
    for span in spans:
        text = _text(span)
        end = at + len(text)
        pieces.append(text)
        if span.marks or not isinstance(span, md.Text):
            dress = _dress(type(span), span.marks)  # type: ignore[arg-type]  # mypy takes no class for hashable
            if dress != PLAIN:
                runs.append(Run(at, end, dress))
            if isinstance(span, md.MathsSpan):
                formulas.append(InlineFormula(at, end, span.tex, span.display))
            link = _link(span.marks)
            if link is None and isinstance(span, md.Image):
                link = md.Link(span.target, span.title)
            if link is not None:
                _add_link(links, at, end, link)
        at = end
    return Words("".join(pieces), tuple(runs), tuple(links), tuple(formulas))


def _shortened(target: str) -> str:
    """Data may be megabytes long."""
    return target if len(target) <= _LONGEST_TARGET else target[: _LONGEST_TARGET - 1] + "…"


def _text(span: md.Span) -> str:
    match span:
        case md.MathsSpan():
            return span.source
        case md.Image():
            return span.alt or _shortened(span.target)
        case md.FootnoteReference():
            return span.label
        case md.Break():
            return "\n" if span.hard else " "
        case md.Text() | md.CodeSpan() | md.HtmlSpan():
            return span.text


@lru_cache(maxsize=200)
def _dress(kind: type[object], marks: md.Marks) -> Dress:
    return Dress(
        strong=md.Style.STRONG in marks,
        emphasis=md.Style.EMPHASIS in marks,
        struck=md.Style.STRIKETHROUGH in marks,
        link=_link(marks) is not None,
        code=kind is md.CodeSpan,
        raw=kind in {md.HtmlSpan, md.MathsSpan},
        raised=kind is md.FootnoteReference,
        picture=kind is md.Image,
    )


def _link(marks: md.Marks) -> md.Link | None:
    """Where a run leads. A link that has not told its target yet leads nowhere, but looks like one."""
    return next((mark for mark in marks if isinstance(mark, md.Link)), None)


def _add_link(links: list[Target], start: int, end: int, link: md.Link) -> None:
    """Adds a run that leads somewhere, or makes the last one longer where it goes on."""
    if links and links[-1].end == start and links[-1][2:] == (link.target, link.title):
        start = links.pop().start
    if link.target:
        links.append(Target(start, end, link.target, link.title))
