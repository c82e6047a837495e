"""Messages and their controls as screen readers find them. What is asked is looked up at that moment, by the message's
id, so that nothing here can be out of date.
"""

import weakref
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QPoint, QRect, QSize
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWindow
from shiboken6 import Shiboken

from deeptrin_desktop.core.message import Role
from deeptrin_desktop.ui.pane.accessible_text import FocusAction, MessageText, PressAction
from deeptrin_desktop.ui.pane.actions import Action, Tab
from deeptrin_desktop.ui.pane.controls import Control
from deeptrin_desktop.ui.pane.entry import Entry
from deeptrin_desktop.ui.pane.pointing import control_at, spot_at
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.pane.spots import Stop, spots

if TYPE_CHECKING:
    from deeptrin_desktop.ui.pane.view import ConversationPane

LONGEST_NAME = 1_000
"""Characters. Orca speaks the name alone when a message gets the focus; the whole of it is in the text interface."""
NOTHING = cast("QAccessibleInterface", None)
"""What Qt takes for no interface; its type hints leave that out."""
_NO_POINTER = cast("int", Shiboken.VoidPtr(0))
"""Anything else that is false makes Qt call through a null pointer."""
_ALL_RELATIONS = QAccessible.RelationFlag(0xFFFFFFFF)


def called(entry: Entry, pane: "ConversationPane") -> str:
    """What a message is called: who speaks, and the beginning of what they say, or else why there is nothing."""
    beginning = entry.beginning(LONGEST_NAME)
    if not beginning and (index := pane.page.transcript.index(entry.message.id)) is not None:
        pane.measure(index)
        beginning = "" if entry.runs else how_it_stands(entry)
    if entry.choice:
        return f"{entry.choice}: {beginning}"
    speaker = {
        Role.USER: pane.tr("You: {text}"),
        Role.ASSISTANT: pane.tr("Assistant: {text}"),
        Role.SYSTEM: pane.tr("System: {text}"),
    }[entry.message.role]
    return speaker.format(text=beginning)


def how_it_stands(entry: Entry) -> str:
    """How a reply ended, or that it still waits; empty where its text says it."""
    return entry.card.words.title if entry.card is not None else entry.ending


class Part(QAccessibleInterface):
    """What all parts share: they belong to a pane, which may be gone before them, and are no objects of Qt's."""

    def __init__(self, pane: "ConversationPane") -> None:
        super().__init__()
        self._pane = weakref.ref(pane)

    @property
    def pane(self) -> "ConversationPane":
        pane = self._pane()
        assert pane is not None
        return pane

    def isValid(self) -> bool:
        pane = self._pane()
        return pane is not None and Shiboken.isValid(pane)

    def object(self) -> QObject:
        return cast("QObject", None)

    def window(self) -> QWindow:
        return self.pane.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self.pane)

    def childCount(self) -> int:
        return 0

    def child(self, _index: int) -> QAccessibleInterface:
        return NOTHING

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface:
        return NOTHING

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def setText(self, _which: QAccessible.Text, _text: str) -> None:
        pass

    def interface_cast(self, _type: QAccessible.InterfaceType) -> int:
        return _NO_POINTER

    def _on_screen(self, rect: QRect) -> QRect:
        viewport = self.pane.viewport()
        return QRect(viewport.mapToGlobal(rect.topLeft()), rect.size())

    def _mark_shown(self, state: QAccessible.State, rect: QRect, *, behind: bool = False) -> None:
        """`behind`: whether another choice is shown in its place."""
        state.offscreen = behind or not rect.intersects(self.pane.viewport().rect())
        state.invisible = state.offscreen or not self.pane.isVisible()


class MessagePart(Part):
    """One message: its whole text, its controls as children, and the messages before and after it."""

    def __init__(self, pane: "ConversationPane", message_id: str) -> None:
        super().__init__(pane)
        self.message_id = message_id
        self._text = MessageText(pane, message_id)
        self._focus = FocusAction(pane, message_id)

    def isValid(self) -> bool:
        return super().isValid() and self.pane.page.transcript.index(self.message_id) is not None

    @property
    def _index(self) -> int:
        return self.pane.page.transcript.index(self.message_id) or 0

    @property
    def _stops(self) -> tuple[Stop, ...]:
        """Its controls, and then the links and buttons in its text."""
        self.pane.measure(self._index)
        entry = self.pane.page.transcript[self._index]
        controls = tuple(control.action for _, control in entry.controls)
        shown = [kind for kind, _, _ in entry.text_rows()]
        for kind in shown:
            entry.section(kind).read_all()
        return (*controls, *(spot for kind in shown for spot in spots(entry.section(kind), kind)))

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def text(self, which: QAccessible.Text) -> str:
        entry = self.pane.page.transcript[self._index]
        if which is QAccessible.Text.Name:
            return called(entry, self.pane)
        if which is QAccessible.Text.Description:
            self.pane.measure(self._index)
            problem = entry.card.details if entry.card is not None else entry.state_text
            return "\n".join(line for line in (entry.heading, problem) if line)
        return ""

    def rect(self) -> QRect:
        return self._on_screen(self.pane.page.message_rect(self._index))

    def state(self) -> QAccessible.State:
        pane, state = self.pane, QAccessible.State()
        attention, index = pane.page.attention, self._index
        current = attention.current == index
        state.focusable = state.selectable = state.selectableText = state.multiLine = state.readOnly = True
        state.focused = current and attention.stop is None and pane.hasFocus()
        state.selected = current
        state.busy = pane.page.transcript[index].runs
        self._mark_shown(state, pane.page.message_rect(index), behind=not pane.page.transcript.is_seen(index))
        return state

    def childCount(self) -> int:
        return len(self._stops)

    def child(self, index: int) -> QAccessibleInterface:
        stops = self._stops
        return self.pane.parts.stop(self.message_id, stops[index]) if 0 <= index < len(stops) else NOTHING

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        point = self.pane.viewport().mapFromGlobal(QPoint(x, y))
        control = control_at(self.pane.page, point)
        found = (control[0], control[1].action) if control is not None else spot_at(self.pane.page, point)
        if found is None or found[0] != self._index:
            return NOTHING
        return self.pane.parts.stop(self.message_id, found[1])

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        stop = child.stop if isinstance(child, StopPart) else None
        return self._stops.index(stop) if stop is not None and stop in self._stops else -1

    def focusChild(self) -> QAccessibleInterface:
        stop = self.pane.page.attention.stop
        current = self.pane.page.attention.current == self._index
        return self.pane.parts.stop(self.message_id, stop) if current and stop is not None else NOTHING

    def relations(
        self, match: QAccessible.RelationFlag = _ALL_RELATIONS
    ) -> list[tuple[QAccessibleInterface, QAccessible.RelationFlag]]:
        """Where reading goes on: without these a reader that says all stops after one message."""
        entries = self.pane.page.transcript.entries
        beside = ((1, QAccessible.RelationFlag.FlowsFrom), (-1, QAccessible.RelationFlag.FlowsTo))
        return [
            (self.pane.parts.message(entries[self._index + step].message.id), flag)
            for step, flag in beside
            if match & flag and 0 <= self._index + step < len(entries)
        ]

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        if kind is QAccessible.InterfaceType.TextInterface:
            return _pointer_to(self._text)
        if kind is QAccessible.InterfaceType.ActionInterface:
            return _pointer_to(self._focus)
        return super().interface_cast(kind)


class StopPart(Part):
    """Something to press in a message."""

    def __init__(self, pane: "ConversationPane", message_id: str, stop: Stop) -> None:
        super().__init__(pane)
        self.message_id = message_id
        self.stop = stop
        self._press = PressAction(pane, message_id, stop)

    def parent(self) -> QAccessibleInterface:
        return self.pane.parts.message(self.message_id)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        if kind is QAccessible.InterfaceType.ActionInterface:
            return _pointer_to(self._press)
        return super().interface_cast(kind)


class ButtonPart(StopPart):
    """One of a message's controls."""

    def isValid(self) -> bool:
        return super().isValid() and self._found is not None

    @property
    def _found(self) -> tuple[int, Kind, Control] | None:
        transcript = self.pane.page.transcript
        index = transcript.index(self.message_id)
        if index is None:
            return None
        controls = transcript[index].controls
        return next(((index, row, control) for row, control in controls if control.action == self.stop), None)

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.PageTab if isinstance(self.stop, Tab) else QAccessible.Role.Button

    def text(self, which: QAccessible.Text) -> str:
        if (found := self._found) is None:
            return ""
        if which is QAccessible.Text.Name:
            return found[2].name
        entry = self.pane.page.transcript[found[0]]
        unfolded = which is QAccessible.Text.Description and self.stop is Action.FOLD and entry.unfolded
        return entry.source(Kind.REASONING) if unfolded else ""

    def rect(self) -> QRect:
        found = self._found
        return self._on_screen(self.pane.page.control_rect(*found)) if found is not None else QRect()

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if (found := self._found) is None:
            state.invalid = True
            return state
        index, row, control = found
        attention, entry = self.pane.page.attention, self.pane.page.transcript[index]
        state.disabled = not control.enabled
        state.focusable = control.enabled
        state.focused = attention.current == index and attention.stop == self.stop and self.pane.hasFocus()
        if self.stop is Action.FOLD:
            state.expandable = True
            state.expanded, state.collapsed = entry.unfolded, not entry.unfolded
        if isinstance(self.stop, Tab):
            state.selectable, state.selected = True, control.marked
        behind = not self.pane.page.transcript.is_seen(index)
        self._mark_shown(state, self.pane.page.control_rect(index, row, control), behind=behind)
        return state


class NoticePart(Part):
    """The last announcement, for readers that speak what appears in this role."""

    said = ""

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Notification

    def text(self, which: QAccessible.Text) -> str:
        return self.said if which is QAccessible.Text.Name else ""

    def rect(self) -> QRect:
        return self._on_screen(QRect(self.pane.viewport().rect().bottomLeft(), QSize(1, 1)))

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        self._mark_shown(state, self.pane.viewport().rect())
        return state


def _pointer_to(helper: Shiboken.Object) -> int:
    # A helper of its own for each interface: of a class with several, the pointer would be the first one's.
    return cast("int", Shiboken.VoidPtr(Shiboken.getCppPointer(helper)[0]))
