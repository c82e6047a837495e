"""Cuts text that arrives in pieces into lines, at LF, CR and CRLF, whatever the pieces."""

import re
from collections.abc import Generator, Iterator
from typing import NamedTuple

LONGEST_LINE = 8_000
"""Characters after which a line is handed on in pieces, so that no line has to be waited for without end."""
A_PIECE = 1_000
"""Characters of each further piece of it."""

_UNSPEAKABLE = re.compile("[\0\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n|\n|\r")


class Piece(NamedTuple):
    """A line, or a piece of one that is too long."""

    text: str
    start: int
    """Where it begins in the whole text."""
    further: bool
    """Whether it goes on with the line of the piece before."""
    ended: bool
    """Whether the line ends with it."""


class Lines:
    """Holds back the line that has not ended."""

    def __init__(self, start: int = 0) -> None:
        self.tail = ""
        """What has arrived of the last line."""
        self._start = start
        self._further = False

    @property
    def rest(self) -> Piece:
        """The tail, as if it were a line."""
        return Piece(_clean(self.tail.removesuffix("\r")), self._start, self._further, ended=True)

    def feed(self, text: str) -> Iterator[Piece]:
        """The lines that ended with this text. A CR at its very end waits: an LF may follow that belongs to it."""
        text = self.tail + text
        at = 0
        for end in _LINE_END.finditer(text, len(self.tail.removesuffix("\r"))):
            if end[0] == "\r" and end.end() == len(text):
                break
            at = yield from self._pieces(text, at, end.start())
            yield self._piece(text[at : end.start()], ended=True, passed=end.end() - at)
            at = end.end()
        at = yield from self._pieces(text, at, len(text.removesuffix("\r")))
        self.tail = text[at:]

    def _pieces(self, text: str, at: int, end: int) -> Generator[Piece, None, int]:
        """What is handed on of a line before it is complete. Returns where the rest of it begins."""
        while end - at > (length := A_PIECE if self._further else LONGEST_LINE):
            yield self._piece(text[at : at + length], ended=False, passed=length)
            at += length
        return at

    def _piece(self, text: str, *, ended: bool, passed: int) -> Piece:
        piece = Piece(_clean(text), self._start, self._further, ended)
        self._start += passed
        self._further = not ended
        return piece


def _clean(text: str) -> str:
    """Puts the replacement character for NUL, as CommonMark has it, and for halves of surrogate pairs."""
    return _UNSPEAKABLE.sub("\ufffd", text)
