"""The blocks that are open, outermost first, and what each further line does to them.

This is the first phase of the CommonMark specification's parsing strategy, where each line is looked at once and
nothing that has closed is looked at again.
"""

from collections.abc import Callable, Sequence
from copy import copy

from deeptrin_desktop.markdown.blocks import Block
from deeptrin_desktop.markdown.containers import Container, FootnoteNode, ListNode, Root
from deeptrin_desktop.markdown.definitions import FOOTNOTE, Definition, normalized
from deeptrin_desktop.markdown.line import CODE_INDENT, Line
from deeptrin_desktop.markdown.nodes import Leaf, Node, Verdict
from deeptrin_desktop.markdown.prose import ParagraphNode
from deeptrin_desktop.markdown.starts import STARTS, Place, indented_code
from deeptrin_desktop.markdown.tables import TableNode

DEEPEST = 60
"""Blocks that may be open in each other; the marks of further containers are text."""
LONGEST_BLOCK = 2_000
"""Lines after which a top-level block is cut: it goes on as a further part."""
LARGEST_BLOCK = 200_000
"""Characters after which it is cut, in case its lines are long."""

Define = Callable[[str, Definition], None]


class Tree:
    """`define` is told of each link definition and footnote, by normalized label."""

    def __init__(self, define: Define) -> None:
        self._define = define
        self._open: list[Node] = [Root()]
        self._last = 0
        """The number of the last line."""
        self.end = 0
        """Where the last line ended."""

    @property
    def tip(self) -> Node:
        """The innermost open block."""
        return self._open[-1]

    def take(self) -> list[Block]:
        """The top-level blocks that closed since the last call."""
        root = self._open[0]
        assert isinstance(root, Root)
        return root.take()

    def detach(self) -> None:
        """Makes a copy of it one to try lines on: they change nothing elsewhere, and nobody is told of definitions."""
        self._define = _tell_nobody
        self._open = [copy(node) for node in self._open]
        for node in self._open:
            node.detach()

    def add(self, text: str, *, start: int, ended: bool = True) -> None:
        """Reads the next line, without its line end; `ended` is False when only a piece of it is there."""
        line = Line(text, start=start, number=self._last + 1, ended=ended)
        self._cut(line)
        self._read(line)
        self._last, self.end = line.number, line.end

    def lengthen(self, text: str, *, start: int, ended: bool) -> None:
        """Reads a further piece of the last line. Where that was no text or code, the piece is a paragraph."""
        line = Line(text, start=start, number=self._last, ended=ended)
        self._cut(line)
        if isinstance(self.tip, TableNode):
            self._close()
        if isinstance(self.tip, Leaf):
            self.tip.lengthen(line)
            self._take_parts()
        elif not line.blank:
            self._push(ParagraphNode(line))
            self._put(line)
        self.end = line.end

    def finish(self) -> None:
        """Closes all that is open."""
        self._close_down_to(1)

    def _read(self, line: Line) -> None:
        going_on = self._going_on(line)
        if going_on is None:
            return
        while not self._open[going_on - 1].verbatim and (nodes := self._begun(line, going_on)):
            self._close_down_to(going_on)
            for node in nodes:
                self._push(node)
            if not isinstance(self.tip, Container):
                self._close_if_done(line)
                return
            going_on = len(self._open)
        lazy = going_on < len(self._open) and isinstance(self.tip, ParagraphNode)
        if not lazy or line.blank:
            self._close_down_to(going_on)
        self._put(line)

    def _going_on(self, line: Line) -> int | None:
        """How many of the open blocks go on with the line; nothing if it was the end of the innermost."""
        for count, node in enumerate(self._open):
            verdict = node.verdict(line)
            if verdict is Verdict.ENDED_BEFORE:
                return count
            if verdict is Verdict.ENDS_HERE:
                self._close(line)
                return None
        return len(self._open)

    def _begun(self, line: Line, going_on: int) -> Sequence[Node]:
        """The blocks that begin here, outermost first, where `going_on` of the open ones go on."""
        in_paragraph = isinstance(self.tip, ParagraphNode)
        if line.indent >= CODE_INDENT:
            return () if line.blank or in_paragraph else indented_code(line)
        starts = STARTS.get(line.char())
        if starts is None:
            return ()
        container = self._open[going_on - 1]
        place = Place(
            paragraph=container if isinstance(container, ParagraphNode) else None,
            lazy=in_paragraph and going_on < len(self._open),
            list_mark=container.mark if isinstance(container, ListNode) else None,
            deep=len(self._open) >= DEEPEST,
        )
        for start in starts:
            if nodes := start(line, place):
                return nodes
        return ()

    def _put(self, line: Line) -> None:
        """Gives what is left of the line to the innermost block, or begins a paragraph with it."""
        if not isinstance(self.tip, Leaf):
            if line.blank:
                return
            self._push(ParagraphNode(line))
        assert isinstance(self.tip, Leaf)
        self.tip.add(line)
        self._take_parts()
        self._close_if_done(line)

    def _take_parts(self) -> None:
        """Hands on what was cut off a paragraph that has grown too long."""
        if isinstance(self.tip, ParagraphNode) and self.tip.parts:
            for part in self.tip.take_parts():
                self._parent.adopt(part, self.tip)

    @property
    def _parent(self) -> Container:
        """The innermost block that holds others."""
        node = self._open[-1] if isinstance(self._open[-1], Container) else self._open[-2]
        assert isinstance(node, Container)
        return node

    def _push(self, node: Node) -> None:
        while not (isinstance(self.tip, Container) and self.tip.may_hold(node)):
            self._close()
        self._open.append(node)
        if isinstance(node, FootnoteNode):
            self._define(normalized(FOOTNOTE + node.label), Definition())

    def _close_if_done(self, line: Line) -> None:
        if self.tip.closes_at_once:
            self._close(line)

    def _close_down_to(self, count: int) -> None:
        while len(self._open) > count:
            self._close()

    def _close(self, line: Line | None = None) -> None:
        """Closes the innermost block, with this line as its last, or else with the one before."""
        node = self._open.pop()
        last, end = (line.number, line.end) if line else (self._last, self.end)
        node.close(last=last, end=end)
        if isinstance(node, ParagraphNode):
            for label, definition in node.definitions:
                self._define(label, definition)
        if isinstance(node, Container) and node.continued and not node.children:
            return
        for block in node.blocks():
            self._parent.adopt(block, node)

    def _cut(self, line: Line) -> None:
        """Closes a top-level block that has grown too large, and opens it anew."""
        if len(self._open) == 1 or isinstance(self._open[1], ParagraphNode):
            return  # paragraphs hand on their parts by themselves, cut with more care
        top = self._open[1]
        if line.number - top.first < LONGEST_BLOCK and line.start - top.start < LARGEST_BLOCK:
            return
        nodes = self._open[1:]
        self._close_down_to(1)
        for node in nodes:
            node.reopen(line)
        self._open += nodes


def _tell_nobody(_label: str, _definition: Definition) -> None:
    pass
