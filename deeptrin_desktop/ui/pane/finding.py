"""Find in conversation: the bar, what was found, and the pane at one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QTimer

from deeptrin_desktop.ui.find_bar import FindBar
from deeptrin_desktop.ui.pane.found import Found, Match
from deeptrin_desktop.ui.pane.selection import Position

if TYPE_CHECKING:
    from deeptrin_desktop.ui.pane.view import ConversationPane

_PAUSE = 250
"""Milliseconds between two looks at text that streams."""
_QUIET = 500
"""Milliseconds in which nobody types, before a screen reader is told how often it was found."""


class Finding(QObject):
    """Goes from match to match by selecting it; all are marked while the bar is open."""

    def __init__(self, pane: "ConversationPane") -> None:
        super().__init__(pane)
        self._pane = pane
        self._bar: FindBar | None = None
        self._found = Found(pane.page.transcript, self)
        self._wish: tuple[Position, bool] | None = None
        """Where to go from, and whether forward, as soon as it is known where that leads."""
        self._hit: tuple[Position, Position] | None = None
        """What was gone to, and is selected for that."""
        self._left: Position | None = None
        """Where it was, once it is no longer what is looked for."""
        self._again = QTimer(self, singleShot=True, interval=_PAUSE)
        self._again.timeout.connect(self._look_again)
        self._tell = QTimer(self, singleShot=True, interval=_QUIET)
        self._tell.timeout.connect(self._tell_count)
        self._found.changed.connect(self._show)

    @property
    def bars(self) -> tuple[FindBar, ...]:
        """The bar, once it was needed."""
        return () if self._bar is None else (self._bar,)

    def open(self) -> None:
        self._made_bar.open()
        self._pane.room_above = self._made_bar.geometry().bottom()

    def step(self, forward: bool) -> None:
        """Goes on, or back; a closed bar opens first."""
        if self._is_open:
            self._step(forward)
        else:
            self.open()

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

    def text_changed(self) -> None:
        """Looks again, a little later."""
        if self._is_open and not self._again.isActive():
            self._again.start()

    def shown(self) -> None:
        """Looks through all again: the messages may be others."""
        self._hit = self._left = None
        if self._is_open:
            self._wish = None
            self._look_again()
        else:
            self._found.forget()

    def _look_again(self) -> None:
        self._found.look_again(first=self._first)

    @property
    def _first(self) -> int:
        here = self._here(forward=False)
        return here.message if here is not None else 0

    def _here(self, *, forward: bool) -> Position | None:
        """Where to go on from: behind what is selected, or before it."""
        span = self._pane.page.selection.span
        return span[forward] if span is not None else self._left or self._pane.page.first_visible

    def _search(self, text: str) -> None:
        here = self._here(forward=False)
        self._wish = (here, True) if here is not None else None
        self._found.look_for(text, first=self._first)
        self._pane.page.needle = self._found.needle
        self._pane.viewport().update()

    def _step(self, forward: bool) -> None:
        here = self._here(forward=forward)
        if here is not None:
            self._wish = here, forward
            self._found.go_on(here.message, forward=forward)

    def _show(self) -> None:
        if self._wish is not None:
            self._go(*self._wish)
        if not self._found.count and not self._found.is_looking:
            self._leave()
        span = self._pane.page.selection.span
        number = self._found.number(span[0]) if span is not None and self._found.is_counted else None
        current = 0 if number is None else number + 1
        before = self._made_bar.count.text()
        self._made_bar.show_count(current, self._found.count, searching=not self._found.is_counted)
        if self._made_bar.count.text() != before:
            self._tell.start()

    def _go(self, start: Position, forward: bool) -> None:
        match = self._found.near(start, forward=forward)
        if match is not None:
            self._hit, self._left = (match.start, match.end), None
            self._pane.select(*self._hit)
            self._made_bar.stand(self._rect_of(match))
        if match is not None or not self._found.is_looking:
            self._wish = None

    def _rect_of(self, match: Match) -> QRect:
        """Where it is in the pane."""
        start, end = (self._pane.caret_rect(position) for position in (match.start, match.end))
        return start.united(end).translated(self._pane.viewport().pos())

    def _leave(self) -> None:
        """Selects no longer what was gone to, if it is still selected."""
        hit, self._hit = self._hit, None
        if hit is not None and self._pane.page.selection.span == hit:
            self._left = hit[0]
            self._pane.page.selection.clear()
            self._pane.refresh()

    def _tell_count(self) -> None:
        if self._is_open and not self._found.is_looking:
            self._pane.announcer.say(self._made_bar.count.text())

    def _close(self) -> None:
        self._wish = self._hit = self._left = self._pane.page.needle = None
        self._found.forget()
        self._pane.room_above = 0
        self._pane.viewport().update()
