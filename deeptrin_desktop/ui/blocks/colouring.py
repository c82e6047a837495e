"""The colours of code. A language's lexer is set up on a thread when it is first met, since that may take several
frames; until it is there the code is shown without colours.
"""

from functools import lru_cache
from threading import Thread

from PySide6.QtCore import QObject, QTimer, Signal

from deeptrin_desktop.markdown.highlight import Token, tokens
from deeptrin_desktop.markdown.languages import is_known, lexer_for

_PAUSE = 15
"""Milliseconds between two looks whether a lexer is there."""
LONGEST = 10_000
"""Letters of one piece of code that are coloured at once."""


class Colouring(QObject):
    """`arrived` comes when code that was asked for can be coloured."""

    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lexers: dict[str, Thread] = {}
        self._ready: set[str] = set()
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

    def _look(self) -> None:
        ready = {language for language, thread in self._lexers.items() if not thread.is_alive()}
        if ready - self._ready:
            self._ready |= ready
            self.arrived.emit()
        if len(self._ready) == len(self._lexers):
            self._timer.stop()


@lru_cache(maxsize=100)
def _tokens(code: str, language: str) -> tuple[Token, ...]:
    return tuple(tokens(code, language))


def _set_up(language: str) -> None:
    lexer = lexer_for(language)
    if lexer is not None:
        tuple(lexer.get_tokens_unprocessed(""))
