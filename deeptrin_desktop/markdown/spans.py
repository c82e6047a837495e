"""What a line of text is drawn from: flat runs, each with the marks that hold for it.

Runs are flat so that drawing them needs neither recursion nor a tree walk: `marks` is hashable, and a painter keeps
one character format for each.
"""

from dataclasses import dataclass
from enum import Enum


class Style(Enum):
    """Marks without data of their own."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    STRIKETHROUGH = "strikethrough"


@dataclass(frozen=True, slots=True)
class Link:
    """Where a run leads. Any scheme may stand here, `javascript:` too: whoever opens it decides what is opened."""

    target: str
    """Percent-encoded; empty while a link that is still arriving has not told it."""
    title: str = ""


Mark = Style | Link
Marks = tuple[Mark, ...]
"""Outermost first."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words."""

    text: str
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """Code within text."""

    text: str
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class MathsSpan:
    """A formula within text. `source` is as it was written, to be shown where the formula cannot be drawn."""

    tex: str
    source: str
    display: bool = False
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class HtmlSpan:
    """One raw tag or comment, shown as it was written."""

    text: str
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Image:
    """Stands where a picture is asked for; nothing is fetched for it."""

    alt: str
    target: str
    title: str = ""
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class FootnoteReference:
    """Points to a footnote."""

    label: str
    """As written, without the caret."""
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a source line: drawn as a space when soft, as a new line when hard."""

    hard: bool = False
    marks: Marks = ()


Span = Text | CodeSpan | MathsSpan | HtmlSpan | Image | FootnoteReference | Break
