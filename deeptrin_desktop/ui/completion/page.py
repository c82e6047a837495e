"""The centre of the window in Completion mode: a document, choices to pick from, and what can be done."""

import time
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deeptrin_desktop.chat.generating import Generation, generation_of
from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.document import Document, with_plain_line_ends
from deeptrin_desktop.core.errors import Remedy
from deeptrin_desktop.core.message import Delta, Message, Reply, ReplyState, choice_state
from deeptrin_desktop.ui.completion.actions import DocumentActions
from deeptrin_desktop.ui.completion.choices import Choices
from deeptrin_desktop.ui.completion.editor import DocumentEdit
from deeptrin_desktop.ui.completion.finding import Finding
from deeptrin_desktop.ui.completion.tinted_edit import side_of
from deeptrin_desktop.ui.notice import Notice
from deeptrin_desktop.ui.pane.heading import heading
from deeptrin_desktop.ui.words import reply_words, state_words, words_of

SHARE = 0.35
"""Of the height, that choices take."""
FRAME = 16
"""Milliseconds between two changes by text that comes in, or more where one takes long."""


class CompletionPage(QWidget):
    """Shows one conversation's document and what arrives for it; tells what a person wants done with it."""

    edited = Signal()
    generate_asked = Signal(int)
    """Where, in characters."""
    stop_asked = Signal()
    choice_used = Signal(str)
    choices_dismissed = Signal()
    version_asked = Signal(int)
    remedy_asked = Signal(Remedy, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = DocumentEdit()
        self.choices = Choices()
        self.outcome = Notice(remedies=frozenset(Remedy) - {Remedy.NONE})
        self.actions_below = DocumentActions(self)
        self._conversation = ""
        self._running = False
        self._order: dict[str, int] = {}
        """Messages of the conversation by their id, and when each was made."""
        self._failed = ""
        self._heading = ""
        """Of the last generation: its model and when it was made."""
        self._finding: Finding | None = None
        self._coming: list[tuple[str, str]] = []
        self._frame = QTimer(self, singleShot=True, interval=FRAME)
        self._frame.timeout.connect(self._draw_coming)
        self._lay_out()
        self._connect()

    # ---- what is shown ----

    def show_conversation(self, conversation: Conversation, running: bool) -> None:
        """Shows a conversation's document, or a newer value of the shown one's, with all that has arrived for it."""
        generation = generation_of(conversation)
        self._coming.clear()
        self._frame.stop()
        ended = self._running and not running and conversation.id == self._conversation
        self._running = running
        self._order = {message: number for number, message in enumerate(conversation.tree.messages)}
        self._show_document(conversation, generation)
        waiting = generation if generation and generation.waits else None
        self.choices.show_choices(
            conversation.replies[waiting.place.reply] if waiting else None, waiting.choices if waiting else ()
        )
        self.editor.set_writable(not running)
        self._show_outcome(conversation, running=running, ended=ended)
        self._show_abilities()

    def append(self, deltas: Sequence[tuple[str, Delta]]) -> None:
        """Takes fragments for messages of the shown conversation; they are on the screen a frame later."""
        self._coming += [(message, delta.text) for message, delta in deltas if delta.text]
        if self._coming and not self._frame.isActive():
            self._frame.start()
            self._show_state(reply_words(ReplyState.STREAMING))

    def restore(self, document: Document) -> None:
        """Puts another version in the place of the text, as a person's own change."""
        self.editor.become(document)
        self.editor.edited.emit()

    def hold(self) -> None:
        """Takes no more keys in the document: a generation was asked for."""
        self._running = True
        self.editor.set_writable(False)
        self._show_abilities()

    def release(self) -> None:
        """Takes keys again: it was not to be."""
        self._running = False
        self.editor.set_writable(True)
        self._show_abilities()

    def focus(self) -> None:
        self.editor.setFocus()

    def open_find(self) -> None:
        """Opens the bar to look for words with."""
        self._made_finding.open()

    def find_next(self, *, forward: bool) -> None:
        """Goes to the next place of what is looked for, or to the one before."""
        self._made_finding.step(forward)

    @property
    def _made_finding(self) -> Finding:
        if self._finding is None:
            self._finding = Finding(self.editor)
        return self._finding

    def newest_message(self) -> str:
        """The id of the message that was generated last and of which something stands there; empty for none."""
        return max(self.editor.messages, key=lambda message: self._order.get(message, -1), default="")

    def _show_document(self, conversation: Conversation, generation: Generation | None) -> None:
        document = conversation.document or Document()
        coming = generation if generation and not generation.waits else None
        shown = document.with_generated(coming.text, coming.picked.id) if coming else replace(document, place=None)
        if conversation.id == self._conversation:
            self.editor.become(shown)
        else:
            self._conversation = conversation.id
            self.editor.load(shown)
        place = document.place
        if coming and place:
            arrived = len(with_plain_line_ends(coming.text))
            self.editor.set_place(replace(place, at=place.at + arrived), coming.picked.id)
        else:
            self.editor.set_place(place)

    def _show_outcome(self, conversation: Conversation, *, running: bool, ended: bool) -> None:
        """Says how the last generation stands: in a card if it failed, else in a few words."""
        last = next(reversed([*conversation.replies.values()]), None)
        message = next((each for each in conversation.tree.messages.values() if last and each.reply == last.id), None)
        self._failed = message.id if message else ""
        self._heading = heading(message, last, choices=len(conversation.choices(message))) if message else ""
        self.actions_below.offer_inspection(message is not None)
        failure = last.failure if last and not running else None
        self.outcome.show_failure(failure) if failure else self.outcome.clear()
        state = _state_of(last, message)
        self._show_state(state)
        if ended and QAccessible.isActive():
            said = words_of(failure).title if failure else state or self.tr("Generation finished")
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.editor, said))

    def _show_state(self, words: str) -> None:
        self.actions_below.show_state(" · ".join(part for part in (self._heading, words) if part))

    def _show_abilities(self) -> None:
        self.actions_below.show_abilities(
            running=self._running, text=not self.editor.is_empty, generated=bool(self.editor.messages)
        )

    def _draw_coming(self) -> None:
        began = time.perf_counter()
        coming, self._coming = self._coming, []
        if self.choices.isVisibleTo(self):
            self.choices.append(coming)
        else:
            self.editor.add("".join(text for message, text in coming if message == self.editor.coming))
        self._frame.setInterval(max(FRAME, round(2_000 * (time.perf_counter() - began))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = side_of(self)
        self._column.setContentsMargins(side, 0, side, 12)
        self.choices.setFixedHeight(int(self.height() * SHARE))
        if self._finding is not None:
            self._finding.stand()

    # ---- what is asked for ----

    def _generate(self, at: int) -> None:
        self.editor.go_to(at)
        self.editor.setFocus()  # so that the next keys undo it, or write on
        self.generate_asked.emit(at)

    def _continue(self) -> None:
        self._generate(self.editor.end_of(self.newest_message()))

    def _undo(self) -> None:
        self.editor.take_out(self.newest_message())
        self.editor.setFocus()

    def _edited(self) -> None:
        self._show_abilities()
        self.edited.emit()

    def _connect(self) -> None:
        asked = self.actions_below
        self.editor.edited.connect(self._edited)
        asked.generate_asked.connect(lambda: self._generate(self.editor.cursor_at))
        asked.generate_at_end_asked.connect(lambda: self._generate(len(self.editor.text())))
        asked.continue_asked.connect(self._continue)
        asked.stop_asked.connect(self.stop_asked)
        asked.undo_asked.connect(self._undo)
        asked.version_asked.connect(self.version_asked)
        self.choices.used.connect(self.choice_used)
        self.choices.dismissed.connect(self.choices_dismissed)
        self.outcome.remedy_asked.connect(lambda remedy: self.remedy_asked.emit(remedy, self._failed))

    def _lay_out(self) -> None:
        self.column = QVBoxLayout()
        self.column.setSpacing(8)
        below = QWidget()
        self._column = QVBoxLayout(below)
        self._column.setSpacing(8)
        self._column.addWidget(self.outcome)
        self._column.addWidget(self.actions_below)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.editor, 1)
        layout.addWidget(self.choices)
        layout.addWidget(below)


def _state_of(reply: Reply | None, message: Message | None) -> str:
    if reply is None or message is None or reply.failure:
        return ""
    return state_words(choice_state(reply, message), message)
