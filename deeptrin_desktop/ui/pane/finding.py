"""Find in conversation: the bar, what was found, and the pane at one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from deeptrin_desktop.ui.find_bar import FindBar
from deeptrin_desktop.ui.pane.found import Found
from deeptrin_desktop.ui.pane.selection import Position

if TYPE_CHECKING:
    from deeptrin_desktop.ui.pane.view import ConversationPane

_PAUSE = 250
"""Milliseconds between two looks at text that streams."""


class Finding(QObject):
    """Goes from match to match by selecting it; the others are marked while the bar is open."""

    def __init__(self, pane: "ConversationPane") -> None:
        super().__init__(pane)
        self._pane = pane
        self._bar: FindBar | None = None
        self._found = Found(pane.page.transcript, self)
        self._current: int | None = None
        self._wants_first = False
        self._again = QTimer(self, singleShot=True, interval=_PAUSE)
        self._again.timeout.connect(lambda: self._found.look_again(pane.page.transcript.last_line))
        self._found.changed.connect(self._show)

    def open(self) -> None:
        self._pane.page.found = self._found
        self._made_bar.open()

    def stand(self) -> None:
        """Brings the bar along with the pane's size."""
        if self._bar is not None:
            self._bar.stand()

    @property
    def _made_bar(self) -> FindBar:
        if self._bar is None:
            self._bar = FindBar(self._pane)
            self._bar.searched.connect(self._search)
            self._bar.stepped.connect(self._step)
            self._bar.closed.connect(self._close)
        return self._bar

    @property
    def _is_open(self) -> bool:
        return self._bar is not None and self._bar.isVisible()

    def text_came(self) -> None:
        """Looks at the last message again, a little later."""
        if self._is_open and not self._again.isActive():
            self._again.start()

    def shown(self) -> None:
        """Looks through all again: the messages may be others."""
        if self._is_open:
            self._current = None
            self._found.look_again()

    def _search(self, text: str) -> None:
        self._current, self._wants_first = None, True
        self._found.look_for(text)

    def _show(self) -> None:
        if self._wants_first and self._found.matches:
            self._wants_first = False
            self._go(self._found.after(self._here, forward=True))
        current = 0 if self._current is None else self._current + 1
        self._made_bar.show_count(current, len(self._found.matches), searching=self._found.is_looking)
        self._pane.viewport().update()

    def _step(self, forward: bool) -> None:
        self._go(self._found.after(self._here, forward=forward))
        self._show()

    @property
    def _here(self) -> Position | None:
        span = self._pane.page.selection.span
        return span[0] if span is not None else self._pane.page.first_visible

    def _go(self, number: int | None) -> None:
        self._current = number
        if number is not None:
            match = self._found.matches[number]
            self._pane.select(match.start, match.end)

    def _close(self) -> None:
        self._pane.page.found = None
        self._found.look_for("")
        self._pane.setFocus()
        self._pane.viewport().update()
