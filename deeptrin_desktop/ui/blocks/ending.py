"""The end of a long text, read by itself: a conversation is opened at its end, and that is not to wait for the rest."""

import re
from bisect import bisect

from deeptrin_desktop.ui.blocks.leaves import Leaf, Unread
from deeptrin_desktop.ui.blocks.written import Written

_LENGTH = 12_000
"""Characters, at least: as many as a large screen may show."""
_LONGEST = 4 * _LENGTH
_PARAGRAPH = re.compile(r"\n\r?\n(?=[^\W\d_]|#|\*\*)")
_FENCE = re.compile(r"^ *(?:```|~~~)", re.MULTILINE)
_UNREAD = Leaf(Unread(0))


class Ending:
    """Its leaves are those that the whole text will have there, but where something before it has a say in them."""

    def __init__(self, text: str, start: int) -> None:
        """`start` is its offset in the whole text."""
        self.start = start
        self.written = Written(start, _UNREAD)
        self.written.feed(text)
        self.written.take()


def ending_of(text: str, start: int) -> Ending | None:
    """Begins with a paragraph or heading that stands by itself: not in a list, a table or code. There may be none."""
    earliest, latest = max(len(text) - _LONGEST, 0), max(len(text) - _LENGTH, 0)
    fences = [fence.start() for fence in _FENCE.finditer(text, earliest)]
    for paragraph in reversed([*_PARAGRAPH.finditer(text, earliest, latest)]):
        behind = len(fences) - bisect(fences, paragraph.end())
        if behind % 2 == 0:
            return Ending(text[paragraph.end() :], start + paragraph.end())
    return None
