"""Links and the buttons of code as screen readers find them."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible

from deeptrin_desktop.ui.blocks.addresses import honest
from deeptrin_desktop.ui.pane.accessible_parts import StopPart
from deeptrin_desktop.ui.pane.spots import Spot, link_of

_LONGEST = 2_000
"""Characters of an address that are said."""


class SpotPart(StopPart):
    """A link or a button in a text of a message; it may be gone when the text has changed."""

    @property
    def spot(self) -> Spot:
        assert isinstance(self.stop, Spot)
        return self.stop

    @property
    def _index(self) -> int | None:
        return self.pane.page.transcript.index(self.message_id)

    def isValid(self) -> bool:
        if not super().isValid() or (index := self._index) is None:
            return False
        section = self.pane.page.transcript[index].section(self.spot.kind)
        return self.spot.leaf < len(section) and (self.spot.tool is not None or link_of(section, self.spot) is not None)

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

    def rect(self) -> QRect:
        return self._on_screen(self._rect)

    @property
    def _rect(self) -> QRect:
        rects = self.pane.page.spot_rects(self._index, self.spot) if self._index is not None else []
        return rects[0] if rects else QRect()

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = True
            return state
        attention = self.pane.page.attention
        state.focusable, state.linked = True, self.spot.tool is None
        state.focused = attention.current == self._index and attention.stop == self.spot and self.pane.hasFocus()
        self._mark_shown(state, self._rect)
        return state
