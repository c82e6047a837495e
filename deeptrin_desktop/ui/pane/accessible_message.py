"""Messages as screen readers find them. What is asked is looked up at that moment, by the message's id, so that nothing
here can be out of date.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface

from deeptrin_desktop.core.message import Role
from deeptrin_desktop.ui.pane.accessible_part import NOTHING, Part, pointer_to
from deeptrin_desktop.ui.pane.accessible_stops import StopPart
from deeptrin_desktop.ui.pane.accessible_text import FocusAction, MessageText
from deeptrin_desktop.ui.pane.entry import Entry
from deeptrin_desktop.ui.pane.pointing import control_at, spot_at
from deeptrin_desktop.ui.pane.spots import Stop, spots

if TYPE_CHECKING:
    from deeptrin_desktop.ui.pane.view import ConversationPane

LONGEST_NAME = 1_000
"""Characters. Orca speaks the name alone when a message gets the focus; the whole of it is in the text interface."""
_ALL_RELATIONS = QAccessible.RelationFlag(0xFFFFFFFF)


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
            return _called(entry, self.pane)
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
            return pointer_to(self._text)
        if kind is QAccessible.InterfaceType.ActionInterface:
            return pointer_to(self._focus)
        return super().interface_cast(kind)


def _called(entry: Entry, pane: "ConversationPane") -> str:
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
