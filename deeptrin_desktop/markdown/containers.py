"""Open blocks that hold other blocks: the text itself, quotes, lists, their items, and footnotes."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from deeptrin_desktop.markdown.blocks import Block, Footnote, Item, List, Paragraph, Quote
from deeptrin_desktop.markdown.line import CODE_INDENT, Line
from deeptrin_desktop.markdown.nodes import Node, Verdict
from deeptrin_desktop.markdown.text import Inline

_TASK = re.compile(r"\[([ \txX])\][ \t]+(?=\S)")


class Container(Node):
    """`children` are the blocks in it that have closed."""

    def __init__(self, line: Line) -> None:
        super().__init__(line)
        self.children: list[Block] = []
        self.loose = False
        """Whether a blank line stands between two of its children."""
        self._last_child: int | None = None

    def adopt(self, block: Block, node: Node) -> None:
        """Takes a block, and the node that it was made from."""
        if self._last_child is not None and node.first > self._last_child + 1:
            self.loose = True
        self._last_child = node.last
        self.children.append(block)

    def may_hold(self, node: Node) -> bool:
        return not isinstance(node, ItemNode)

    def detach(self) -> None:
        self.children = self.children.copy()

    def reopen(self, line: Line) -> None:
        super().reopen(line)
        self.children = []
        self._last_child = None


class Root(Container):
    """The whole text."""

    def __init__(self) -> None:
        super().__init__(Line("", start=0, number=0))

    def verdict(self, _line: Line) -> Verdict:
        return Verdict.GOES_ON

    def blocks(self) -> Sequence[Block]:
        return self.children

    def take(self) -> list[Block]:
        """The blocks that closed since the last call; they are its children no longer."""
        taken, self.children = self.children, []
        return taken


class QuoteNode(Container):
    """An open quote."""

    def verdict(self, line: Line) -> Verdict:
        if line.indent >= CODE_INDENT or line.char() != ">":
            return Verdict.ENDED_BEFORE
        self.pass_mark(line)
        return Verdict.GOES_ON

    @staticmethod
    def pass_mark(line: Line) -> None:
        line.pass_mark(1)
        line.pass_columns(1)

    def blocks(self) -> Sequence[Block]:
        return (Quote(self.start, self.end, tuple(self.children), self.continued),)


class _EndsWithItsChildren(Container):
    """Blank lines go on with it, but those after its last child are not its own."""

    def adopt(self, block: Block, node: Node) -> None:
        super().adopt(block, node)
        self.last, self.end = node.last, node.end

    def close(self, *, last: int, end: int) -> None:
        pass


class ListNode(_EndsWithItsChildren):
    """An open list; its children are its items."""

    def __init__(self, line: Line, *, mark: str, number: int | None) -> None:
        super().__init__(line)
        self.mark = mark
        """What all its items share: the bullet, or what follows the number."""
        self._number = number

    def verdict(self, _line: Line) -> Verdict:
        return Verdict.GOES_ON

    def may_hold(self, node: Node) -> bool:
        return isinstance(node, ItemNode)

    def adopt(self, block: Block, node: Node) -> None:
        assert isinstance(node, ItemNode)
        super().adopt(block, node)
        self.loose |= node.loose

    def blocks(self) -> Sequence[Block]:
        return (List(self.start, self.end, self._items, self._number, not self.loose, self.continued),)

    def reopen(self, line: Line) -> None:
        if self._number is not None:
            self._number += sum(not item.continued for item in self._items)
        super().reopen(line)

    @property
    def _items(self) -> tuple[Item, ...]:
        return cast("tuple[Item, ...]", tuple(self.children))


class ItemNode(_EndsWithItsChildren):
    """An open item of a list."""

    def __init__(self, line: Line, *, columns: int, bare: bool) -> None:
        super().__init__(line)
        self._columns = columns
        """How far what it holds is indented."""
        self._bare = bare
        """Whether nothing follows its mark; it may then begin on the next line, but not later."""
        self._done: bool | None = None

    def verdict(self, line: Line) -> Verdict:
        if line.blank and self._bare and line.number == self.first + 1:
            return Verdict.ENDED_BEFORE
        if line.indent < self._columns and not line.blank:
            return Verdict.ENDED_BEFORE
        line.pass_columns(self._columns)
        return Verdict.GOES_ON

    def adopt(self, block: Block, node: Node) -> None:
        first = not self.children and not self.continued
        if first and isinstance(block, Paragraph) and (task := _TASK.match(block.text.source)):
            self._done = task[1] in "xX"
            block = replace(block, text=Inline(block.text.source[task.end() :]))
        super().adopt(block, node)

    def blocks(self) -> Sequence[Block]:
        return (Item(self.start, self.end, tuple(self.children), self._done, self.continued),)

    def reopen(self, line: Line) -> None:
        super().reopen(line)
        self._bare = False
        self._done = None


class FootnoteNode(_EndsWithItsChildren):
    """An open footnote: what it says, not what refers to it."""

    def __init__(self, line: Line, *, label: str) -> None:
        super().__init__(line)
        self.label = label

    def verdict(self, line: Line) -> Verdict:
        if not line.blank and line.indent < CODE_INDENT:
            return Verdict.ENDED_BEFORE
        line.pass_columns(CODE_INDENT)
        return Verdict.GOES_ON

    def blocks(self) -> Sequence[Block]:
        return (Footnote(self.start, self.end, self.label, tuple(self.children), self.continued),)
