"""Feeding a text in pieces, as the tests do it."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from deeptrin_desktop.markdown.blocks import Block, Footnote, Heading, Item, List, Paragraph, Quote, Table
from deeptrin_desktop.markdown.document import Document
from deeptrin_desktop.markdown.text import Inline


def grown(pieces: Iterable[str]) -> tuple[Block, ...]:
    """The blocks after the pieces, finished."""
    document = Document()
    blocks: tuple[Block, ...] = ()
    for piece in pieces:
        blocks = document.feed(piece).applied_to(blocks)
    return document.finish().applied_to(blocks)


def cut(text: str, places: Iterable[int]) -> list[str]:
    """The text in pieces, cut at these places."""
    edges = [0, *sorted(places), len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


def shown_while_growing(text: str) -> Iterator[tuple[Block, ...]]:
    """What is shown after each character."""
    document = Document()
    blocks: tuple[Block, ...] = ()
    for char in text:
        blocks = document.feed(char).applied_to(blocks)
        yield blocks


def texts_of(blocks: Iterable[Block]) -> Iterator[Inline]:
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield block.text
            case Table():
                yield from block.header
                for row in block.rows:
                    yield from row
            case List():
                yield from texts_of(block.items)
            case Quote() | Item() | Footnote():
                yield from texts_of(block.blocks)
