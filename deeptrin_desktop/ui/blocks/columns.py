"""How wide the columns of a table are: as wide as what is in them, within reason."""

import math
from collections.abc import Iterable, Sequence

from PySide6.QtGui import QFontMetricsF

from deeptrin_desktop.markdown.text import Inline
from deeptrin_desktop.ui.blocks.style import Style
from deeptrin_desktop.ui.blocks.words import Words, words_of

PADDING = 12
"""Pixels left and right of a cell's text."""
_WIDEST = 28
"""Ems of one column; longer text is wrapped."""
_NARROWEST = 7
"""Ems that a column is not pressed below, if there is as much in it."""
_SLACK = 2


class Columns:
    """Learns of a table's rows as they come. A column never becomes narrower by what is learnt."""

    def __init__(self, count: int, style: Style) -> None:
        self._style = style
        self._natural = [0.0] * count
        self._most = float(_WIDEST * style.em)
        self._plain = QFontMetricsF(style.prose.font)
        self._strong = QFontMetricsF(style.strong.font)
        self._fixed = QFontMetricsF(style.fixed.font)
        self._known: dict[int, Sequence[tuple[Inline, ...]]] = {}

    def __len__(self) -> int:
        return len(self._natural)

    def learn(self, at: int, rows: Sequence[tuple[Inline, ...]], header: Iterable[Inline] = ()) -> bool:
        """Takes the rows of one leaf, told by its place. Returns whether a column is wider now."""
        before = list(self._natural)
        known = self._known.get(at, ())
        self._known[at] = rows
        self._take(header, self._strong)
        for index, row in enumerate(rows):
            if index >= len(known) or known[index] is not row:
                self._take(row, self._plain)
        return before != self._natural

    def _take(self, row: Iterable[Inline], metrics: QFontMetricsF) -> None:
        for column, cell in enumerate(row):
            natural = self._natural[column]
            # No letter is wider than an em; what cannot be wider than the column need not be measured.
            if natural < self._most and len(cell.source) * self._style.em > natural:
                widest = self._width_of(words_of(cell.spans), metrics)
                self._natural[column] = max(natural, min(widest + _SLACK, self._most))

    def _width_of(self, words: Words, metrics: QFontMetricsF) -> float:
        """Of the widest line; where some of it is bold or code, as if all of it were."""
        measures = [metrics]
        if any(run.dress.strong for run in words.runs):
            measures.append(self._strong)
        if any(run.dress.code for run in words.runs):
            measures.append(self._fixed)
        return max(measure.horizontalAdvance(line) for measure in measures for line in words.text.split("\n"))

    def widths(self, room: int) -> list[int]:
        """The widths of the columns with their padding. The wider ones give way where there is not room for all; it
        may still be more than there is room for.
        """
        padding = 2 * PADDING
        room -= padding * len(self._natural)
        natural = sorted(self._natural)
        cap = self._most
        for place, width in enumerate(natural):
            share = room / (len(natural) - place)
            if width > share:
                cap = max(share, float(_NARROWEST * self._style.em))
                break
            room -= math.ceil(width)
        return [math.ceil(width) + padding if width <= cap else int(cap) + padding for width in self._natural]
