"""The shown conversation as the mouse, the keys and screen readers find their way in it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRect

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.message import Message, Role
from deeptrin_desktop.ui.blocks.colouring import Colouring
from deeptrin_desktop.ui.blocks.pictures import Pictures
from deeptrin_desktop.ui.blocks.section import Place
from deeptrin_desktop.ui.blocks.style import BOX, Style
from deeptrin_desktop.ui.blocks.surroundings import Surroundings
from deeptrin_desktop.ui.pane.attention import Attention
from deeptrin_desktop.ui.pane.controls import Control
from deeptrin_desktop.ui.pane.entry import Scene
from deeptrin_desktop.ui.pane.found import Found
from deeptrin_desktop.ui.pane.layout import Layout
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.pane.selection import PARTS, Position, Selection, first_position, last_position
from deeptrin_desktop.ui.pane.spots import Spot, link_of
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
        self.left = 0
        """The left edge of the column."""
        self._style = style
        self._pictures, self._colouring = pictures, colouring
        self._text, self._reasoning = self._surroundings(0)
        self._last_id = ""
        self._pinned: tuple[int, int] | None = None

    @property
    def width(self) -> int:
        """Of the column."""
        return self._text.width

    @property
    def room(self) -> QRect:
        """The column from the upper to the lower end of the viewport."""
        return QRect(self.left, 0, self.width, self.layout.page)

    def __bool__(self) -> bool:
        return len(self.transcript) > 0

    # ---- showing ----

    def fit(self, style: Style, pane_width: int, height: int) -> None:
        """Takes another look or size. What is being read stays where it is."""
        anchor = self.layout.hold()
        self.left, width = style.column(pane_width)
        if style is not self._style or width != self.width:
            self._style = style
            self._text, self._reasoning = self._surroundings(width)
            self._set_scene()
        self.layout.page = height
        self.layout.settle(anchor)

    def show(self, conversation: Conversation | None, stream: Stream, *, running: bool) -> None:
        """Takes a conversation, or a newer value of the shown one: then what is being read stays where it is."""
        same = self.is_shown(conversation)
        anchor = self.layout.hold() if same else None
        path = conversation.tree.path() if conversation is not None else ()
        before = [entry.message.id for entry in self.transcript.entries]
        self.conversation, self.running = conversation, running
        self._last_id = path[-1].id if path else ""
        self._set_scene()
        if not same:
            self.transcript.clear()
        self.transcript.show(path, self._text, stream)
        kept = _common(before, path) if same else 0
        self._forget_places(kept)
        sent = same and kept == len(before) and any(message.role is Role.USER for message in path[kept:])
        self.layout.following = self.layout.following or sent or not same
        self.layout.settle(anchor)
        pinned, self._pinned = self._pinned, None
        if pinned is not None and kept == pinned[0] < len(self.transcript):
            self._bring_back(*pinned)

    def pin_actions(self, index: int) -> None:
        """Keeps the actions of a message where they are when it gives way to another version, so that one can press
        on. Its end stays in place then, and not its first line.
        """
        self._pinned = index, self.row_rect(index, Kind.ACTIONS).top()

    def _bring_back(self, index: int, y: int) -> None:
        self.layout.following = False
        self.layout.top += self.row_rect(index, Kind.ACTIONS).top() - y
        self.layout.settle()

    def feed(self, taken: Sequence[tuple[str, str, str]]) -> int | None:
        """Appends what arrived. Returns where, in the conversation, the first line is that looks different now."""
        changed = []
        for message_id, text, reasoning in taken:
            if (index := self.transcript.index(message_id)) is not None:
                inside = self.transcript[index].feed(text, reasoning)
                changed.append(self.layout.place(index) + inside)
                self.layout.resized(index)
        self.layout.settle()
        return min(changed, default=None)

    @property
    def is_reading(self) -> bool:
        """Whether a text in the viewport was not read to its end yet."""
        return any(entry.is_reading for entry in self.layout.seen)

    def read_on(self) -> None:
        """Goes on reading what is to be seen. What is being read by the person stays where it is."""
        anchor = self.layout.hold()
        for entry in self.layout.seen:
            if entry.is_reading and (index := self.transcript.index(entry.message.id)) is not None:
                entry.read_on()
                self.layout.resized(index)
        self.layout.settle(anchor)

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
        """The id of the last message while its reply runs, or empty."""
        last = self.transcript.entries[-1] if self else None
        return last.message.id if last is not None and last.runs else ""

    def is_shown(self, conversation: Conversation | None) -> bool:
        shown = self.conversation
        return shown is not None and conversation is not None and shown.id == conversation.id

    def _surroundings(self, width: int) -> tuple[Surroundings, Surroundings]:
        """What a message's text and its reasoning are laid out in."""
        text = Surroundings(self._style, width, self._pictures, self._colouring)
        return text, replace(text, width=width - BOX)

    def _set_scene(self) -> None:
        if self.conversation is None:
            self.layout.scene = None
            return
        self.layout.scene = Scene(
            self.conversation, self.running, self._last_id, self._style, self._text, self._reasoning
        )

    def _forget_places(self, kept: int) -> None:
        """Lets go of what points at messages that are no longer there."""
        selection, attention = self.selection, self.attention
        if any(place is not None and place.message >= kept for place in (selection.anchor, selection.caret)):
            selection.clear()
        attention.hovered = attention.hovered_stop = None
        if attention.current is not None and attention.current >= len(self.transcript):
            attention.current = attention.stop = None

    # ---- where things are ----

    def top_of(self, index: int) -> int:
        return self.layout.place(index) - self.layout.top

    def message_rect(self, index: int) -> QRect:
        return QRect(self.left - BOX, self.top_of(index), self.width + 2 * BOX, self.transcript.heights[index])

    def current_rect(self) -> QRect:
        """What the keys are on: a control of the current message, or all of it."""
        index = self.attention.current
        if index is None:
            return QRect()
        stop = self.attention.stop
        if isinstance(stop, Spot):
            return next(iter(self.spot_rects(index, stop)), QRect())
        for row, control in self.transcript[index].controls:
            if control.action is stop:
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
        return QRect(self.left, self.top_of(index) + top, self.width, height)

    def control_rect(self, index: int, row: Kind, control: Control) -> QRect:
        return self.transcript[index].rect_of(row, control).translated(self.left, self.top_of(index))

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
        return [rect.translated(self.left + INDENTS[spot.kind], top) for rect in rects]

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
            left, right = self.left + 3 * BOX, self.left + self.width - BOX
            pan.scroll(min(caret.left() - left, 0) + max(caret.right() - right, 0))

    def caret_rect(self, position: Position) -> QRect:
        """Where a caret at a position stands. Lays its line out."""
        top, bottom = self.layout.line(position.message, position.kind, position.place)
        section = self.transcript[position.message].section(position.kind)
        leaf, offset = section.clamped(position.place)
        x = round(section.box(leaf).caret(offset).left()) + INDENTS[position.kind]
        return QRect(self.left + x, top - self.layout.top, 1, bottom - top)


def _common(before: Sequence[str], path: Sequence[Message]) -> int:
    """How many messages at the start are still the same ones."""
    for place, (message_id, message) in enumerate(zip(before, path, strict=False)):
        if message_id != message.id:
            return place
    return min(len(before), len(path))
