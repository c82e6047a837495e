"""How wide the columns of a table are: as wide as what is in them, within reason."""

import math
import re
from collections.abc import Iterable, Sequence

from PySide6.QtGui import QFontMetricsF

from deeptrin_desktop.markdown.text import Inline
from deeptrin_desktop.ui.blocks.formats import icon_room
from deeptrin_desktop.ui.blocks.style import Style
from deeptrin_desktop.ui.blocks.words import Words, words_of

PADDING = 12
"""Pixels left and right of a cell's text."""
_WIDEST = 28
"""Ems of one column; longer text is wrapped."""
_NARROWEST = 7
"""Ems that a column is not pressed below, if there is as much in it."""
_WIDEST_WORD = 14
"""Ems of one word; a column is not pressed below its widest word, but one that is wider than this is broken."""
_WORD = re.compile("[^\\s/\u2010-\u2015\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef-]+")
"""Letters between which no line is broken; in many scripts of the East one is after any of them."""
_SLACK = 2


class Columns:
    """Learns of a table's rows as they come. A column never becomes narrower by what is learnt."""

    def __init__(self, count: int, style: Style) -> None:
        self._style = style
        self._natural = [0.0] * count
        self._words = [float(_NARROWEST * style.em)] * count
        """Of the widest word, if it is wider than that."""
        self._most = float(_WIDEST * style.em)
        self._most_of_word = float(_WIDEST_WORD * style.em)
        self._plain = QFontMetricsF(style.prose.font)
        self._strong = QFontMetricsF(style.strong.font)
        self._fixed = QFontMetricsF(style.fixed.font)
        self._known: dict[int, Sequence[tuple[Inline, ...]]] = {}

    def __len__(self) -> int:
        return len(self._natural)

    def learn(self, at: int, rows: Sequence[tuple[Inline, ...]], header: Iterable[Inline] = ()) -> bool:
        """Takes the rows of one leaf, told by its place. Returns whether a column is wider now."""
        before = [*self._natural, *self._words]
        known = self._known.get(at, ())
        self._known[at] = rows
        self._take(header, self._strong)
        for index, row in enumerate(rows):
            if index >= len(known) or known[index] is not row:
                self._take(row, self._plain)
        return before != [*self._natural, *self._words]

    def _take(self, row: Iterable[Inline], metrics: QFontMetricsF) -> None:
        em = self._style.em
        for column, cell in enumerate(row):
            natural, word = self._natural[column], self._words[column]
            # No letter is wider than an em; what cannot be wider than the column need not be measured.
            if natural < self._most and len(cell.source) * em > natural:
                words = words_of(cell.spans)
                widest = self._widest(words.text.split("\n"), words, metrics)
                self._natural[column] = max(natural, min(widest + _SLACK, self._most))
            if word < self._most_of_word and _longest_word(cell.source) * em > word:
                words = words_of(cell.spans)
                widest = self._widest(_WORD.findall(words.text), words, metrics)
                self._words[column] = max(word, min(widest + _SLACK, self._most_of_word))

    def _widest(self, parts: Iterable[str], words: Words, metrics: QFontMetricsF) -> float:
        """Of parts of these words; where some of those are bold or code, as if all of them were."""
        measures = [metrics]
        if any(run.dress.strong for run in words.runs):
            measures.append(self._strong)
        if any(run.dress.code for run in words.runs):
            measures.append(self._fixed)
        icons = sum(run.dress.picture for run in words.runs) * icon_room(self._style.prose)
        return icons + max((measure.horizontalAdvance(part) for part in parts for measure in measures), default=0.0)

    def widths(self, room: int) -> list[int]:
        """The widths of the columns with their padding. The wider ones give way where there is not room for all, but
        do not break a word; it may still be more than there is room for.
        """
        padding = 2 * PADDING
        room -= padding * len(self._natural)
        columns = [*zip(self._natural, self._words, strict=True)]
        cap = self._cap(self._natural, room)
        unbroken = sum(word for natural, word in columns if cap < min(word, natural))
        cap = self._cap([natural for natural, word in columns if cap >= min(word, natural)], room - unbroken)
        return [math.ceil(min(natural, max(math.floor(cap), word))) + padding for natural, word in columns]

    def _cap(self, natural: Sequence[float], room: float) -> float:
        """What columns that would be wider than that are pressed to, so that all have room."""
        natural = sorted(natural)
        for place, width in enumerate(natural):
            share = room / (len(natural) - place)
            if width > share:
                return max(share, float(_NARROWEST * self._style.em))
            room -= math.ceil(width)
        return self._most


def _longest_word(source: str) -> int:
    """Letters of it."""
    return max(map(len, _WORD.findall(source)), default=0)
