"""One message as it stands in the pane: its rows from heading to actions, and how high each of them is."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QRect

from deeptrin_desktop.core.message import Delta, Message, Reply, ReplyState, Role, choice_state
from deeptrin_desktop.ui.blocks.estimates import height_of_source
from deeptrin_desktop.ui.blocks.surroundings import Surroundings
from deeptrin_desktop.ui.pane.actions import Action, Tab, Version
from deeptrin_desktop.ui.pane.arranging import controls_of, rows_of
from deeptrin_desktop.ui.pane.card import Card
from deeptrin_desktop.ui.pane.controls import Control, choice_name
from deeptrin_desktop.ui.pane.heading import heading
from deeptrin_desktop.ui.pane.rows import Kind, stacked, whole_height
from deeptrin_desktop.ui.pane.scene import Scene
from deeptrin_desktop.ui.pane.texts import Texts
from deeptrin_desktop.ui.words import state_words

_ESTIMATED_ROWS = 90
"""Pixels of everything but the text, before a message was first seen."""


class Entry(Texts):
    """Made cheaply, since there may be tens of thousands, and put together by `arrange` when it is first seen."""

    __slots__ = (
        "_rows",
        "_scene",
        "card",
        "controls",
        "editor_height",
        "stretch",
    )

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.editor_height = 0
        """Pixels that an editor takes in place of the text; 0 while none is open."""
        self.stretch = 0
        """Pixels that it is higher than it need be, as high as what stands beside it."""
        self.card: Card | None = None
        self.controls: tuple[tuple[Kind, Control], ...] = ()
        self._rows: tuple[tuple[Kind, int], ...] = ()
        self._scene: Scene | None = None

    def known_height(self, around: Surroundings) -> int:
        """Its height, or an estimate as long as it was never seen."""
        return self.height if self._scene is not None else _ESTIMATED_ROWS + height_of_source(self.message.text, around)

    @property
    def arranged(self) -> bool:
        """Whether it was ever seen."""
        return self._scene is not None

    def update(self, message: Message) -> None:
        """Takes a newer value of its message."""
        self.take(message)
        self._scene = self._scene and replace(self._scene)

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
        if not self.runs:
            self.text.stop()
            self.reasoning.stop()
        failure = self.reply.failure if self.reply is not None and self.state is ReplyState.FAILED else None
        self.card = Card(failure, scene.style, scene.width) if failure is not None else None
        self.controls = tuple(controls_of(self, scene))
        self._rows = tuple(rows_of(self, scene))

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
    def ending(self) -> str:
        """How the reply stands in words; empty while its text says it, and where a card does."""
        state = self.state
        if state is None or state is ReplyState.FAILED or (state.running and self.text):
            return ""
        return state_words(state, self.message)

    @property
    def state_text(self) -> str:
        """The line below its text: how it stands, and of one of several choices that it is the one to go on from,
        unless another is used.
        """
        goes_on = QCoreApplication.translate("Pane", "Goes on from here if you write now")
        return " · ".join(filter(None, (self.ending, goes_on if self._goes_on else "")))

    @property
    def _goes_on(self) -> bool:
        scene = self._scene
        if scene is None or not scene.choices or scene.running:
            return False
        return scene.conversation.tree.picked.get(self.message.parent) == self.message.id

    @property
    def choice(self) -> str:
        """Which of several choices it is, in words; empty for one that stands alone."""
        choices = self._scene.choices if self._scene is not None else ()
        return choice_name(choices.index(self.message.id), len(choices)) if choices else ""

    @property
    def heading(self) -> str:
        """The line above it."""
        choices = len(self._scene.conversation.choices(self.message)) if self._scene else 1
        return heading(self.message, self.reply, self.choice, choices=choices)

    @property
    def version(self) -> Version:
        assert self._scene is not None
        versions = self._scene.conversation.versions(self.message)
        return Version(versions, next(index for index, ids in enumerate(versions) if self.message.id in ids))

    # ---- rows ----

    @property
    def height(self) -> int:
        return whole_height(self.message.role, self.rows())

    def rows(self) -> Iterator[tuple[Kind, int, int]]:
        """Kind, top and height of each row, from top to bottom."""
        return stacked(self.message.role, ((kind, self._height_of(kind, fixed)) for kind, fixed in self._rows))

    def text_rows(self) -> Iterator[tuple[Kind, int, int]]:
        """The rows in which text is to be read: not where an editor stands in its place."""
        return (row for row in self.rows() if self.shows(row[0]))

    def top_of(self, wanted: Kind) -> int:
        """The top of a row; 0 for one that is not there."""
        return next((top for kind, top, _ in self.rows() if kind is wanted), 0)

    def shows(self, kind: Kind) -> bool:
        """Whether a row is one of text that is to be seen."""
        return self.shows_reasoning if kind is Kind.REASONING else kind is Kind.TEXT and not self.editor_height

    def _height_of(self, kind: Kind, fixed: int) -> int:
        if kind is Kind.TEXT:
            return self.editor_height or self.text.height
        if kind is Kind.GAP:
            return self.stretch
        return self.reasoning.height if kind is Kind.REASONING else fixed

    def feed(self, delta: Delta) -> tuple[Kind, ...]:
        """Appends to its texts. Returns which of them changed; none where more of the message did."""
        was_empty = not self.text, not self.reasoning
        self.changed()
        more = {Kind.REASONING: delta.reasoning, Kind.TEXT: delta.text}
        kinds = tuple(kind for kind, text in more.items() if text)
        for kind in kinds:
            self.section(kind).feed(more[kind])
        if delta.finish_reason:
            texts = self.source(Kind.TEXT), self.source(Kind.REASONING)
            self.message = replace(self.message, text=texts[0], reasoning=texts[1], finish_reason=delta.finish_reason)
        if delta.finish_reason or was_empty != (not self.text, not self.reasoning):
            self.rearrange()
            return ()
        return kinds

    def changed_from(self, kinds: tuple[Kind, ...]) -> int:
        """How far from its top the first line is that looks different now that these texts have changed."""
        return min((self.top_of(kind) + self.section(kind).changed_from for kind in kinds), default=0)

    # ---- controls ----

    def rect_of(self, row: Kind, control: Control) -> QRect:
        """Where a control is, from the column's left edge and the message's top."""
        return control.rect.translated(0, self.top_of(row))

    def control(self, action: Action | Tab) -> Control | None:
        return next((control for _, control in self.controls if control.action == action), None)
