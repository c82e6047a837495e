"""The shown conversation as the mouse, the keys and screen readers find their way in it."""

from collections.abc import Sequence
from dataclasses import replace

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.message import Delta, Message, Role
from deeptrin_desktop.ui.blocks.colouring import Colouring
from deeptrin_desktop.ui.blocks.pictures import Pictures
from deeptrin_desktop.ui.blocks.style import Style
from deeptrin_desktop.ui.pane.layout import Anchor
from deeptrin_desktop.ui.pane.needle import Needle
from deeptrin_desktop.ui.pane.places import Places
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.pane.selection import PARTS, Selection, first_position, last_position
from deeptrin_desktop.ui.pane.spots import Spot
from deeptrin_desktop.ui.pane.stage import Stage
from deeptrin_desktop.ui.pane.stream import Stream


class Page(Places):
    """What is shown of which conversation."""

    def __init__(self, style: Style, pictures: Pictures, colouring: Colouring) -> None:
        super().__init__(Stage(style, pictures, colouring))
        self.selection = Selection()
        self.needle: Needle | None = None
        """What is marked wherever it is, while somebody looks for it."""
        self.conversation: Conversation | None = None
        self.running = False
        self._front = ""
        """The choice that is shown where there is room for one at a time."""
        self._pinned: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        return len(self.transcript) > 0

    # ---- showing ----

    def fit(self, style: Style, pane_width: int, height: int) -> None:
        """Takes another look or size. What is being read stays where it is."""
        anchor = self.layout.hold()
        if self.stage.fit(style, pane_width):
            self._set_scene()
        self.layout.height = height
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

    def feed(self, taken: Sequence[tuple[str, Delta]], anchor: Anchor | None) -> int | None:
        """Appends what arrived, and leaves the anchor where it is. Returns where, in the conversation, the first line
        is that looks different now.
        """
        changed = []
        for message_id, delta in taken:
            if (index := self.transcript.index(message_id)) is not None:
                kinds = self.transcript[index].feed(delta)
                anchor = self._moved(index, anchor)
                if self.transcript.is_seen(index):
                    changed.append((index, kinds))
                    self.layout.resized(index)
        self.layout.settle(anchor)
        places = (self.layout.place(index) + self.transcript[index].changed_from(kinds) for index, kinds in changed)
        return min(places, default=None)

    @property
    def is_reading(self) -> bool:
        """Whether a text in the viewport was not read to its end yet."""
        return any(entry.is_reading for entry in self.layout.seen)

    def read_ahead(self) -> bool:
        """Reads more of what is to be seen, and shows nothing of it yet. Returns whether that can go on."""
        return any(entry.read_ahead() for entry in self.layout.seen)

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

    def toggle_wrap(self, index: int, spot: Spot) -> None:
        """Ends the lines of a block of code at its edge, or no more."""
        anchor = self.layout.hold()
        self.transcript[index].section(spot.kind).toggle_wrap(spot.leaf)
        self.layout.resized(index)
        self.layout.following = False
        self.layout.settle(anchor)

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


def _common(before: Sequence[str], path: Sequence[Message]) -> int:
    """How many messages at the start are still the same ones."""
    for place, (message_id, message) in enumerate(zip(before, path, strict=False)):
        if message_id != message.id:
            return place
    return min(len(before), len(path))
