"""The colours of code. A language's lexer is set up on a thread when it is first met, since that may take several
frames; until it is there the code is shown without colours.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from threading import Thread
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from deeptrin_desktop.markdown.highlight import LONGEST_CODE, Token, tokens
from deeptrin_desktop.markdown.languages import is_known, lexer_for

_PAUSE = 15
"""Milliseconds between two looks whether a lexer is there."""
_AT_ONCE = 0.002
"""Seconds of looking through long code at a time."""
_KEPT = 50
"""Long pieces of code whose colours are remembered."""
LONGEST = 10_000
"""Letters of one piece of code that are coloured at once."""


class Colouring(QObject):
    """`arrived` comes when code that was asked for can be coloured."""

    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lexers: dict[str, Thread] = {}
        self._ready: set[str] = set()
        self._begun: dict[tuple[str, str], tuple[Iterator[Token], list[Token]]] = {}
        self._done: dict[tuple[str, str], tuple[Token, ...]] = {}
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._go_on)
        self._timer = QTimer(self, interval=_PAUSE)
        self._timer.timeout.connect(self._look)

    def tokens_of(self, code: str, language: str) -> tuple[Token, ...] | None:
        """`None` while its lexer is being set up."""
        language = language.lower()
        if not is_known(language) or len(code) > LONGEST:
            return ()
        if language in self._ready:
            return _tokens(code, language)
        if language not in self._lexers:
            self._lexers[language] = Thread(target=_set_up, args=(language,), daemon=True)
            self._lexers[language].start()
            self._timer.start()
        return None

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


@lru_cache(maxsize=100)
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
