"""What can be pressed in a message as screen readers find it: its controls, and in its texts links and the buttons of
code.
"""

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface

from deeptrin_desktop.ui.blocks.addresses import honest
from deeptrin_desktop.ui.pane.accessible_part import Part, pointer_to
from deeptrin_desktop.ui.pane.accessible_text import PressAction
from deeptrin_desktop.ui.pane.actions import Action, Tab
from deeptrin_desktop.ui.pane.controls import Control
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.pane.spots import Spot, Stop, link_of

if TYPE_CHECKING:
    from deeptrin_desktop.ui.pane.view import ConversationPane

_LONGEST = 2_000
"""Characters of an address that are said."""


class StopPart(Part):
    """Something to press in a message. It may be gone when the message has changed."""

    def __init__(self, pane: "ConversationPane", message_id: str, stop: Stop) -> None:
        super().__init__(pane)
        self.message_id = message_id
        self.stop = stop
        self._press = PressAction(pane, message_id, stop)

    @property
    def _index(self) -> int | None:
        return self.pane.page.transcript.index(self.message_id)

    @property
    @abstractmethod
    def _rect(self) -> QRect:
        """Where it is in the viewport; empty if it is gone."""

    def parent(self) -> QAccessibleInterface:
        return self.pane.parts.message(self.message_id)

    def rect(self) -> QRect:
        return self._on_screen(self._rect)

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        index, page = self._index, self.pane.page
        if index is None or not self.isValid():
            state.invalid = True
            return state
        state.focusable = True
        state.focused = page.attention.current == index and page.attention.stop == self.stop and self.pane.hasFocus()
        self._mark_shown(state, self._rect, behind=not page.transcript.is_seen(index))
        return state

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        if kind is QAccessible.InterfaceType.ActionInterface:
            return pointer_to(self._press)
        return super().interface_cast(kind)


class ButtonPart(StopPart):
    """One of a message's controls."""

    def isValid(self) -> bool:
        return super().isValid() and self._found is not None

    @property
    def _found(self) -> tuple[int, Kind, Control] | None:
        if (index := self._index) is None:
            return None
        controls = self.pane.page.transcript[index].controls
        return next(((index, row, control) for row, control in controls if control.action == self.stop), None)

    @property
    def _rect(self) -> QRect:
        found = self._found
        return self.pane.page.control_rect(*found) if found is not None else QRect()

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.PageTab if isinstance(self.stop, Tab) else QAccessible.Role.Button

    def text(self, which: QAccessible.Text) -> str:
        if (found := self._found) is None:
            return ""
        index, _, control = found
        if which is QAccessible.Text.Name:
            return control.name
        entry = self.pane.page.transcript[index]
        unfolded = which is QAccessible.Text.Description and self.stop is Action.FOLD and entry.unfolded
        return entry.source(Kind.REASONING) if unfolded else ""

    def state(self) -> QAccessible.State:
        state = super().state()
        if (found := self._found) is None:
            return state
        index, _, control = found
        state.focusable, state.disabled = control.enabled, not control.enabled
        if self.stop is Action.FOLD:
            unfolded = self.pane.page.transcript[index].unfolded
            state.expandable, state.expanded, state.collapsed = True, unfolded, not unfolded
        if isinstance(self.stop, Tab):
            state.selectable, state.selected = True, control.marked
        return state


class SpotPart(StopPart):
    """A link, or a button of a block of code, in a text of a message."""

    @property
    def spot(self) -> Spot:
        assert isinstance(self.stop, Spot)
        return self.stop

    def isValid(self) -> bool:
        if not super().isValid() or (index := self._index) is None:
            return False
        section = self.pane.page.transcript[index].section(self.spot.kind)
        return self.spot.leaf < len(section) and (self.spot.tool is not None or link_of(section, self.spot) is not None)

    @property
    def _rect(self) -> QRect:
        rects = self.pane.page.spot_rects(self._index, self.spot) if self._index is not None else []
        return rects[0] if rects else QRect()

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Link if self.spot.tool is None else QAccessible.Role.Button

    def text(self, which: QAccessible.Text) -> str:
        if (index := self._index) is None:
            return ""
        if self.spot.tool is not None:
            return self.spot.tool.name_for_people if which is QAccessible.Text.Name else ""
        section = self.pane.page.transcript[index].section(self.spot.kind)
        link = link_of(section, self.spot)
        if link is None:
            return ""
        if which is QAccessible.Text.Name:
            return section[self.spot.leaf].text[link.start : link.end]
        return honest(link.target[:_LONGEST]) if which is QAccessible.Text.Description else ""

    def state(self) -> QAccessible.State:
        state = super().state()
        state.linked = self.spot.tool is None
        return state
