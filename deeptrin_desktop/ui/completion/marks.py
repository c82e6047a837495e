"""Marks in Qt's document: a property of its characters, so that undoing an edit brings them back with their text.

Positions are Qt's here, in UTF-16 units. What ends a line has a mark too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from deeptrin_desktop.core.document import Mark, Marks

_MESSAGE = QTextFormat.Property.UserProperty.value


def char_format(message: str) -> QTextCharFormat:
    """The format of what a message brought; of what a person wrote, with an empty id."""
    made = QTextCharFormat()
    if message:
        made.setProperty(_MESSAGE, message)
    return made


def insert(cursor: QTextCursor, text: str, message: str) -> None:
    """Puts a text at the cursor, or in the place of what it has selected. The cursor is behind it then."""
    start = cursor.selectionStart()
    made = char_format(message)
    cursor.insertText(text, made)
    if message and "\n" in text:  # Qt leaves out what ends a line
        end = cursor.position()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(made)
        cursor.setPosition(end)


def marks_between(document: QTextDocument, start: int, end: int) -> Iterator[Mark]:
    """The marks of a range, piece by piece."""
    block = document.findBlock(start)
    while block.isValid() and block.position() <= end:
        for piece in _pieces(block):
            within = replace(piece, start=max(piece.start, start), end=min(piece.end, end))
            if within.message and within.start < within.end:
                yield within
        block = block.next()


def _pieces(block: QTextBlock) -> Iterator[Mark]:
    """The end of the line before, which Qt formats with the block, and the block's own runs."""
    yield Mark(block.position() - 1, block.position(), _message_of(block.charFormat()))
    run = block.begin()
    while not run.atEnd():
        fragment = run.fragment()
        start = fragment.position()
        yield Mark(start, start + fragment.length(), _message_of(fragment.charFormat()))
        run += 1


def _message_of(made: QTextCharFormat) -> str:
    return str(made.property(_MESSAGE) or "")


def in_characters(text: str, marks: Marks) -> Marks:
    """Marks of a text in Qt's units, counted in characters."""
    bounds = _indexes(text, [bound for mark in marks for bound in (mark.start, mark.end)])
    return _rebound(marks, bounds)


def in_units(text: str, marks: Marks) -> Marks:
    """Marks of a text in characters, counted in Qt's units."""
    bounds, unit, before = [], 0, 0
    for index in (bound for mark in marks for bound in (mark.start, mark.end)):
        unit += len(text[before:index].encode("utf-16-le", "surrogatepass")) // 2
        before = index
        bounds.append(unit)
    return _rebound(marks, bounds)


def _indexes(text: str, units: Iterable[int]) -> list[int]:
    """The characters of units that are in order."""
    if text.isascii():
        return [*units]
    encoded = text.encode("utf-16-le", "surrogatepass")
    indexes, index, before = [], 0, 0
    for unit in units:
        index += len(encoded[2 * before : 2 * unit].decode("utf-16-le", "surrogatepass"))
        before = unit
        indexes.append(index)
    return indexes


def _rebound(marks: Marks, bounds: list[int]) -> Marks:
    pairs = zip(bounds[::2], bounds[1::2], strict=True)
    return tuple(replace(mark, start=start, end=end) for mark, (start, end) in zip(marks, pairs, strict=True))
