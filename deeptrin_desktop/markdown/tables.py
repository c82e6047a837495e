"""Open tables. A line of a paragraph becomes the header of one when the next line says so."""

import re
from collections.abc import Sequence

from deeptrin_desktop.markdown.blocks import Alignment, Block, Table
from deeptrin_desktop.markdown.line import CODE_INDENT, Line
from deeptrin_desktop.markdown.nodes import Leaf, Verdict
from deeptrin_desktop.markdown.text import Inline

MOST_COLUMNS = 100
"""What has more of them is no table."""

_SEPARATOR = re.compile(r"(?<!\\)\|")
_DELIMITER = re.compile(r":?-+:?")
_ALIGNMENTS = {
    (False, False): Alignment.NONE,
    (True, False): Alignment.LEFT,
    (True, True): Alignment.CENTRE,
    (False, True): Alignment.RIGHT,
}


class TableNode(Leaf):
    """An open table; each further line is a row."""

    def __init__(self, line: Line, *, header: tuple[Inline, ...], alignments: tuple[Alignment, ...]) -> None:
        super().__init__(line)
        self._header = header
        self._alignments = alignments
        self._rows: list[tuple[Inline, ...]] = []

    def verdict(self, line: Line) -> Verdict:
        return Verdict.ENDED_BEFORE if line.blank or line.indent >= CODE_INDENT else Verdict.GOES_ON

    def add(self, line: Line) -> None:
        columns = len(self._alignments)
        self._rows.append(tuple(map(Inline, cells(line.rest())[:columns])))

    def blocks(self) -> Sequence[Block]:
        rows = tuple(self._rows)
        return (Table(self.start, self.end, self._alignments, self._header, rows, self.continued),)

    def detach(self) -> None:
        self._rows = self._rows.copy()

    def reopen(self, line: Line) -> None:
        super().reopen(line)
        self._rows = []


def cells(row: str) -> list[str]:
    """The sources of a row's cells. A pipe after a backslash separates nothing, not even within code."""
    row = row.strip(" \t").removeprefix("|")
    parts = _SEPARATOR.split(row)
    if len(parts) > 1 and not parts[-1].strip(" \t"):
        parts.pop()
    return [part.strip(" \t").replace("\\|", "|") for part in parts]


def alignments(row: str) -> tuple[Alignment, ...]:
    """What the line below a header says of its columns; nothing if it is no such line."""
    if not set(row) <= set("|:- \t"):
        return ()
    marks = cells(row)
    if len(marks) > MOST_COLUMNS or not all(map(_DELIMITER.fullmatch, marks)):
        return ()
    return tuple(_ALIGNMENTS[mark.startswith(":"), mark.endswith(":")] for mark in marks)
