"""The blocks of a text, as immutable values. Those that did not change are the same objects from patch to patch.

`start` and `end` are offsets into the whole text, in code points: `text[block.start:block.end]` is its source,
without the line end after it. A block that grew beyond all measure comes in parts; each part but the first says
`continued`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from deeptrin_desktop.markdown.text import Inline

_LANGUAGE = re.compile(r"\w[\w+#.-]*")


class Alignment(Enum):
    """How the cells of a column are set."""

    NONE = "none"
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Block:
    """Anything that stands below what was before it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph(Block):
    """Text."""

    text: Inline
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Heading(Block):
    """A heading."""

    level: int
    """1 to 6."""
    text: Inline


@dataclass(frozen=True, slots=True)
class Code(Block):
    """Code, between fences or indented."""

    text: str
    """Each line with its line end; the texts of all parts, one after the other, are the code."""
    info: str = ""
    """What follows the opening fence, escapes undone; empty for indented code."""
    complete: bool = True
    """False while the closing fence has not come."""
    continued: bool = False

    @property
    def language(self) -> str:
        """The name in `python`, `python:main.py` and `{.python}`; empty where none is given."""
        name = _LANGUAGE.search(self.info)
        return name[0] if name else ""


@dataclass(frozen=True, slots=True)
class Maths(Block):
    """A formula on lines of its own."""

    tex: str
    complete: bool = True
    """False while its end has not come; what is there is shown as source."""
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Html(Block):
    """Raw HTML, shown as text and never obeyed."""

    text: str
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Rule(Block):
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class Table(Block):
    """A table of one header and any number of rows."""

    alignments: tuple[Alignment, ...]
    """One for each column."""
    header: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    """A row has at most as many cells as there are columns; those it lacks are empty."""
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Item(Block):
    """One item of a list."""

    blocks: tuple[Block, ...]
    done: bool | None = None
    """Of a task, whether it is ticked; None for an item that is no task."""
    continued: bool = False


@dataclass(frozen=True, slots=True)
class List(Block):
    """Bullets or numbers."""

    items: tuple[Item, ...]
    first: int | None = None
    """The number of the first item; None for bullets."""
    tight: bool = True
    """Whether its paragraphs stand without space between them."""
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Quote(Block):
    """What somebody else said."""

    blocks: tuple[Block, ...]
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Footnote(Block):
    """What a footnote says, where it was written."""

    label: str
    blocks: tuple[Block, ...]
    continued: bool = False


def texts_of(block: Block) -> Iterator[Inline]:
    """Every text in a block, in order."""
    match block:
        case Paragraph() | Heading():
            yield block.text
        case Table():
            yield from block.header
            for row in block.rows:
                yield from row
        case List():
            for item in block.items:
                yield from texts_of(item)
        case Quote() | Item() | Footnote():
            for child in block.blocks:
                yield from texts_of(child)
