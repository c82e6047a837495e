"""One message as it stands in the pane: its rows from heading to actions, and how high each of them is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import count

from PySide6.QtCore import QRect

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.message import Message, Reply, ReplyState, Role, choice_state
from deeptrin_desktop.ui.pane.actions import STARTS_A_REPLY, Action, Version, actions_below
from deeptrin_desktop.ui.pane.card import Card
from deeptrin_desktop.ui.pane.controls import Control, card_controls, controls_below, fold_control
from deeptrin_desktop.ui.pane.section import Frame, Section
from deeptrin_desktop.ui.pane.style import ROW, STEP, Style
from deeptrin_desktop.ui.words import state_words

_ESTIMATED_ROWS = 90
"""Pixels of everything but the text, before a message was first seen."""


class Kind(Enum):
    """What a row of a message is."""

    HEADING = auto()
    FOLD = auto()
    REASONING = auto()
    TEXT = auto()
    STATE = auto()
    CARD = auto()
    ACTIONS = auto()


_GAP_BEFORE = {Kind.TEXT: STEP, Kind.STATE: 2 * STEP, Kind.CARD: 3 * STEP, Kind.ACTIONS: STEP, Kind.REASONING: STEP}
_GAP_AFTER = {Kind.REASONING: 2 * STEP}
_GAP_BELOW = {Role.USER: 2 * STEP, Role.ASSISTANT: 3 * STEP, Role.SYSTEM: 3 * STEP}
_revisions = count()
USER_PADDING = 3 * STEP
"""Between the box of a user's message and its text, above and below."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What all messages are shown with. A new one means that rows are put together anew."""

    conversation: Conversation
    running: bool
    last_id: str
    """The last message, whose actions always show."""
    style: Style
    text: Frame
    reasoning: Frame

    @property
    def width(self) -> int:
        """Of the column, in pixels."""
        return self.text.width


class Entry:
    """Made cheaply, since there may be tens of thousands, and put together by `arrange` when it is first seen."""

    __slots__ = (
        "_reasoning",
        "_rows",
        "_scene",
        "_text",
        "card",
        "controls",
        "editor_height",
        "message",
        "revision",
        "unfolded",
    )

    def __init__(self, message: Message) -> None:
        self.message = message
        self.revision = next(_revisions)
        """Another number whenever its texts change."""
        self.unfolded = False
        self.editor_height = 0
        """Pixels that an editor takes in place of the text; 0 while none is open."""
        self.card: Card | None = None
        self.controls: tuple[tuple[Kind, Control], ...] = ()
        self._rows: tuple[tuple[Kind, int], ...] = ()
        self._scene: Scene | None = None
        self._text: Section | None = None
        self._reasoning: Section | None = None

    @property
    def text(self) -> Section:
        if self._text is None:
            self._text = Section(self.message.text)
        return self._text

    @property
    def reasoning(self) -> Section:
        if self._reasoning is None:
            self._reasoning = Section(self.message.reasoning)
        return self._reasoning

    @property
    def shows_reasoning(self) -> bool:
        return self.unfolded and bool(self.reasoning)

    def source(self, kind: Kind) -> str:
        """A text of it as it came."""
        known, unseen = {
            Kind.TEXT: (self._text, self.message.text),
            Kind.REASONING: (self._reasoning, self.message.reasoning),
        }[kind]
        return unseen if known is None else known.text

    def beginning(self, length: int) -> str:
        """So many characters of its text."""
        return self.message.text[:length] if self._text is None else self._text.beginning(length)

    def known_height(self, frame: Frame) -> int:
        """Its height, or an estimate as long as it was never seen."""
        return self.height if self._scene is not None else _ESTIMATED_ROWS + frame.estimate(self.message.text)

    @property
    def arranged(self) -> bool:
        """Whether it was ever seen."""
        return self._scene is not None

    def update(self, message: Message, text: str, reasoning: str) -> None:
        """Takes a newer value of its message, whose texts may have grown since."""
        self.message = message
        self._text = _grown(self.text, text)
        self._reasoning = _grown(self.reasoning, reasoning)
        self._scene = self._scene and replace(self._scene)
        self.revision = next(_revisions)

    def arrange(self, scene: Scene) -> None:
        """Puts the rows together, if they are not those of this scene already."""
        if scene is not self._scene:
            self._scene = scene
            self.rearrange()

    def rearrange(self) -> None:
        """Puts the rows together after a change of the message itself."""
        scene = self._scene
        if scene is None:
            return
        self.text.open(scene.text)
        self.reasoning.open(scene.reasoning)
        failure = self.reply.failure if self.reply is not None and self.state is ReplyState.FAILED else None
        self.card = Card(failure, scene.style, scene.width) if failure is not None else None
        self._rows = tuple(self._rows_for(scene.style))
        self.controls = tuple(self._place_controls(scene))

    # ---- facts ----

    @property
    def reply(self) -> Reply | None:
        return self._scene.conversation.reply_of(self.message) if self._scene else None

    @property
    def state(self) -> ReplyState | None:
        """How the reply stands, or `None` for what is no reply."""
        reply = self.reply
        if reply is None:
            return ReplyState.DONE if self.message.role is Role.ASSISTANT else None
        state = choice_state(reply, self.message)
        if state is ReplyState.WAITING and (self.text or self.reasoning):
            return ReplyState.STREAMING
        return state

    @property
    def runs(self) -> bool:
        """Whether its reply has not ended."""
        return self.state is not None and self.state.running

    @property
    def state_text(self) -> str:
        """How the reply stands in words; empty while its text says it, and where a card does."""
        state = self.state
        if state is None or state is ReplyState.FAILED or (state.running and self.text):
            return ""
        return state_words(state, self.message)

    @property
    def version(self) -> Version:
        assert self._scene is not None
        ids = self._scene.conversation.tree.versions(self.message.id)
        return Version(ids, ids.index(self.message.id))

    # ---- rows ----

    @property
    def height(self) -> int:
        *_, (_, top, height) = self.rows()
        return top + height + _GAP_BELOW[self.message.role]

    def rows(self) -> Iterator[tuple[Kind, int, int]]:
        """Kind, top and height of each row, from top to bottom."""
        top = USER_PADDING if self.message.role is Role.USER else 0
        for kind, fixed in self._rows:
            height = fixed
            if kind is Kind.TEXT:
                height = self.editor_height or self.text.height
            elif kind is Kind.REASONING:
                height = self.reasoning.height
            top += _GAP_BEFORE.get(kind, 0)
            yield kind, top, height
            top += height + _GAP_AFTER.get(kind, 0)
            if kind is Kind.TEXT and self.message.role is Role.USER:
                top += USER_PADDING

    def section(self, kind: Kind) -> Section | None:
        """The text that a row shows; `None` for other rows, and while an editor stands in its place."""
        if kind is Kind.TEXT:
            return None if self.editor_height else self.text
        return self.reasoning if kind is Kind.REASONING else None

    def shows(self, kind: Kind) -> bool:
        """Whether a text of it is to be seen, once it was arranged."""
        return self.section(kind) is not None and (kind is Kind.TEXT or self.shows_reasoning)

    def release(self) -> None:
        """Lets go of what is laid out, since it is out of sight."""
        self.text.keep(0, -1)
        self.reasoning.keep(0, -1)

    def feed(self, text: str, reasoning: str) -> int:
        """Appends to its texts. Returns how far from its top the first line is that looks different now."""
        was_empty = not self.text, not self.reasoning
        self.revision = next(_revisions)
        changed_from = []
        for kind, more in ((Kind.REASONING, reasoning), (Kind.TEXT, text)):
            section = self.text if kind is Kind.TEXT else self.reasoning
            if more:
                changed_from.append(self.top_of(kind) + section.feed(more))
        if was_empty != (not self.text, not self.reasoning):
            self.rearrange()
            return 0
        return min(changed_from, default=0)

    def _rows_for(self, style: Style) -> Iterator[tuple[Kind, int]]:
        if self.message.role is not Role.USER:
            yield Kind.HEADING, style.small.pitch
        if self.reasoning:
            yield Kind.FOLD, ROW
            if self.shows_reasoning:
                yield Kind.REASONING, 0
        yield Kind.TEXT, 0
        if self.state_text:
            yield Kind.STATE, style.small.pitch
        if self.card is not None:
            yield Kind.CARD, self.card.height
        yield Kind.ACTIONS, ROW

    def _top_of(self, wanted: Kind) -> int:
        return next((top for kind, top, _ in self.rows() if kind is wanted), 0)

    # ---- controls ----

    def top_of(self, wanted: Kind) -> int:
        """The top of a row; 0 for one that is not there."""
        return next((top for kind, top, _ in self.rows() if kind is wanted), 0)

    def rect_of(self, row: Kind, control: Control) -> QRect:
        """Where a control is, from the column's left edge and the message's top."""
        return control.rect.translated(0, self.top_of(row))

    def control(self, action: Action) -> Control | None:
        return next((control for _, control in self.controls if control.action is action), None)

    def _place_controls(self, scene: Scene) -> Iterator[tuple[Kind, Control]]:
        face = scene.style.small
        if self.reasoning:
            yield Kind.FOLD, fold_control(face)
        offered = actions_below(self.message, self.state, has_text=bool(self.text))
        if self.card is not None:
            for control in card_controls(self.card, face, running=scene.running):
                yield Kind.CARD, control
                offered = tuple(action for action in offered if action is not control.action)
        if self.state is not None and self.state.running:
            offered = tuple(action for action in offered if action not in STARTS_A_REPLY)
        last = self.message.id == scene.last_id
        for control in controls_below(offered, self.version, face, running=scene.running, last=last):
            yield Kind.ACTIONS, control


def _grown(section: Section, text: str) -> Section:
    shown = section.text
    if not text.startswith(shown):
        return Section(text)
    if len(text) > len(shown):
        section.feed(text[len(shown) :])
    return section
