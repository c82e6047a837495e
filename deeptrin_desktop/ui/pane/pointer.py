"""The mouse on the conversation: selecting, pressing, and what lies under it."""

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from deeptrin_desktop.ui.blocks.bar import Bar
from deeptrin_desktop.ui.pane.caret import paragraph_around, word_around
from deeptrin_desktop.ui.pane.page import Page
from deeptrin_desktop.ui.pane.pointing import bar_at, cursor_at, is_button_at, message_at, position_at, stop_at
from deeptrin_desktop.ui.pane.selection import Position
from deeptrin_desktop.ui.pane.spots import Stop

_SCROLL_PAUSE = 30
"""Milliseconds between two steps of scrolling while a selection is dragged beyond an edge."""
_FASTEST = 60
"""Pixels of such a step."""


class Unit(Enum):
    """What a drag selects at a time."""

    LETTER = auto()
    WORD = auto()
    PARAGRAPH = auto()


class Pointer(QObject):
    """Turns what the mouse does into a selection and into actions asked for."""

    selected = Signal(object)
    """The selection is another one; before, its caret was at this position."""
    finished = Signal()
    """The button was let go: what is selected will stay so."""
    hovered = Signal(object)
    """Something else is under the mouse; before, it was this message."""
    pressed = Signal(int, object)
    """A control, a link or a button in a text was clicked: the index of its message, and the `Stop`."""
    scrolled = Signal(int)
    """A drag wants the page moved by so many pixels."""

    def __init__(self, page: Page, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._page = page
        self._viewport = viewport
        self._unit = Unit.LETTER
        self._origin: tuple[Position, Position] | None = None
        self._held: tuple[int, Stop] | None = None
        self._bar: tuple[int, Bar, int] | None = None
        """What is dragged, of which message, and how far from the thumb's left end it is held."""
        self._last_double = QPoint()
        self._since_double = QTimer(self, singleShot=True)
        self._edge = QTimer(self, interval=_SCROLL_PAUSE)
        self._edge.timeout.connect(self._scroll_on)

    def press(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._held = stop_at(self._page, point)
        if self._held is not None:
            self._page.attention.current, self._page.attention.stop = self._held[0], None
        if is_button_at(self._page, point) or self._hold_bar(point):
            return
        position = position_at(self._page, point)
        if position is None:
            return
        self._page.attention.current = position.message
        self._page.attention.stop = None
        selection = self._page.selection
        if self._since_double.isActive() and self._close_to_double(point):
            self._begin(position, Unit.PARAGRAPH)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and selection.anchor is not None:
            self._origin, self._unit = (selection.anchor, selection.anchor), Unit.LETTER
            self._extend(position)
        else:
            self._begin(position, Unit.LETTER)

    def double_click(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if is_button_at(self._page, point) or bar_at(self._page, point) is not None:
            self.press(event)
            return
        position = position_at(self._page, point)
        if event.button() is Qt.MouseButton.LeftButton and position is not None:
            self._last_double = point
            self._since_double.start(QGuiApplication.styleHints().mouseDoubleClickInterval())
            self._begin(position, Unit.WORD)

    def move(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._bar is not None:
            self._drag_bar(*self._bar, to=point.x())
            return
        if self._origin is None:
            self._hover(point)
            return
        pulls = self._drag_to(point)
        if not pulls and 0 <= point.y() < self._viewport.height():
            self._edge.stop()
        elif not self._edge.isActive():
            self._edge.start()

    def release(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        self._let_go()
        if self._origin is not None:
            self._origin = None
            self.finished.emit()
        held, self._held = self._held, None
        dragged = self._page.selection.span is not None and not is_button_at(self._page, point)
        if held is not None and held == stop_at(self._page, point) and not dragged:
            self.pressed.emit(*held)
        self._hover(point)

    def leave(self) -> None:
        if self._origin is None:
            self._set_hovered(None, None)

    def cancel(self) -> None:
        """Ends what is under way: the messages that it is about may be gone."""
        self._origin = self._held = None
        self._let_go()

    def _let_go(self) -> None:
        self._page.layout.held = False
        self._edge.stop()
        self._leave_bar()

    def look(self) -> None:
        """Looks again at what lies under the mouse, since the page may have moved below it."""
        if not isValid(self._viewport):
            return  # a window that is taken apart hands the focus on from part to part
        if self._origin is None and self._viewport.underMouse():
            self._hover(self._viewport.mapFromGlobal(QCursor.pos()))

    # ---- scroll bars of blocks ----

    def _hold_bar(self, point: QPoint) -> bool:
        """Takes hold of a thumb; beside it, the thumb comes to the mouse."""
        if (found := bar_at(self._page, point)) is None:
            return False
        index, bar = found
        thumb = bar.thumb
        self._bar = index, bar, point.x() - thumb.left() if thumb.contains(point) else thumb.width() // 2
        bar.pan.held = True
        self._drag_bar(*self._bar, to=point.x())
        return True

    def _drag_bar(self, index: int, bar: Bar, held_at: int, *, to: int) -> None:
        bar.drag(to - held_at)
        self.hovered.emit(index)

    def _leave_bar(self) -> None:
        if self._bar is not None:
            index, bar, _ = self._bar
            self._bar, bar.pan.held = None, False
            self.hovered.emit(index)

    # ---- selecting ----

    def _begin(self, position: Position, unit: Unit) -> None:
        self._unit = unit
        self._origin = self._around(position)
        self._page.attention.caret = False
        self._page.selection.set(*self._origin)
        self.selected.emit(None)

    def _extend(self, position: Position) -> None:
        assert self._origin is not None
        before = self._page.selection.caret
        start, end = self._around(position)
        if start < self._origin[0]:
            self._page.selection.set(self._origin[1], start)
        else:
            self._page.selection.set(self._origin[0], max(end, self._origin[1]))
        self._page.layout.held = self._page.selection.span is not None
        if self._page.selection.caret != before:
            self.selected.emit(before)

    def _around(self, position: Position) -> tuple[Position, Position]:
        widen: Callable[..., tuple[Position, Position]] | None
        widen = {Unit.WORD: word_around, Unit.PARAGRAPH: paragraph_around}.get(self._unit)
        return widen(self._page.transcript, position) if widen else (position, position)

    def _drag_to(self, point: QPoint) -> bool:
        """Returns whether that pulls at a block to scroll it sideways."""
        if self._origin is None:
            return False
        inside = QPoint(point.x(), max(0, min(point.y(), self._viewport.height() - 1)))
        if (position := position_at(self._page, inside, beside=self._origin[0].message)) is None:
            return False
        self._extend(position)
        left, width = self._page.lane(position.message)
        pan = self._page.pan_of(position)
        if pan is None or pan is not self._page.pan_of(self._origin[0]) or left <= point.x() < left + width:
            return False
        self._page.reveal_sideways(position)
        self.hovered.emit(position.message)
        return True

    def _scroll_on(self) -> None:
        point = self._viewport.mapFromGlobal(QCursor.pos())
        beyond = min(point.y(), 0) + max(point.y() - self._viewport.height(), 0)
        self.scrolled.emit(max(-_FASTEST, min(beyond, _FASTEST)))
        self._drag_to(point)

    def _close_to_double(self, point: QPoint) -> bool:
        return (point - self._last_double).manhattanLength() < QGuiApplication.styleHints().startDragDistance()

    # ---- hovering ----

    def _hover(self, point: QPoint) -> None:
        found = stop_at(self._page, point)
        self._set_hovered(message_at(self._page, point), found[1] if found else None)
        self._viewport.setCursor(cursor_at(self._page, point))

    def _set_hovered(self, index: int | None, stop: Stop | None) -> None:
        attention = self._page.attention
        before = attention.hovered
        if (before, attention.hovered_stop) != (index, stop):
            attention.hovered, attention.hovered_stop = index, stop
            self.hovered.emit(before)
