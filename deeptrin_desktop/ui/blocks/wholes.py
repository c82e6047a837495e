"""Code and tables, which may be several leaves each: what the leaves of one have in common."""

from bisect import bisect_left
from collections.abc import Iterator

from deeptrin_desktop.markdown.highlight import Token
from deeptrin_desktop.ui.blocks.colouring import cut, has_colours
from deeptrin_desktop.ui.blocks.columns import Columns
from deeptrin_desktop.ui.blocks.flow import Flow
from deeptrin_desktop.ui.blocks.leaves import Code, Leaf, Rows
from deeptrin_desktop.ui.blocks.pan import Pan
from deeptrin_desktop.ui.blocks.shared import NOTHING_SHARED, Shared
from deeptrin_desktop.ui.blocks.surroundings import Surroundings

_LEARNT = 25
"""Leaves of a table that the widths of its columns are made for; what is wider in the others has more lines."""


class Wholes:
    """How far each is scrolled, the widths of a table's columns, the colours of code. Each is told by a `key`."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._pans: dict[int, Pan] = {}
        self._columns: dict[int, Columns] = {}

    def span(self, index: int) -> tuple[int, int]:
        """The first and the last leaf of the code or table that a leaf belongs to."""
        leaves = self._flow.leaves
        key = _key(leaves[index])
        if key is None:
            return index, index
        # They stand together, and there may be thousands of them.
        first = bisect_left(leaves, True, 0, index, key=lambda leaf: _key(leaf) == key)
        behind = bisect_left(leaves, True, index, key=lambda leaf: _key(leaf) != key)
        return first, behind - 1

    def shared(self, index: int, around: Surroundings) -> Shared:
        """What the box of a leaf has to know of the whole."""
        body = self._flow.leaves[index].body
        if not isinstance(body, Code | Rows):
            return NOTHING_SHARED
        pan = self._pans.setdefault(body.key, Pan())
        if isinstance(body, Code):
            return Shared(pan, tokens=self._tokens(index, body, around))
        return Shared(pan, columns=self._columns_of(index, body, around))

    def forget_widths(self) -> None:
        """Has columns measured anew."""
        self._columns.clear()

    # ---- code ----

    def code(self, index: int) -> str:
        """All of the code that a leaf belongs to."""
        first, last = self.span(index)
        return "".join(self._code_of(first, last + 1)) + "\n"

    def toggle_wrap(self, index: int) -> None:
        """Ends the lines of a block of code at its edge, or no more."""
        if (key := _key(self._flow.leaves[index])) is not None:
            pan = self._pans.setdefault(key, Pan())
            pan.wrapped, pan.shift, pan.extent = not pan.wrapped, 0, 0

    def _tokens(self, index: int, code: Code, around: Surroundings) -> list[Token] | None:
        """The tokens of a leaf of code that is one of several, once all of them are there and were looked through."""
        if code.whole:
            return None
        first, last = self.span(index)
        end = self._flow.leaves[last].body
        if not isinstance(end, Code) or not end.complete:
            return None
        if not has_colours(code.language, sum(map(len, self._code_of(first, last + 1)))):
            return []
        tokens = around.colouring.whole(self.code(index), code.language)
        if tokens is None:
            return None
        start = sum(map(len, self._code_of(first, index))) + len(code.gap)
        return list(cut(tokens, start, start + len(code.text)))

    def _code_of(self, first: int, end: int) -> Iterator[str]:
        """The text of leaves, each with what stands between it and the one before."""
        for leaf in self._flow.leaves[first:end]:
            assert isinstance(leaf.body, Code)
            yield leaf.body.gap + leaf.body.text

    # ---- tables ----

    def learn(self, index: int) -> bool:
        """Takes a leaf that is another one now. Returns whether all of its table is to be laid out anew, since a
        column of it is wider.
        """
        body = self._flow.leaves[index].body
        columns = self._columns.get(body.key) if isinstance(body, Rows) else None
        if columns is None or not isinstance(body, Rows):
            return False
        if len(columns) != len(body.alignments):  # its first line is still arriving
            del self._columns[body.key]
            return True
        first, _ = self.span(index)
        return index < first + _LEARNT and columns.learn(index, body.rows, body.header)

    def _columns_of(self, index: int, rows: Rows, around: Surroundings) -> Columns:
        if rows.key not in self._columns:
            columns = self._columns[rows.key] = Columns(len(rows.alignments), around.style)
            first, last = self.span(index)
            for place in range(first, min(last + 1, first + _LEARNT)):
                body = self._flow.leaves[place].body
                assert isinstance(body, Rows)
                columns.learn(place, body.rows, body.header)
        return self._columns[rows.key]


def _key(leaf: Leaf) -> int | None:
    return leaf.body.key if isinstance(leaf.body, Code | Rows) else None
