"""The shown conversation as the mouse, the keys and screen readers find their way in it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRect

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.message import Delta, Message, Role
from deeptrin_desktop.ui.blocks.colouring import Colouring
from deeptrin_desktop.ui.blocks.flow import Place
from deeptrin_desktop.ui.blocks.pictures import Pictures
from deeptrin_desktop.ui.blocks.style import BOX, Style
from deeptrin_desktop.ui.pane.attention import Attention
from deeptrin_desktop.ui.pane.controls import Control
from deeptrin_desktop.ui.pane.found import Found
from deeptrin_desktop.ui.pane.lanes import Lane
from deeptrin_desktop.ui.pane.layout import Anchor, Layout
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.pane.selection import PARTS, Position, Selection, first_position, last_position
from deeptrin_desktop.ui.pane.spots import Spot, link_of
from deeptrin_desktop.ui.pane.stage import Stage
from deeptrin_desktop.ui.pane.stream import Stream
from deeptrin_desktop.ui.pane.transcript import Transcript

INDENTS = {Kind.TEXT: 0, Kind.REASONING: BOX}
"""How far a text stands to the right of the column's left edge."""


class Page:
    """What is shown of which conversation. All points and rectangles are in the viewport's coordinates."""

    def __init__(self, style: Style, pictures: Pictures, colouring: Colouring) -> None:
        self.transcript = Transcript()
        self.layout = Layout(self.transcript)
        self.selection = Selection()
        self.attention = Attention()
        self.found: Found | None = None
        """What is marked as found, while somebody looks for something."""
        self.conversation: Conversation | None = None
        self.running = False
        self.stage = Stage(style, pictures, colouring)
        self._front = ""
        """The choice that is shown where there is room for one at a time."""
        self._pinned: tuple[int, int] | None = None

    @property
    def room(self) -> QRect:
        """The column from the upper to the lower end of the viewport."""
        left, width = self.stage.lanes.column
        return QRect(left, 0, width, self.layout.page)

    def lane(self, index: int) -> Lane:
        """From where to where a message goes, from left to right."""
        lanes = self.stage.lanes
        beside = index - self.transcript.line(index)
        return lanes.choices[beside] if lanes.choices and index in self._choices else lanes.column

    @property
    def _choices(self) -> range:
        """The messages that stand side by side."""
        return range(len(self.transcript) - len(self.stage.choices), len(self.transcript))

    def __bool__(self) -> bool:
        return len(self.transcript) > 0

    # ---- showing ----

    def fit(self, style: Style, pane_width: int, height: int) -> None:
        """Takes another look or size. What is being read stays where it is."""
        anchor = self.layout.hold()
        if self.stage.fit(style, pane_width):
            self._set_scene()
        self.layout.page = height
        self.layout.settle(anchor)

    def show(self, conversation: Conversation | None, stream: Stream, *, running: bool) -> None:
        """Takes a conversation, or a newer value of the shown one: then what is being read stays where it is."""
        same = self.is_shown(conversation)
        anchor = self.layout.hold() if same else None
        shown = conversation.shown() if conversation is not None else ()
        before = [entry.message.id for entry in self.transcript.entries]
        current = before[self.attention.current] if self.attention.current is not None else ""
        ends = {before[index] for index in self.transcript.beside(self.transcript.last_line)} if before else {None}
        self.conversation, self.running = conversation, running
        if not same:
            self.transcript.clear()
        choices = len(conversation.beside(shown[-1])) if conversation is not None and shown else 0
        self.stage.seat(tuple(message.id for message in shown[-choices:]) if choices > 1 else ())
        self.transcript.show(shown, self.stage.text, stream, choices=choices)
        self._set_scene()
        kept = _common(before, shown) if same else 0
        self._forget_places(kept, current)
        sent = any(message.role is Role.USER and message.parent in ends for message in shown[kept:])
        self.layout.following = self.layout.following or sent or not same
        self.layout.settle(anchor)
        pinned, self._pinned = self._pinned, None
        if pinned is not None and kept == pinned[0] < len(self.transcript):
            self._bring_back(*pinned)

    def bring_to_front(self, index: int) -> None:
        """Shows a choice that is behind another one."""
        if not self.transcript.is_seen(index):
            self._front = self.transcript[index].message.id
            self._set_scene()
            self.layout.settle()

    def pin_actions(self, index: int) -> None:
        """Keeps the actions of a message where they are when it gives way to another version, so that one can press
        on. Its end stays in place then, and not its first line.
        """
        self._pinned = self.transcript.line(index), self.row_rect(index, Kind.ACTIONS).top()

    def _bring_back(self, index: int, y: int) -> None:
        self.layout.following = False
        self.layout.top += self.row_rect(index, Kind.ACTIONS).top() - y
        self.layout.settle()

    def feed(self, taken: Sequence[tuple[str, Delta]]) -> int | None:
        """Appends what arrived. Returns where, in the conversation, the first line is that looks different now."""
        changed = []
        anchor = self.layout.hold() if self.is_reading else None
        for message_id, delta in taken:
            if (index := self.transcript.index(message_id)) is not None:
                inside = self.transcript[index].feed(delta)
                anchor = self._moved(index, anchor)
                if self.transcript.is_seen(index):
                    changed.append(self.layout.place(index) + inside)
                    self.layout.resized(index)
        self.layout.settle(anchor)
        return min(changed, default=None)

    @property
    def is_reading(self) -> bool:
        """Whether a text in the viewport was not read to its end yet."""
        return any(entry.is_reading for entry in self.layout.seen)

    def read_ahead(self) -> None:
        """Reads more of what is to be seen, and shows nothing of it yet."""
        for entry in self.layout.seen:
            entry.read_ahead()

    def read_on(self) -> None:
        """Shows what was read ahead. What is being read by the person stays where it is."""
        anchor = self.layout.hold()
        for entry in self.layout.seen:
            if entry.is_reading and (index := self.transcript.index(entry.message.id)) is not None:
                entry.read_on()
                anchor = self._moved(index, anchor)
                self.layout.resized(index)
        self.layout.settle(anchor)

    def _moved(self, index: int, anchor: Anchor | None) -> Anchor | None:
        """Takes over that leaves of a message stand elsewhere now: in what is selected, and in the anchor."""
        for part, kind in enumerate(PARTS):
            if (move := self.transcript[index].section(kind).take_move()) is not None:
                self.selection.move(index, part, move)
                if anchor is not None and (anchor.index, anchor.kind) == (index, kind):
                    anchor = replace(anchor, line=move.of(anchor.line))
        return anchor

    def refresh_looks(self) -> bool:
        """Lays out anew what waited for formulas or colours. Returns whether anything did."""
        anchor, changed = self.layout.hold(), False
        for entry in self.layout.seen:
            if (index := self.transcript.index(entry.message.id)) is not None and entry.refresh_looks():
                self.layout.resized(index)
                changed = True
        self.layout.settle(anchor)
        return changed

    def rearrange(self, index: int) -> None:
        """Takes over that a message shows more or less of itself now."""
        self.transcript[index].rearrange()
        self.layout.resized(index)
        self.layout.following = False
        self.layout.settle()

    def select_all(self) -> None:
        if self:
            last = len(self.transcript) - 1
            self.selection.set(first_position(self.transcript, 0), last_position(self.transcript, last))

    @property
    def running_message(self) -> str:
        """The id of the last message while its reply runs, or empty; of several choices, of the first."""
        if not self or self.conversation is None:
            return ""
        message = self.transcript[self.transcript.last_line].message
        reply = self.conversation.reply_of(message)
        return message.id if reply is not None and reply.state.running else ""

    def is_shown(self, conversation: Conversation | None) -> bool:
        shown = self.conversation
        return shown is not None and conversation is not None and shown.id == conversation.id

    def _set_scene(self) -> None:
        self.transcript.front = None
        if self.conversation is None:
            self.layout.scene = self.layout.last_scene = None
            return
        choices = self.stage.choices
        if choices:
            self._front = self._front if self._front in choices else choices[0]
        if self.stage.is_tabbed:
            self.transcript.front = self.transcript.index(self._front)
        last = self.transcript.entries[-1].message if self else None
        last_id = self.conversation.tree.picked.get(last.parent, "") if last is not None else ""
        scenes = self.stage.scenes(self.conversation, running=self.running, last_id=last_id, front=self._front)
        self.layout.scene, self.layout.last_scene = scenes

    def _forget_places(self, kept: int, current: str) -> None:
        """Lets go of what points at messages that are no longer there. The current one may stand elsewhere now."""
        selection, attention = self.selection, self.attention
        if (index := self.transcript.index(current)) is not None:
            attention.current = index
        if any(place is not None and place.message >= kept for place in (selection.anchor, selection.caret)):
            selection.clear()
        attention.hovered = attention.hovered_stop = None
        if attention.current is not None and attention.current >= len(self.transcript):
            attention.current = attention.stop = None

    # ---- where things are ----

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
        return Position(held.index, PARTS.index(held.kind or Kind.TEXT), held.line)

    def row_rect(self, index: int, kind: Kind) -> QRect:
        rows = self.transcript[index].rows()
        top, height = next(((top, height) for row, top, height in rows if row is kind), (0, 0))
        left, width = self.lane(index)
        return QRect(left, self.top_of(index) + top, width, height)

    def control_rect(self, index: int, row: Kind, control: Control) -> QRect:
        return self.transcript[index].rect_of(row, control).translated(self.lane(index).left, self.top_of(index))

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

    def toggle_wrap(self, index: int, spot: Spot) -> None:
        """Ends the lines of a block of code at its edge, or no more."""
        anchor = self.layout.hold()
        self.transcript[index].section(spot.kind).toggle_wrap(spot.leaf)
        self.layout.resized(index)
        self.layout.following = False
        self.layout.settle(anchor)

    def reveal_sideways(self, position: Position) -> None:
        """Scrolls a block that is wider than there is room for, so that a position in it can be seen."""
        caret = self.caret_rect(position)
        section = self.transcript[position.message].section(position.kind)
        pan = section.box(section.clamped(position.place).leaf).pan
        if pan is not None:
            left, width = self.lane(position.message)
            pan.scroll(min(caret.left() - left - 3 * BOX, 0) + max(caret.right() - left - width + BOX, 0))

    def caret_rect(self, position: Position) -> QRect:
        """Where a caret at a position stands. Lays its line out."""
        top, bottom = self.layout.line(position.message, position.kind, position.place)
        section = self.transcript[position.message].section(position.kind)
        leaf, offset = section.clamped(position.place)
        x = round(section.box(leaf).caret(offset).left()) + INDENTS[position.kind]
        return QRect(self.lane(position.message).left + x, top - self.layout.top, 1, bottom - top)


def _common(before: Sequence[str], path: Sequence[Message]) -> int:
    """How many messages at the start are still the same ones."""
    for place, (message_id, message) in enumerate(zip(before, path, strict=False)):
        if message_id != message.id:
            return place
    return min(len(before), len(path))
