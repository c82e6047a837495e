"""The conversation as screen readers find it: a list of all its messages, with the widgets that stand over it.

These interfaces are written in Python, which asks for care: what Qt has registered must stay alive until it was taken
back, so every part is kept in a dictionary and let go of in one place.
"""

import weakref
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from deeptrin_desktop.ui.pane.accessible_message import MessagePart
from deeptrin_desktop.ui.pane.accessible_part import NOTHING, NoticePart
from deeptrin_desktop.ui.pane.accessible_stops import ButtonPart, SpotPart
from deeptrin_desktop.ui.pane.pointing import message_at
from deeptrin_desktop.ui.pane.spots import Spot, Stop

if TYPE_CHECKING:
    from deeptrin_desktop.ui.pane.view import ConversationPane


class Parts:
    """The parts of one pane that a screen reader has asked for."""

    def __init__(self, pane: "ConversationPane") -> None:
        self._pane = weakref.ref(pane)
        self._messages: dict[str, MessagePart] = {}
        self._stops: dict[tuple[str, Stop], ButtonPart | SpotPart] = {}
        self.notice = NoticePart(pane)
        pane.destroyed.connect(self._take_all_back)
        _living.add(self)

    def message(self, message_id: str) -> MessagePart:
        if message_id not in self._messages:
            self._messages[message_id] = MessagePart(self._known_pane(), message_id)
        return self._messages[message_id]

    def stop(self, message_id: str, stop: Stop) -> ButtonPart | SpotPart:
        """What can be pressed in a message."""
        key = message_id, stop
        if key not in self._stops:
            kind = SpotPart if isinstance(stop, Spot) else ButtonPart
            self._stops[key] = kind(self._known_pane(), message_id, stop)
        return self._stops[key]

    def forget_gone(self) -> None:
        """Takes back what is no longer there: buttons that are not offered now, before messages that are not shown."""
        for key, button in tuple(self._stops.items()):
            if not button.isValid():
                _take_back(self._stops.pop(key))
        for message_id, message in tuple(self._messages.items()):
            if not message.isValid():
                _take_back(self._messages.pop(message_id))

    def _take_all_back(self) -> None:
        for part in (*self._stops.values(), *self._messages.values(), self.notice):
            _take_back(part)
        _living.discard(self)

    def _known_pane(self) -> "ConversationPane":
        pane = self._pane()
        assert pane is not None
        return pane


_living: set[object] = set()
"""What Qt has registered, until it was taken back: panes can go without a word, also while the app ends."""


class PaneInterface(QAccessibleWidget):
    """The pane itself: a list. Qt keeps it until the app ends, so it holds on to nothing."""

    def __init__(self, pane: "ConversationPane") -> None:
        super().__init__(pane, QAccessible.Role.List, pane.accessibleName())
        self._pane = weakref.ref(pane)

    @property
    def pane(self) -> "ConversationPane":
        pane = self._pane()
        assert pane is not None
        return pane

    @property
    def _over_it(self) -> list[QWidget]:
        return [widget for widget in self.pane.widgets_over_it if widget.isVisible()]

    def state(self) -> QAccessible.State:
        state = super().state()
        # The focus is a message's, as soon as there is one.
        state.focused = state.focused and not self.pane.page
        return state

    def childCount(self) -> int:
        said = bool(self.pane.parts.notice.said)
        return len(self.pane.page.transcript) + said + len(self._over_it)

    def child(self, index: int) -> QAccessibleInterface:
        transcript, parts = self.pane.page.transcript, self.pane.parts
        if 0 <= index < len(transcript):
            return parts.message(transcript[index].message.id)
        others: list[QAccessibleInterface | QWidget] = [*self._over_it]
        if parts.notice.said:
            others.insert(0, parts.notice)
        index -= len(transcript)
        if not 0 <= index < len(others):
            return NOTHING
        other = others[index]
        return QAccessible.queryAccessibleInterface(other) if isinstance(other, QWidget) else other

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        transcript = self.pane.page.transcript
        if isinstance(child, MessagePart):
            index = transcript.index(child.message_id)
            return -1 if index is None else index
        if isinstance(child, NoticePart):
            return len(transcript)
        widget = child.object()
        if widget not in self._over_it:
            return -1
        return len(transcript) + bool(self.pane.parts.notice.said) + self._over_it.index(widget)

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        for widget in self._over_it:
            if widget.rect().contains(widget.mapFromGlobal(QPoint(x, y))):
                return QAccessible.queryAccessibleInterface(widget)
        index = message_at(self.pane.page, self.pane.viewport().mapFromGlobal(QPoint(x, y)))
        return NOTHING if index is None else self.child(index)

    def focusChild(self) -> QAccessibleInterface:
        current = self.pane.page.attention.current
        if self.pane.hasFocus() and current is not None:
            return self.child(current)
        return super().focusChild()


def install() -> None:
    """Makes Qt ask here for the interface of panes. Once is enough for an app."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_interface_of)


_installed: list[bool] = []


def _interface_of(_class_name: str, widget: QObject) -> QAccessibleInterface | None:
    from deeptrin_desktop.ui.pane.view import ConversationPane

    if not isinstance(widget, ConversationPane):
        return None
    made = PaneInterface(widget)
    _living.add(made)
    return made


def _take_back(part: QAccessibleInterface) -> None:
    # While the Python object lives: Qt would call into freed memory at the next query.
    QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(part))
