"""The rows that a message is made of, and the distances between them."""

from collections.abc import Iterable, Iterator
from enum import Enum, auto

from deeptrin_desktop.core.message import Role
from deeptrin_desktop.ui.blocks.style import STEP


class Kind(Enum):
    """What a row of a message is."""

    TABS = auto()
    """Of choices, where one is shown at a time."""
    HEADING = auto()
    FOLD = auto()
    REASONING = auto()
    TEXT = auto()
    STATE = auto()
    CARD = auto()
    GAP = auto()
    """What a choice lacks in height beside longer ones, so that their actions stand in one line."""
    ACTIONS = auto()


USER_PADDING = 3 * STEP
"""Between the box of a user's message and its text, above and below."""
_BEFORE = {
    Kind.TEXT: STEP,
    Kind.STATE: 2 * STEP,
    Kind.CARD: 3 * STEP,
    Kind.GAP: 2 * STEP,
    Kind.ACTIONS: STEP,
    Kind.REASONING: STEP,
}
_AFTER = {Kind.REASONING: 3 * STEP, Kind.TABS: 3 * STEP}
_BELOW = {Role.USER: 2 * STEP, Role.ASSISTANT: 3 * STEP, Role.SYSTEM: 3 * STEP}


def stacked(role: Role, heights: Iterable[tuple[Kind, int]]) -> Iterator[tuple[Kind, int, int]]:
    """Kind, top and height of the rows of a message, one below the other."""
    padding = USER_PADDING if role is Role.USER else 0
    top = padding
    for kind, height in heights:
        top += _BEFORE.get(kind, 0)
        yield kind, top, height
        top += height + _AFTER.get(kind, 0)
        if kind is Kind.TEXT:
            top += padding


def whole_height(role: Role, rows: Iterable[tuple[Kind, int, int]]) -> int:
    """How high a message of these rows is, with its distance from the next."""
    *_, (_, top, height) = rows
    return top + height + _BELOW[role]
