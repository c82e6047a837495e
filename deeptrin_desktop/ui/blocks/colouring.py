"""The colours of code. A language's lexer is set up on a thread when it is first met, since that may take several
frames; until it is there the code is shown without colours.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from threading import Thread
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from deeptrin_desktop.markdown.highlight import LONGEST_CODE, Token, tokens
from deeptrin_desktop.markdown.languages import is_known, lexer_for
from deeptrin_desktop.ui.blocks.allowance import Allowance

_PAUSE = 15
"""Milliseconds between two looks whether a lexer is there."""
_AT_ONCE = 0.002
"""Seconds of looking through long code at a time."""
_SHORT_AT_ONCE = 0.004
"""Seconds of looking through short pieces in one turn of the event loop."""
_LETTERS_KEPT = 1_000_000
"""Of short pieces of code whose colours are remembered: more than are ever seen at once."""
_GROWING = 10
"""Pieces that may grow at once, as choices side by side."""
_KEPT = 50
"""Long pieces of code whose colours are remembered."""
LONGEST = 10_000
"""Letters of one piece of code that are coloured at once."""


_Piece = tuple[str, str]
"""Code and its language."""


class _Remembered(dict[_Piece, tuple[Token, ...]]):
    """The colours of the pieces of code that were seen last. Of one that grows, only what it has become is there."""

    def __init__(self) -> None:
        self._letters = 0

    def add(self, piece: _Piece, tokens: tuple[Token, ...]) -> None:
        if (smaller := self.grown_from(piece)) is not None:
            self._forget(smaller)
        self[piece] = tokens
        self._letters += len(piece[0])
        while self._letters > _LETTERS_KEPT:
            self._forget(next(iter(self)))

    def grown_from(self, piece: _Piece) -> _Piece | None:
        """What is remembered of how a piece began."""
        code, language = piece
        last = islice(reversed(self), _GROWING)
        return next((known for known in last if known[1] == language and code.startswith(known[0])), None)

    def _forget(self, piece: _Piece) -> None:
        self._letters -= len(piece[0])
        del self[piece]


class Colouring(QObject):
    """`arrived` comes when code that was asked for can be coloured."""

    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lexers: dict[str, Thread] = {}
        self._ready: set[str] = set()
        self._begun: dict[tuple[str, str], tuple[Iterator[Token], list[Token]]] = {}
        self._done: dict[tuple[str, str], tuple[Token, ...]] = {}
        self._short = _Remembered()
        self._looking = Allowance(_SHORT_AT_ONCE, self)
        self._looking.renewed.connect(self.arrived)
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._go_on)
        self._timer = QTimer(self, interval=_PAUSE)
        self._timer.timeout.connect(self._look)

    def tokens_of(self, code: str, language: str) -> tuple[Token, ...] | None:
        """`None` while its lexer is being set up, or if it is looked through later."""
        language = language.lower()
        if not is_known(language) or len(code) > LONGEST:
            return ()
        if language in self._ready:
            return self._short_tokens(code, language)
        if language not in self._lexers:
            self._lexers[language] = Thread(target=_set_up, args=(language,), daemon=True)
            self._lexers[language].start()
            self._timer.start()
        return None

    def tokens_before(self, code: str, language: str) -> tuple[Token, ...]:
        """Those of what a piece began with, if it was seen when it was shorter."""
        smaller = self._short.grown_from((code, language.lower()))
        return () if smaller is None else self._short[smaller]

    def _short_tokens(self, code: str, language: str) -> tuple[Token, ...] | None:
        key = code, language
        if key not in self._short:
            found = self._looking.spend_on(partial(_tokens, code, language))
            if found is None:
                return None
            self._short.add(key, found)
        return self._short[key]

    def whole(self, code: str, language: str) -> tuple[Token, ...] | None:
        """The same for code of any length, which is looked through bit by bit; `None` until that is done."""
        language = language.lower()
        if not has_colours(language, len(code)):
            return ()
        key = code, language
        if language in self._ready and key not in self._done and key not in self._begun:
            self._begun[key] = (tokens(code, language), [])
            self._slices.start()
        return self._done.get(key)

    def _go_on(self) -> None:
        """Looks through some more of the code that was asked for first."""
        if not self._begun:
            return
        key = next(iter(self._begun))
        coming, found = self._begun[key]
        end = perf_counter() + _AT_ONCE
        for token in coming:
            found.append(token)
            if perf_counter() > end:
                self._slices.start()
                return
        del self._begun[key]
        if len(self._done) >= _KEPT:
            del self._done[next(iter(self._done))]
        self._done[key] = tuple(found)
        self.arrived.emit()
        self._slices.start()

    def _look(self) -> None:
        ready = {language for language, thread in self._lexers.items() if not thread.is_alive()}
        if ready - self._ready:
            self._ready |= ready
            self.arrived.emit()
        if len(self._ready) == len(self._lexers):
            self._timer.stop()


def has_colours(language: str, length: int) -> bool:
    """Whether so many letters of a language may have any."""
    return is_known(language) and length <= LONGEST_CODE


def _tokens(code: str, language: str) -> tuple[Token, ...]:
    return tuple(tokens(code, language))


def _set_up(language: str) -> None:
    lexer = lexer_for(language)
    if lexer is not None:
        tuple(lexer.get_tokens_unprocessed(""))


def cut(tokens: Sequence[Token], start: int, end: int) -> Iterator[Token]:
    """The tokens between two places of the code, counted from the first of them."""
    at = max(bisect_right(tokens, start, key=lambda token: token.start) - 1, 0)
    for token in tokens[at:]:
        if token.start >= end:
            break
        first, last = max(token.start, start), min(token.start + token.length, end)
        if first < last:
            yield Token(first - start, last - first, token.kind)
