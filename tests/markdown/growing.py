"""Feeding a text in pieces, as the tests do it."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from deeptrin_desktop.markdown.blocks import Block
from deeptrin_desktop.markdown.document import Document


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
