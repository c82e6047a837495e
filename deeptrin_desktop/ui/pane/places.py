"""Where the things of the shown conversation are."""

from PySide6.QtCore import QRect

from deeptrin_desktop.ui.blocks.flow import Place
from deeptrin_desktop.ui.blocks.pan import Pan
from deeptrin_desktop.ui.blocks.style import BOX
from deeptrin_desktop.ui.pane.attention import Attention
from deeptrin_desktop.ui.pane.controls import Control
from deeptrin_desktop.ui.pane.lanes import Lane
from deeptrin_desktop.ui.pane.layout import Layout
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.pane.selection import Position
from deeptrin_desktop.ui.pane.spots import Spot, link_of
from deeptrin_desktop.ui.pane.stage import Stage
from deeptrin_desktop.ui.pane.transcript import Transcript

INDENTS = {Kind.TEXT: 0, Kind.REASONING: BOX}
"""How far a text stands to the right of its lane's left edge."""


class Places:
    """All points and rectangles are in the viewport's coordinates."""

    def __init__(self, stage: Stage) -> None:
        self.transcript = Transcript()
        self.layout = Layout(self.transcript)
        self.stage = stage
        self.attention = Attention()

    @property
    def room(self) -> QRect:
        """The column from the upper to the lower end of the viewport."""
        left, width = self.stage.lanes.column
        return QRect(left, 0, width, self.layout.height)

    def lane(self, index: int) -> Lane:
        """From where to where a message goes, from left to right."""
        lanes = self.stage.lanes
        beside = index - self.transcript.line(index)
        return lanes.choices[beside] if lanes.choices and index in self._choices else lanes.column

    @property
    def _choices(self) -> range:
        """The messages that stand side by side."""
        return range(len(self.transcript) - len(self.stage.choices), len(self.transcript))

    def top_of(self, index: int) -> int:
        return self.layout.place(index) - self.layout.top

    def message_rect(self, index: int) -> QRect:
        left, width = self.lane(index)
        height = self.transcript.heights[self.transcript.line(index)]
        return QRect(left - BOX, self.top_of(index), width + 2 * BOX, height)

    def current_rect(self) -> QRect:
        """What the keys are on: a control of the current message, or all of it."""
        index = self.attention.current
        if index is None:
            return QRect()
        stop = self.attention.stop
        if isinstance(stop, Spot):
            return next(iter(self.spot_rects(index, stop)), QRect())
        for row, control in self.transcript[index].controls:
            if control.action == stop:
                return self.control_rect(index, row, control)
        return self.message_rect(index)

    def current_or_visible(self) -> int:
        """The current message, if it is to be seen; otherwise the last that is. Not for an empty page."""
        visible = [index for index, _ in self.layout.visible()]
        current = self.attention.current
        return current if current is not None and current in visible else visible[-1]

    @property
    def first_visible(self) -> Position | None:
        """The first line of text that can be seen."""
        held = self.layout.hold()
        if held is None:
            return None
        return Position.of(held.index, held.kind or Kind.TEXT, held.line)

    def row_rect(self, index: int, kind: Kind) -> QRect:
        rows = self.transcript[index].rows()
        top, height = next(((top, height) for row, top, height in rows if row is kind), (0, 0))
        left, width = self.lane(index)
        return QRect(left, self.top_of(index) + top, width, height)

    def control_rect(self, index: int, row: Kind, control: Control) -> QRect:
        rect = self.transcript[index].rect_of(row, control).translated(self.lane(index).left, self.top_of(index))
        return rect.translated(0, self._tabs_lowered()) if row is Kind.TABS else rect

    @property
    def tabs_rect(self) -> QRect:
        """The row of tabs of choices; empty where there is none. It stays in view while the choice in front does."""
        if (front := self.transcript.front) is None:
            return QRect()
        return self.row_rect(front, Kind.TABS).translated(0, self._tabs_lowered())

    @property
    def tabs_over_text(self) -> QRect:
        """The same while it covers text; empty while it stands in its place."""
        return self.tabs_rect if self._tabs_lowered() else QRect()

    def _tabs_lowered(self) -> int:
        """By how much the tabs stand lower than their place, so as not to go out of view."""
        if (front := self.transcript.front) is None or not self.transcript[front].arranged:
            return 0
        row, rest = self.row_rect(front, Kind.TABS), self.message_rect(front).bottom()
        return max(min(-row.top(), rest - row.bottom()), 0)

    def spot_rects(self, index: int, spot: Spot) -> list[QRect]:
        """Where a link or a button in a text is; a link may go over several lines."""
        section = self.transcript[index].section(spot.kind)
        if spot.leaf >= len(section):
            return []
        self.layout.line(index, spot.kind, Place(spot.leaf, spot.start))
        box, row = section.box(spot.leaf), self.row_rect(index, spot.kind)
        top = row.top() + section.heights.before(spot.leaf)
        if spot.tool is not None:
            rects = [rect for tool, rect in box.tools if tool is spot.tool]
        else:
            link = link_of(section, spot)
            rects = [rect.toAlignedRect() for rect in box.rects(link.start, link.end)] if link else []
        return [rect.translated(row.left() + INDENTS[spot.kind], top) for rect in rects]

    def reveal_sideways(self, position: Position) -> None:
        """Scrolls a block that is wider than there is room for, so that a position in it can be seen."""
        caret = self.caret_rect(position)
        if (pan := self.pan_of(position)) is not None:
            left, width = self.lane(position.message)
            pan.scroll(min(caret.left() - left - 3 * BOX, 0) + max(caret.right() - left - width + BOX, 0))

    def pan_of(self, position: Position) -> Pan | None:
        """What the block is scrolled by that a position is in, if it is wider than there is room for."""
        section = self.transcript[position.message].section(position.kind)
        return section.box(section.clamped(position.place).leaf).pan

    def caret_rect(self, position: Position) -> QRect:
        """Where a caret at a position stands. Lays its line out."""
        top, bottom = self.layout.line(position.message, position.kind, position.place)
        section = self.transcript[position.message].section(position.kind)
        leaf, offset = section.clamped(position.place)
        x = round(section.box(leaf).caret(offset).left()) + INDENTS[position.kind]
        return QRect(self.lane(position.message).left + x, top - self.layout.top, 1, bottom - top)
