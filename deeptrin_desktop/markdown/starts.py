"""How blocks begin. Each function looks at a line and opens a node, with the line's cursor moved past its marks.

Where several may begin with the same character, they are asked in the order of the CommonMark specification's own
parsing strategy. Tables come last, since a list item may look like the line below a header.
"""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from deeptrin_desktop.markdown.containers import FootnoteNode, ItemNode, ListNode, QuoteNode
from deeptrin_desktop.markdown.leaves import FenceNode, HtmlNode, IndentedNode, MathsNode
from deeptrin_desktop.markdown.line import CODE_INDENT, Line
from deeptrin_desktop.markdown.nodes import Node
from deeptrin_desktop.markdown.prose import HeadingNode, ParagraphNode, RuleNode
from deeptrin_desktop.markdown.raw_html import closer_of
from deeptrin_desktop.markdown.tables import TableNode, alignments, cells
from deeptrin_desktop.markdown.text import Inline

_ATX = re.compile(r"(#{1,6})(?=[ \t]|$)")
_FENCE = re.compile(r"(`{3,})(?!.*`)|(~{3,})")
_RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_SETEXT = re.compile(r"(=+|-+)[ \t]*$")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,999})\]:")
_BULLET = re.compile(r"[*+-](?=[ \t]|$)")
_NUMBER = re.compile(r"([0-9]{1,9})([.)])(?=[ \t]|$)")
_MATHS_CLOSERS = {"$$": "$$", "\\[": "\\]"}
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_WIDEST_GAP = 4
"""Columns after an item's mark that still count as its own; more of them begin indented code."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block is about to begin."""

    paragraph: ParagraphNode | None
    """The open paragraph that goes on with this line, unless a block begins."""
    lazy: bool
    """Whether an open paragraph could take the line though its containers do not go on."""
    list_mark: str | None
    """The mark of the list that the line stands in, between its items."""
    deep: bool
    """Whether so many blocks are open in each other that no further container may begin."""


Start = Callable[[Line, Place], Sequence[Node]]
_NOTHING: Sequence[Node] = ()


def quote(line: Line, place: Place) -> Sequence[Node]:
    if place.deep:
        return _NOTHING
    node = QuoteNode(line)
    QuoteNode.pass_mark(line)
    return (node,)


def heading(line: Line, _place: Place) -> Sequence[Node]:
    match = _ATX.match(line.text, line.next)
    if not match:
        return _NOTHING
    text = line.text[match.end() :].strip(" \t")
    shorter = text.rstrip("#")
    if not shorter or shorter[-1] in " \t":
        text = shorter.rstrip(" \t")
    return (HeadingNode(line, level=len(match[1]), text=text),)


def fence(line: Line, _place: Place) -> Sequence[Node]:
    match = _FENCE.match(line.text, line.next)
    if not match:
        return _NOTHING
    info = line.text[match.end() :].strip(" \t")
    if "\\" in info or "&" in info:
        info = html.unescape(_ESCAPE.sub(r"\1", info))
    return (FenceNode(line, fence=match[0], info=info),)


def maths(line: Line, _place: Place) -> Sequence[Node]:
    """A formula begins where its mark stands alone, or where a whole formula does."""
    mark = line.text[line.next : line.next + 2]
    if (closer := _MATHS_CLOSERS.get(mark)) is None:
        return _NOTHING
    rest = line.text[line.next + 2 :].rstrip(" \t")
    if not rest:
        return (MathsNode(line, closer=closer),)
    tex = rest.removesuffix(closer)
    if tex == rest or closer in tex or tex.endswith("\\") or not tex.strip():
        return _NOTHING
    return (MathsNode(line, closer=closer, tex=tex),)


def raw_html(line: Line, place: Place) -> Sequence[Node]:
    begins, closer = closer_of(line.text, line.next, in_paragraph=place.paragraph is not None or place.lazy)
    if not begins:
        return _NOTHING
    node = HtmlNode(line, closer=closer)
    node.add(line)
    return (node,)


def underlined_heading(line: Line, place: Place) -> Sequence[Node]:
    match = _SETEXT.match(line.text, line.next)
    paragraph = place.paragraph
    if not match or paragraph is None or paragraph.is_part:
        return _NOTHING
    paragraph.take_definitions()
    text = paragraph.text()
    if not text:
        return _NOTHING
    node = HeadingNode(line, level=1 if match[1][0] == "=" else 2, text=text)
    node.start, node.first = paragraph.start, paragraph.first
    paragraph.lines.clear()
    return (node,)


def rule(line: Line, _place: Place) -> Sequence[Node]:
    return (RuleNode(line),) if _RULE.match(line.text, line.next) else _NOTHING


def footnote(line: Line, place: Place) -> Sequence[Node]:
    match = _FOOTNOTE.match(line.text, line.next)
    if not match or place.deep:
        return _NOTHING
    node = FootnoteNode(line, label=match[1])
    line.pass_mark(match.end() - match.start())
    return (node,)


def item(line: Line, place: Place) -> Sequence[Node]:
    match = _BULLET.match(line.text, line.next) or _NUMBER.match(line.text, line.next)
    if not match or place.deep:
        return _NOTHING
    number = int(match[1]) if match.re is _NUMBER else None
    bare = not line.text[match.end() :].strip(" \t")
    if place.paragraph is not None and (bare or number not in (None, 1)):
        return _NOTHING
    mark = match[0][-1]
    nodes = [] if place.list_mark == mark else [ListNode(line, mark=mark, number=number)]
    start, indent = line.position, line.indent
    line.pass_mark(match.end() - match.start())
    gap = line.indent if not bare and line.indent <= _WIDEST_GAP else 1
    line.pass_columns(gap)
    node = ItemNode(line, columns=indent + match.end() - match.start() + gap, bare=bare)
    node.start = start
    return (*nodes, node)


def indented_code(line: Line) -> Sequence[Node]:
    node = IndentedNode(line)
    line.pass_columns(CODE_INDENT)
    node.add(line)
    return (node,)


def table(line: Line, place: Place) -> Sequence[Node]:
    paragraph = place.paragraph
    if paragraph is None or not paragraph.lines or "|" not in paragraph.lines[-1] + line.text:
        return _NOTHING
    columns = alignments(line.text[line.next :])
    header = cells(paragraph.lines[-1]) if columns else []
    if not columns or len(header) != len(columns):
        return _NOTHING
    node = TableNode(line, header=tuple(map(Inline, header)), alignments=columns)
    _, node.start = paragraph.take_last_line()
    node.first = line.number - 1
    return (node,)


STARTS: Mapping[str, Sequence[Start]] = {
    ">": (quote,),
    "#": (heading,),
    "`": (fence,),
    "~": (fence,),
    "$": (maths,),
    "\\": (maths,),
    "<": (raw_html,),
    "=": (underlined_heading,),
    "-": (underlined_heading, rule, item, table),
    "*": (rule, item),
    "_": (rule,),
    "+": (item,),
    "[": (footnote,),
    "|": (table,),
    ":": (table,),
    **dict.fromkeys("0123456789", (item,)),
}
"""What may begin with each character, on a line that is not indented as code; `indented_code` is for those that are."""
