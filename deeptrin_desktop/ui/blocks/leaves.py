"""What blocks are laid out as: leaves in a row, each a piece of text by itself and where it stands.

Containers are no boxes of their own: a leaf knows the quotes and items around it, and draws its share of them. A list
of six hundred items is six hundred leaves, code and tables are cut into leaves of bounded size, and so a block that
grows has only its last leaf laid out anew. Leaves are values: one that is equal to what stood in its place before
needs nothing done.
"""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from PySide6.QtCore import QCoreApplication

from deeptrin_desktop.markdown.blocks import Alignment
from deeptrin_desktop.markdown.text import Inline
from deeptrin_desktop.ui.blocks.words import Dress, InlineFormula, Run, Target, Words, words_of

_ONE_LINE = 40
"""Letters of a cell that usually are one line of it."""
_MARKS = "*_`[]\\$<&~"
_A_MARK = 8
"""Letters that take as long to be laid out as a mark, with what it marks."""


class Space(IntEnum):
    """Pixels above a leaf."""

    NONE = 0
    TIGHT = 4
    BELOW_HEADING = 8
    PARAGRAPH = 16
    HEADING = 24


@dataclass(frozen=True, slots=True)
class QuoteInset:
    """A quote around a leaf: a bar at its left."""

    goes_on: bool = False
    """Whether the leaf before is in it too, so that the bar has no gap."""


@dataclass(frozen=True, slots=True)
class ItemInset:
    """An item of a list, or a footnote, around a leaf."""

    letters: int
    """Of the longest mark in the list, which all items leave room for."""
    mark: str = ""
    """What stands before this leaf; empty for all but the first of an item."""
    done: bool | None = None
    """Of a task, whether it is ticked."""


Inset = QuoteInset | ItemInset


class Body:
    """What a leaf shows."""

    # No ABC: it would make each isinstance, of which laying out takes many, ten times as slow.

    @property
    @abstractmethod
    def words(self) -> Words:
        """They are worked out when they are first asked for, and kept."""

    @property
    @abstractmethod
    def size(self) -> tuple[int, int]:
        """About how many letters and line ends it has, without working its words out."""

    @property
    def effort(self) -> int:
        """About how long it takes to lay it out, in letters of plain text, without working its words out."""
        return self.size[0]

    @property
    def said_first(self) -> str:
        """What a screen reader says before its text."""
        return ""


@dataclass(frozen=True)
class Prose(Body):
    """A paragraph, or a heading of level 1 to 6."""

    text: Inline
    level: int = 0

    @cached_property
    def words(self) -> Words:
        return words_of(self.text.spans)

    @property
    def size(self) -> tuple[int, int]:
        return len(self.text.source), 0

    @property
    def effort(self) -> int:
        return _effort_of(self.text)


@dataclass(frozen=True)
class Verbatim(Body):
    """Text as it is."""

    text: str

    @cached_property
    def words(self) -> Words:
        return Words(self.text)

    @property
    def size(self) -> tuple[int, int]:
        return len(self.text), self.text.count("\n")


@dataclass(frozen=True)
class Plain(Verbatim):
    """What a person wrote."""


@dataclass(frozen=True)
class Raw(Verbatim):
    """HTML, or a formula too long to be drawn: shown in letters of one width."""


@dataclass(frozen=True)
class Code(Verbatim):
    """Some lines of code, without the last line end."""

    language: str
    key: int
    """Tells one block of code from the others in a text; its leaves share it."""
    first: bool
    last: bool
    complete: bool
    """Whether the code ends with this leaf, and no more of it is coming."""
    gap: str = ""
    """What stands between it and the leaf before: a line end, or nothing within a line that was cut."""

    @property
    def whole(self) -> bool:
        """Whether all of the code is in this leaf."""
        return self.first and self.last

    @property
    def said_first(self) -> str:
        if not self.first:
            return ""
        if not self.language:
            return QCoreApplication.translate("Blocks", "Code:") + "\n"
        return QCoreApplication.translate("Blocks", "Code, {language}:").format(language=self.language) + "\n"


@dataclass(frozen=True)
class Unread(Body):
    """Stands for text that was not read yet."""

    times: float
    """How many times as long as all before it it is."""

    @cached_property
    def words(self) -> Words:
        return Words("")

    @property
    def size(self) -> tuple[int, int]:
        return 0, 0


@dataclass(frozen=True)
class Formula(Body):
    """A formula on lines of its own."""

    tex: str
    complete: bool

    @cached_property
    def words(self) -> Words:
        whole = 0, len(self.tex)
        formulas = (InlineFormula(*whole, self.tex, display=True),) if self.complete else ()
        return Words(self.tex, (Run(*whole, Dress(raw=True)),), formulas=formulas)

    @property
    def size(self) -> tuple[int, int]:
        return len(self.tex), 1 + self.tex.count("\n")


@dataclass(frozen=True)
class Divider(Body):
    """A thematic break."""

    @cached_property
    def words(self) -> Words:
        return Words("")

    @property
    def size(self) -> tuple[int, int]:
        return 0, 0


@dataclass(frozen=True)
class Rows(Body):
    """Some rows of a table."""

    header: tuple[Inline, ...]
    """Of the first leaf of a table; empty for the others."""
    rows: tuple[tuple[Inline, ...], ...]
    alignments: tuple[Alignment, ...]
    key: int
    """Tells one table from the others in a text; its leaves share it, and the widths of its columns."""
    last: bool

    @cached_property
    def cells(self) -> tuple[tuple[Words, ...], ...]:
        """A row for each line, the header first; rows are filled up with empty cells."""
        lines = (self.header, *self.rows) if self.header else self.rows
        return tuple(tuple(self._cell(line, column) for column in range(len(self.alignments))) for line in lines)

    @cached_property
    def words(self) -> Words:
        text = "\n".join("\t".join(cell.text for cell in line) for line in self.cells)
        return Words(text, links=tuple(self._links()))

    def _links(self) -> Iterator[Target]:
        at = 0
        for line in self.cells:
            for cell in line:
                for link in cell.links:
                    yield link._replace(start=at + link.start, end=at + link.end)
                at += len(cell.text) + 1

    @property
    def size(self) -> tuple[int, int]:
        longest = (max((len(cell.source) for cell in row), default=0) for row in self.rows)
        letters = sum(most * len(self.alignments) for most in longest if most > _ONE_LINE)
        return letters, 2 * (len(self.rows) + bool(self.header)) - 1

    @property
    def effort(self) -> int:
        return sum(_ONE_LINE + _effort_of(cell) for row in (self.header, *self.rows) for cell in row)

    @property
    def said_first(self) -> str:
        said = QCoreApplication.translate("Blocks", "Table, {count} columns:").format(count=len(self.alignments))
        return said + "\n" if self.header else ""

    @staticmethod
    def _cell(line: tuple[Inline, ...], column: int) -> Words:
        return words_of(line[column].spans) if column < len(line) else Words("")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A piece of a text that is laid out by itself."""

    body: Body
    insets: tuple[Inset, ...] = ()
    """Outermost first."""
    space: Space = Space.NONE
    before: str = ""
    """What plain text has between the leaf before and this one: line ends, and the marks of items."""

    @property
    def text(self) -> str:
        """What it shows, character for character."""
        return self.body.words.text

    @property
    def marks(self) -> Iterator[ItemInset]:
        """The marks that stand before it."""
        return (inset for inset in self.insets if isinstance(inset, ItemInset) and inset.mark)


def _effort_of(text: Inline) -> int:
    return len(text.source) + _A_MARK * sum(map(text.source.count, _MARKS))


EMPTY = Leaf(Plain(""))
"""What a text without any text is."""
