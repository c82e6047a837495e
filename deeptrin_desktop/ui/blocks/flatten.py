"""From blocks that hold each other to leaves in a row."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from deeptrin_desktop.markdown import blocks as md
from deeptrin_desktop.markdown.maths import LONGEST_FORMULA
from deeptrin_desktop.markdown.text import Inline
from deeptrin_desktop.ui.blocks.leaves import (
    Body,
    Code,
    Divider,
    Formula,
    Inset,
    ItemInset,
    Leaf,
    Prose,
    QuoteInset,
    Raw,
    Rows,
    Space,
)

LINES = 16
"""Of code in one leaf, at most."""
LETTERS = 4_000
"""Of code or of a table in one leaf, about; a line of code that is longer is cut."""
ROWS = 16
"""Of a table in one leaf, at most."""
CELL = 15
"""Letters that a cell counts for, besides its own."""
_BULLETS = "•◦▪"
_LOW_HEADING = 4
"""The first level that stands no further from the text above it than a paragraph does."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the next leaf stands."""

    insets: tuple[Inset, ...] = ()
    space: Space = Space.NONE
    gap: str = ""
    """Line ends of plain text before it."""
    key: int | None = None
    """Of the code or table that the blocks before end with, which a continued one goes on with."""
    end: int = -1
    """Where the source of the block before ends."""

    def beside(self, *, tight: bool) -> "_Place":
        """The place of a leaf after this one, in the same containers."""
        space, gap = (Space.TIGHT, "\n") if tight else (Space.PARAGRAPH, "\n\n")
        return _Place(tuple(map(_going_on, self.insets)), space, gap, self.key)

    def going_on(self, gap: str) -> "_Place":
        """The place of a leaf that goes on with what one begins here."""
        return _Place(tuple(map(_going_on, self.insets)), Space.NONE, gap, self.key)

    def key_of(self, block: md.Code | md.Table) -> tuple[int, bool]:
        """The key of the code or table that a block is a part of, and whether it goes on with one that was begun."""
        return (self.key, True) if block.continued and self.key is not None else (block.start, False)

    def leaf(self, body: Body, *, space: Space | None = None) -> Leaf:
        kept = self.space if space is None or self.space <= Space.TIGHT else space
        return Leaf(body, self.insets, kept, self.gap + _lead(self.insets))


def leaves_of(block: md.Block, before: Leaf | None, *, end: int = -1) -> Iterator[Leaf]:
    """The leaves of a top-level block; `before` is the last leaf of the block before it, whose source ends at `end`."""
    if before is None:
        place = _Place()
    else:
        key = before.body.key if isinstance(before.body, Code | Rows) else None
        below_heading = isinstance(before.body, Prose) and before.body.level > 0
        space = Space.BELOW_HEADING if below_heading else Space.PARAGRAPH
        place = _Place(space=space, gap="\n\n", key=key, end=end)
    return _leaves(block, place)


def _leaves(block: md.Block, place: _Place) -> Iterator[Leaf]:
    match block:
        case md.List():
            yield from _list(block, place)
        case md.Quote():
            inner = replace(place, insets=(*place.insets, QuoteInset()))
            yield from _each(block.blocks, inner, tight=False)
        case md.Footnote():
            mark = f"{block.label}."
            inner = replace(place, insets=(*place.insets, ItemInset(len(mark), mark)))
            yield from _each(block.blocks, inner, tight=False)
        case md.Code():
            yield from _code(block, place)
        case md.Table():
            yield from _table(block, place)
        case md.Html(text=text):
            yield from _raw(text, place)
        case md.Maths(tex=tex) if len(tex) > LONGEST_FORMULA:
            yield from _raw(tex, place)
        case _:
            yield _single(block, place)


def _single(block: md.Block, place: _Place) -> Leaf:
    """The leaf of a block that is never more than one."""
    match block:
        case md.Paragraph():
            if block.continued:
                gap = "" if place.end == block.start else " "
                place = replace(place, space=Space.NONE, gap=gap, insets=tuple(map(_going_on, place.insets)))
            return place.leaf(Prose(block.text))
        case md.Heading():
            space = Space.HEADING if block.level < _LOW_HEADING else Space.PARAGRAPH
            return place.leaf(Prose(block.text, block.level), space=space)
        case md.Maths():
            return place.leaf(Formula(block.tex, block.complete))
    return place.leaf(Divider())


def _each(blocks: tuple[md.Block, ...], place: _Place, *, tight: bool) -> Iterator[Leaf]:
    if not blocks:
        yield place.leaf(Prose(Inline("")))
        return
    yield from _leaves(blocks[0], place)
    if len(blocks) > 1:
        beside = place.beside(tight=tight)
        below_heading = beside if tight else replace(beside, space=Space.BELOW_HEADING)
        for before, block in pairwise(blocks):
            goes_on = isinstance(block, md.Paragraph) and block.continued
            at = below_heading if isinstance(before, md.Heading) else beside
            yield from _leaves(block, replace(at, end=before.end) if goes_on else at)


def _list(block: md.List, place: _Place) -> Iterator[Leaf]:
    depth = sum(isinstance(inset, ItemInset) for inset in place.insets)
    bullet = _BULLETS[min(depth, len(_BULLETS) - 1)]
    last = (block.first or 0) + len(block.items)
    letters = 1 if block.first is None else len(str(last)) + 1
    number = block.first
    beside = place.beside(tight=block.tight)
    for index, item in enumerate(block.items):
        mark = bullet if number is None else f"{number}."
        inset = ItemInset(letters, "" if item.continued else mark, item.done)
        at = beside if index else place
        inner = _Place((*at.insets, inset), at.space, at.gap, at.key, at.end)
        yield from _each(item.blocks, inner, tight=block.tight)
        number = None if number is None else number + (not item.continued)


def _code(block: md.Code, place: _Place) -> Iterator[Leaf]:
    key, goes_on = place.key_of(block)
    if goes_on:
        place = place.going_on("" if place.end == block.start else "\n")
    pieces = list(pieces_of(block.text.removesuffix("\n")))
    for index, (gap, piece) in enumerate(pieces):
        first, last = index == 0 and not goes_on, index == len(pieces) - 1
        at = place.going_on(gap) if index else place
        yield at.leaf(Code(piece, block.language, key, first, last, last and block.complete, "" if first else at.gap))


def _table(block: md.Table, place: _Place) -> Iterator[Leaf]:
    key, goes_on = place.key_of(block)
    bundles = list(_bundles(block.rows))
    for index, rows in enumerate(bundles):
        first = index == 0 and not goes_on
        if not first:
            place = place.going_on("\n")
        last = index == len(bundles) - 1
        yield place.leaf(Rows(block.header if first else (), rows, block.alignments, key, last))


def _bundles(rows: tuple[tuple[Inline, ...], ...]) -> Iterator[tuple[tuple[Inline, ...], ...]]:
    """Cuts rows into bundles of bounded size. Where a table grows, all but the last stay as they are."""
    start = size = 0
    for at, row in enumerate(rows):
        size += sum(len(cell.source) + CELL for cell in row)
        if at > start and (at - start == ROWS or size > LETTERS):
            yield rows[start:at]
            start, size = at, sum(len(cell.source) + CELL for cell in row)
    yield rows[start:]


def _raw(text: str, place: _Place) -> Iterator[Leaf]:
    for index, (gap, piece) in enumerate(pieces_of(text)):
        yield (place.going_on(gap) if index else place).leaf(Raw(piece))


def pieces_of(text: str) -> Iterator[tuple[str, str]]:
    """Cuts lines into pieces of bounded size; with each comes what stood before it: a line end, or nothing where a
    line was cut. Where a text grows, all pieces but the last few stay as they are.
    """
    lines = text.split("\n")
    for at in range(0, len(lines), LINES):
        gap, piece = "\n" * (at > 0), "\n".join(lines[at : at + LINES])
        while len(piece) > LETTERS:
            end = piece.rfind("\n", 1, LETTERS)
            end = LETTERS if end < 0 else end
            yield gap, piece[:end]
            gap = "\n" * (piece[end] == "\n")
            piece = piece[end + len(gap) :]
        yield gap, piece


def _going_on(inset: Inset) -> Inset:
    return QuoteInset(goes_on=True) if isinstance(inset, QuoteInset) else replace(inset, mark="", done=None)


def _lead(insets: tuple[Inset, ...]) -> str:
    """What stands before a leaf in plain text: room for the items that it is in, and the marks of those it begins."""
    lead = ""
    for inset in insets:
        if isinstance(inset, ItemInset):
            mark = "" if inset.done is None else "[x] " if inset.done else "[ ] "
            lead += f"{inset.mark} {mark}" if inset.mark else " " * (inset.letters + 1)
    return lead
