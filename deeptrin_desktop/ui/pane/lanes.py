"""Where messages stand from left to right: all in one column, but choices side by side where there is room for that."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from deeptrin_desktop.ui.blocks.style import BOX, MARGIN, STEP, WIDEST, Style

GAP = 2 * BOX + 2 * STEP
"""Pixels between two choices."""
_NARROWEST = 18
"""Ems of a choice that is still easy to read."""


class Lane(NamedTuple):
    """From the pane's left edge, in pixels."""

    left: int
    width: int


@dataclass(frozen=True, slots=True)
class Lanes:
    """The column, and what the last few messages stand in, one lane for each of them."""

    column: Lane
    choices: Sequence[Lane] = ()
    """Empty where there are none, or where the pane is too narrow to show more than one at a time."""


def lanes_of(style: Style, pane_width: int, count: int) -> Lanes:
    """The lanes of a pane that shows so many choices at its end."""
    column = Lane(*style.column(pane_width))
    room = pane_width - 2 * MARGIN + GAP
    width = min(room // max(count, 1) - GAP, WIDEST * style.em)
    if count < 2 or width < _NARROWEST * style.em:
        return Lanes(column)
    left = (pane_width - count * (width + GAP) + GAP) // 2
    return Lanes(column, [Lane(left + index * (width + GAP), width) for index in range(count)])
