"""Feeding a text in pieces, as the tests do it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from deeptrin_desktop.markdown.blocks import Block
from deeptrin_desktop.markdown.document import Document, Patch


def fed(document: Document, text: str) -> Patch:
    """What has changed when the document has read this."""
    document.feed(text)
    return document.take()


def finished(document: Document) -> Patch:
    """What has changed when nothing more comes."""
    document.finish()
    return document.take()


def grown(pieces: Iterable[str]) -> tuple[Block, ...]:
    """The blocks after the pieces, finished."""
    document = Document()
    blocks: tuple[Block, ...] = ()
    for piece in pieces:
        blocks = applied(fed(document, piece), blocks)
    blocks = applied(finished(document), blocks)
    while not document.settled:
        blocks = applied(document.take(), blocks)
    return blocks


def applied(patch: Patch, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks after a patch, where these were there before."""
    kept = list(blocks[: patch.keep])
    for place, block in patch.others:
        kept[place] = block
    return (*kept, *patch.blocks)


def cut(text: str, places: Iterable[int]) -> list[str]:
    """The text in pieces, cut at these places."""
    edges = [0, *sorted(places), len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


def shown_while_growing(text: str) -> Iterator[tuple[Block, ...]]:
    """What is shown after each character."""
    document = Document()
    blocks: tuple[Block, ...] = ()
    for char in text:
        blocks = applied(fed(document, char), blocks)
        yield blocks
