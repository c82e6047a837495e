"""What labels stand for, and which blocks ask for them: definitions may come after the blocks that use them."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from deeptrin_desktop.markdown.blocks import Block, Footnote, Heading, Item, List, Paragraph, Quote, Table, texts_of
from deeptrin_desktop.markdown.definitions import Definition, labels
from deeptrin_desktop.markdown.text import Inline

Value = TypeVar("Value")
Change = Callable[[Inline], Inline]


class References:
    """The definitions so far. Of several for one label the first holds."""

    def __init__(self) -> None:
        self._definitions: dict[str, Definition] = {}
        self._asked: dict[str, dict[int, None]] = {}
        """The places of closed blocks, in order, by labels that they ask for and nobody has defined."""
        self.stale: dict[int, None] = {}
        """The places of those whose labels were defined since, in order of the definitions."""

    def define(self, label: str, definition: Definition) -> None:
        if label not in self._definitions:
            self._definitions[label] = definition
            self.stale |= self._asked.pop(label, {})

    def remember(self, block: Block, place: int) -> None:
        """Notes the labels that a closed block asks for in vain; `place` is its index in the text."""
        for text in texts_of(block):
            for label in labels(text.source):
                if label not in self._definitions:
                    self._asked.setdefault(label, {})[place] = None

    def resolved(self, block: Block) -> Block:
        """The block with what its labels stand for; the same object if there is nothing to change."""
        return _changed(block, self._resolve) if self._definitions else block

    def _resolve(self, text: Inline) -> Inline:
        known = {label: self._definitions[label] for label in labels(text.source) if label in self._definitions}
        links = tuple(sorted(known.items(), key=lambda pair: pair[0]))
        return text if links == text.links else Inline(text.source, links)


def _changed(block: Block, change: Change) -> Block:
    """The block with a change made to each of its texts."""
    match block:
        case Paragraph() | Heading():
            text = change(block.text)
            return block if text is block.text else _with_text(block, text)
        case Table():
            header = _each(block.header, change)
            rows = _each(block.rows, lambda row: _each(row, change))
            return block if header is block.header and rows is block.rows else replace(block, header=header, rows=rows)
        case List():
            items = _each(block.items, lambda item: _changed_item(item, change))
            return block if items is block.items else replace(block, items=items)
        case Item():
            return _changed_item(block, change)
        case Quote() | Footnote():
            blocks = _each(block.blocks, lambda child: _changed(child, change))
            return block if blocks is block.blocks else replace(block, blocks=blocks)
    return block


def _with_text(block: Paragraph | Heading, text: Inline) -> Block:
    """Without `replace` for paragraphs, of which thousands may wait for one label: it takes twice as long."""
    if isinstance(block, Paragraph):
        return Paragraph(block.start, block.end, text, block.continued)
    return replace(block, text=text)


def _changed_item(item: Item, change: Change) -> Item:
    blocks = _each(item.blocks, lambda child: _changed(child, change))
    return item if blocks is item.blocks else replace(item, blocks=blocks)


def _each(values: tuple[Value, ...], change: Callable[[Value], Value]) -> tuple[Value, ...]:
    """The values changed; the same tuple if none of them is."""
    changed = tuple(map(change, values))
    return changed if any(new is not old for new, old in zip(changed, values, strict=True)) else values
