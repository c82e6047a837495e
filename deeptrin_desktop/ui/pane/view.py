"""The conversation pane: what the window sees of it, and what keys do in it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.errors import Remedy
from deeptrin_desktop.core.message import Delta
from deeptrin_desktop.ui.link_gate import ask_to_open
from deeptrin_desktop.ui.pane.accessible import Parts, install
from deeptrin_desktop.ui.pane.announcing import Announcer
from deeptrin_desktop.ui.pane.deeds import Deeds
from deeptrin_desktop.ui.pane.finding import Finding
from deeptrin_desktop.ui.pane.keys import Keys, is_press
from deeptrin_desktop.ui.pane.menu import ContextMenu
from deeptrin_desktop.ui.pane.mouse import MouseArea
from deeptrin_desktop.ui.pane.selection import Position
from deeptrin_desktop.ui.pane.spots import Stop

_COMES_BACK = {
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
}
"""Reasons for which the focus goes only to come back to where it was."""


class ConversationPane(MouseArea):
    """Shows one conversation's active path and what arrives for it; tells what a person wants done with a message."""

    version_chosen = Signal(str)
    """Another version of a message is to be shown: its id."""
    choice_used = Signal(str)
    """A person goes on from one of several choices: its id."""
    regenerate_asked = Signal(str)
    retry_asked = Signal(str)
    continue_asked = Signal(str)
    edited = Signal(str, str)
    """A message of the person's, and the text that it is to be sent anew with."""
    inspect_asked = Signal(str)
    """All that is known of the reply that this message is a choice of is to be shown."""
    remedy_asked = Signal(Remedy, str)
    """What may help against an error, and the message that failed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Conversation"))
        self.deeds = Deeds(self.page, self)
        self._keys = Keys(self.page)
        self.announcer = Announcer(self)
        self._finding = Finding(self)
        self._parts: Parts | None = None
        install()
        self._connect_parts()

    def _connect_parts(self) -> None:
        self.text_coming.connect(self.announcer.text_coming)
        self.text_coming.connect(self._finding.text_changed)
        self.deeds.version_chosen.connect(self.version_chosen)
        self.deeds.choice_used.connect(self.choice_used)
        self.deeds.regenerate_asked.connect(self.regenerate_asked)
        self.deeds.retry_asked.connect(self.retry_asked)
        self.deeds.continue_asked.connect(self.continue_asked)
        self.deeds.remedy_asked.connect(self.remedy_asked)
        self.deeds.inspect_asked.connect(self.inspect_asked)
        self.deeds.edit_asked.connect(self.edit_message)
        self.deeds.rearranged.connect(self.refresh)
        self.deeds.rearranged.connect(self._finding.text_changed)
        self.deeds.link_followed.connect(partial(ask_to_open, self))
        self.editor.saved.connect(self.edited)
        self.editor.left.connect(self.focus_message)
        self.pointer.finished.connect(self.deeds.offer_selection)
        self.pointer.pressed.connect(self.deeds.do)

    # ---- what the window calls ----

    def show_conversation(self, conversation: Conversation | None, running: bool) -> None:
        """Shows a conversation, from its end; or a newer value of the shown one, without moving what is being read.

        What was appended for a message counts until its reply has ended. A value of a running message may hold the
        text that it began with, or as much of what was appended since as it likes.
        """
        if self.page.is_shown(conversation):
            self.show_arrived()
        else:
            self.stream.clear()
            self.editor.change_over(conversation.edits if conversation else {})
        if conversation is not None:
            self.stream.follow(conversation)
        self.pointer.cancel()
        running_before = self.page.running_message
        known = len(self.page.transcript) if self.page.is_shown(conversation) else 0
        self.page.show(conversation, self.stream, running=running)
        self.editor.follow()
        self.refresh(something_new=running)
        if self._parts is not None:
            self._parts.forget_gone()
        self.announcer.shown(known, running_before)
        self._finding.shown()

    def append(self, deltas: Sequence[tuple[str, Delta]]) -> None:
        """Takes fragments for messages of the shown conversation; they are on the screen a frame later at most."""
        self.stream.append(deltas)

    def copy(self) -> None:
        """Copies what is selected as plain text, or else the message that the keys are on."""
        self.deeds.copy()

    def select_all(self) -> None:
        self.page.select_all()
        self.refresh()

    def inspect(self) -> None:
        """Asks to inspect the reply that the keys are on, or else the last one."""
        self.deeds.inspect()

    def open_find(self) -> None:
        self._finding.open()

    def find_next(self, *, forward: bool) -> None:
        """Goes to the next place of what is looked for, or to the one before."""
        self._finding.step(forward)

    def edit_message(self, message_id: str) -> None:
        """Opens an editor in the place of a message of the person's."""
        self.editor.open(message_id)
        if (index := self.editor.index) is not None:
            self.reveal(self.page.message_rect(index))
            self.editor.field.setFocus()

    # ---- what screen readers call ----

    @property
    def widgets_over_it(self) -> tuple[QWidget, ...]:
        return (*super().widgets_over_it, *self._finding.bars)

    @property
    def parts(self) -> Parts:
        """The interfaces of what is painted here. There are none before a screen reader asks."""
        if self._parts is None:
            self._parts = Parts(self)
        return self._parts

    def focus_message(self, message_id: str) -> None:
        if (index := self.page.transcript.index(message_id)) is not None:
            self.setFocus()
            self.page.bring_to_front(index)
            self._keys.make_current(index)
            self._show_current()

    def press(self, message_id: str, stop: Stop) -> None:
        if (index := self.page.transcript.index(message_id)) is not None:
            self.deeds.do(index, stop)

    def select(self, anchor: Position, caret: Position) -> None:
        for position in (anchor, caret):  # which count the leaves of the whole text
            self.page.transcript[position.message].section(position.kind).read_all()
        self.page.bring_to_front(caret.message)
        self.page.selection.set(anchor, caret)
        self._show_caret()

    # ---- keys ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.page:
            super().keyPressEvent(event)
        elif is_press(event) and self.page.attention.current is not None:
            if not self.deeds.press_current() and self._keys.next_control(forward=True):
                self._show_current()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif self._keys.leave(event) or self._keys.go(event):
            self._show_current()
        elif self._keys.move_caret(event):
            self._show_caret()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self._keys.next_control(forward=forward):
            self._show_current()
            return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in _COMES_BACK:
            by_key = event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.OtherFocusReason)
            self._keys.take_focus(by_key=by_key)
        self.refresh()
        self.announcer.focus_moved()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _COMES_BACK:
            self.page.attention.ring = False
        self.refresh()

    def _show_current(self) -> None:
        if self.page.attention.current is not None:
            self.page.bring_to_front(self.page.attention.current)
        self.reveal(self.page.current_rect())
        self.refresh()
        self.announcer.focus_moved()

    def _show_caret(self) -> None:
        caret = self.page.selection.caret
        if caret is not None:
            self.page.reveal_sideways(caret)
            self.reveal(self.caret_rect(caret))
        self.refresh()
        self.announcer.caret_moved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._finding.stand()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        ContextMenu(self.page, self.deeds, self.viewport(), select_all=self.select_all).open_for(event)
