"""How text that is still arriving is shown: as if what it has begun were already ended.

`**bold` is bold and not two stars, a link shows its text before its target is there, and the first line of a table is
a table. What cannot be told yet (is `-` a bullet, a rule, an underline?) is not shown until it can. This is for the
eye alone: the blocks that stay are the parser's, of the text as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from deeptrin_desktop.markdown.blocks import Alignment, Block, Footnote, Heading, Item, List, Paragraph, Quote, Table
from deeptrin_desktop.markdown.leaves import FenceNode, MathsNode, Verbatim
from deeptrin_desktop.markdown.nodes import Node
from deeptrin_desktop.markdown.prose import ParagraphNode
from deeptrin_desktop.markdown.scan import Begun, Scan
from deeptrin_desktop.markdown.tables import cells
from deeptrin_desktop.markdown.text import Inline

_CONTAINER_MARKS = re.compile(r"(?:[ \t]*(?:>|[*+-](?=[ \t])|[0-9]{1,9}[.)](?=[ \t])))*[ \t]*")
# A line that is no more than this so far may turn out to be more than one thing.
_UNDECIDED = re.compile(
    r"#{1,6}|`{1,2}|~{1,2}|`{3,}[^`]*|~{3,}.*|[*+]+|-+|=+|_+|[0-9]{1,9}[.)]?|>|\$\$?|\\[\[(]?|<|"
    r"(?:[*_-][ \t]*){2,}|[|:][|: \t-]*|-[|: \t-]+"
)
_DEFINITION = re.compile(r"\[[^\[\]]*(?:\]?|\]:.*)")
_TABLE_HEADER = re.compile(r"(?:((?:(?!\|).*\n)*))(\|.*[^|\s].*)")
_HELD_BACK = frozenset({"\\", "\\(", "\\[", "$", "$$", "<", "!", "![", "![^", "[^"})
_MOST_ATTEMPTS = 20
_MOST_SCANNED = 6_000
"""Characters, in all attempts at one text."""


def shown(line: str, tip: Node) -> str:
    """As much of the unfinished last line as is shown; `tip` is the innermost block that the text before left open."""
    if isinstance(tip, FenceNode | MathsNode):
        mark = tip.fence[0] if isinstance(tip, FenceNode) else tip.closer
        return line if line.strip().strip(mark) else ""
    if isinstance(tip, Verbatim):
        return line
    marks = _CONTAINER_MARKS.match(line)
    assert marks
    rest = line[marks.end() :].rstrip()
    in_text = isinstance(tip, ParagraphNode) and not tip.text().startswith("[")
    if not rest or _UNDECIDED.fullmatch(rest) or (not in_text and _DEFINITION.fullmatch(rest)):
        return ""
    return line


def calmed(block: Block, end: int) -> tuple[Block, ...]:
    """The block with what its last text has begun ended, if that text reaches to `end`, where all text ends so far."""
    match block:
        case List():
            return (replace(block, items=(*block.items[:-1], _calmed_item(block.items[-1], end))),)
        case Quote() | Footnote() if block.blocks:
            return (replace(block, blocks=(*block.blocks[:-1], *calmed(block.blocks[-1], end))),)
        case Paragraph() if block.end == end:
            return tuple(_calmed_paragraph(block))
        case Heading() if block.end == end:
            return (replace(block, text=_calmed_text(block.text)),)
        case Table() if block.end == end:
            return (_calmed_table(block),)
    return (block,)


def _calmed_item(item: Item, end: int) -> Item:
    if not item.blocks:
        return item
    return replace(item, blocks=(*item.blocks[:-1], *calmed(item.blocks[-1], end)))


def _calmed_paragraph(block: Paragraph) -> Iterator[Block]:
    table = _TABLE_HEADER.fullmatch(block.text.source)
    if not table:
        text = _calmed_text(block.text)
        if text.source:
            yield replace(block, text=text)
        return
    start = block.end - len(table[2])
    if table[1]:
        yield replace(block, text=Inline(table[1].rstrip()), end=start)
    header = tuple(map(Inline, cells(table[2])))
    yield _calmed_table(Table(start, block.end, (Alignment.NONE,) * len(header), header, ()))


def _calmed_table(block: Table) -> Table:
    if not block.rows:
        return replace(block, header=_calmed_row(block.header))
    return replace(block, rows=(*block.rows[:-1], _calmed_row(block.rows[-1])))


def _calmed_row(row: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return (*row[:-1], _calmed_text(row[-1])) if row else row


def _calmed_text(text: Inline) -> Inline:
    source = ended(text.source)
    return text if source == text.source else Inline(source, text.links)


def ended(source: str) -> str:
    """The text with an end to all that it has begun, and without what is only a beginning."""
    for _ in range(min(_MOST_ATTEMPTS, 1 + _MOST_SCANNED // (len(source) + 1))):
        begun = Scan(source).run()
        cut = next((each.at for each in begun if _is_cut(each, source)), None)
        if cut is None:
            return _closed(source, begun) if begun else source
        source = source[:cut].rstrip()
    return source


def _is_cut(begun: Begun, source: str) -> bool:
    """Whether the text is shown only up to here, because nothing can be made of it yet."""
    if begun.mark in _HELD_BACK or begun.mark[0] in "]&":
        return True
    return not source[begun.at + len(begun.mark) :].strip(begun.mark[0] + " ")


def _closed(source: str, begun: list[Begun]) -> str:
    text = source.rstrip()
    if begun[-1].mark[0] == "`":  # half of what ends the code may be there
        text = text.rstrip("`")
    return text + "".join(_closer(each) for each in reversed(begun))


def _closer(begun: Begun) -> str:
    return "]()" if begun.mark == "[" else begun.mark
