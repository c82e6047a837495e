"""A text that grows, as paragraphs of bounded size. All but the last are closed: they never change again, so however
long the text is, more of it costs the same.
"""

import re
import unicodedata
from dataclasses import dataclass

from deeptrin_desktop.ui.blocks.direction import may_run_left, runs_left

LONGEST = 4_000
"""Characters of a paragraph."""
MOST_LINES = 100
"""Line ends in a paragraph."""

_BLANK_LINES = re.compile(r"(?>(?:[^\S\n]*+\n)+)")
_GAP = re.compile(r"\n(?>(?:[^\S\n]*+\n)+)(?=[^\S\n]*+\S)")
_LINES = re.compile(rf"(?:[^\n]*+\n){{{MOST_LINES}}}")
_LONGEST_CLUSTER = 32
"""Characters that are looked back so as not to cut a letter from its accents or an emoji in two."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, lines of one that run the same way, or a piece of an overlong one; and the white space between it
    and the next.
    """

    text: str
    gap: str = ""

    @property
    def spaced(self) -> bool:
        """Whether a blank line follows."""
        return bool(self.text) and self.gap.count("\n") > 1


class Paragraphs:
    """A text cut into paragraphs: `closed` ones and the open `tail`. However it is fed, the paragraphs are the same."""

    __slots__ = ("_starts", "closed", "tail")

    def __init__(self) -> None:
        self.closed: list[Paragraph] = []
        self.tail = ""
        self._starts = [0]

    def feed(self, text: str) -> None:
        """Appends to the text."""
        text = self.tail + text
        start = 0
        while (end := _end_of_paragraph(text, start)) > start:
            self._close(text[start:end])
            start = end
        self.tail = text[start:]

    @property
    def text(self) -> str:
        """The whole of it, as it was fed."""
        return "".join([paragraph.text + paragraph.gap for paragraph in self.closed]) + self.tail

    def __len__(self) -> int:
        return len(self.closed) + 1

    def __getitem__(self, index: int) -> Paragraph:
        return self.closed[index] if index < len(self.closed) else _paragraph(self.tail)

    def start(self, index: int) -> int:
        """Where a paragraph begins, in characters from the start of the text."""
        return self._starts[index]

    def _close(self, piece: str) -> None:
        self.closed.append(_paragraph(piece))
        self._starts.append(self._starts[-1] + len(piece))


def _paragraph(piece: str) -> Paragraph:
    written = piece.rstrip()
    rest = piece[len(written) :]
    if not written or "\n" not in rest:
        return Paragraph(written and piece, "" if written else piece)
    end = len(written) + rest.index("\n")
    return Paragraph(piece[:end], piece[end:])


def _end_of_paragraph(text: str, start: int) -> int:
    """Where the paragraph that begins at `start` ends, or `start` while that cannot be known. Looks at no more than a
    paragraph's worth of characters and decides on them alone, which is why chunking makes no difference.
    """
    window = text[start : start + LONGEST]
    more_follows = len(text) - start > LONGEST
    if window.isspace():
        return start + len(window) if more_follows else start
    if (blank := _BLANK_LINES.match(window)) is not None:
        return start + blank.end()
    if (lines := _LINES.match(window)) is not None:
        more_follows = len(text) - start > lines.end()
        window = lines.group()
    if (gap := _GAP.search(window)) is not None:
        window = window[: gap.end()]
    if turn := _turn(window):
        return start + turn
    if gap is not None:
        return start + gap.end()
    return start + _cut(window) if more_follows else start


def _turn(window: str) -> int:
    """Where the first line stands that runs the other way than those before it; 0 for none."""
    if not may_run_left(window):
        return 0
    before, place = None, 0
    for line in window.split("\n"):
        way = runs_left(line)
        if None not in (before, way) and way is not before:
            return place
        before = before if way is None else way
        place += len(line) + 1
    return 0


def _cut(window: str) -> int:
    """The best place to cut a piece that has no paragraph's end in it: a line's end, a word's, or between letters."""
    middle = len(window) // 2
    for mark in ("\n", ". ", " "):
        if (place := window.rfind(mark, middle)) >= 0:
            return place + len(mark)
    place = len(window) - 1
    while place > len(window) - _LONGEST_CLUSTER and (_joins(window[place]) or window[place - 1] == "\u200d"):
        place -= 1
    return place


def _joins(char: str) -> bool:
    """Whether a character belongs to the one before it: an accent, a joiner, a skin tone."""
    return char == "\u200d" or unicodedata.category(char) in {"Mn", "Mc", "Me"} or "\U0001f3fb" <= char <= "\U0001f3ff"
