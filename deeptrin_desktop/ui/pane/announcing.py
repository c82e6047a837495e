"""What screen readers are told unasked. Nothing of it is done while none runs."""

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextInsertEvent,
)

from deeptrin_desktop.ui.blocks.utf16 import units
from deeptrin_desktop.ui.pane.accessible_message import LONGEST_NAME, how_it_stands
from deeptrin_desktop.ui.pane.entry import Entry
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.pane.spots import Stop

if TYPE_CHECKING:
    from deeptrin_desktop.ui.pane.view import ConversationPane

_PAUSE = 250
"""Milliseconds between two messages about text that streams."""
_MOST_CREATED = 8
"""More new messages than these are a conversation of its own, which nobody wants to hear listed."""


class Announcer(QObject):
    """Says where the focus is, what text came, and once how a reply ended."""

    def __init__(self, pane: "ConversationPane") -> None:
        super().__init__(pane)
        self._pane = pane
        self._told: dict[str, str] = {}
        """What was told of a message, where more has come since."""
        self._focus: tuple[str, Stop | None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._tell_text)

    def focus_moved(self, *, anyway: bool = True) -> None:
        """Tells which message or control the keys are on now; or only if it is not what was told last."""
        attention, transcript = self._pane.page.attention, self._pane.page.transcript
        if not QAccessible.isActive() or not self._pane.hasFocus() or attention.current is None:
            return
        message_id = transcript[attention.current].message.id
        told, self._focus = self._focus, (message_id, attention.stop)
        if self._focus == told and not anyway:
            return
        if attention.stop is None:
            self._tell(self._pane.parts.message(message_id), QAccessible.Event.Focus)
        else:
            self._tell(self._pane.parts.stop(message_id, attention.stop), QAccessible.Event.Focus)

    def caret_moved(self) -> None:
        caret = self._pane.page.selection.caret
        if not QAccessible.isActive() or caret is None or caret.kind is not Kind.TEXT:
            return
        entry = self._pane.page.transcript[caret.message]
        part = self._pane.parts.message(entry.message.id)
        unit = units(entry.text.spoken.text, entry.text.spoken.offset_of(caret.place))
        QAccessible.updateAccessibility(QAccessibleTextCursorEvent(part, unit))

    def text_coming(self, message_id: str) -> None:
        """To be called before text is appended to a message."""
        index = self._pane.page.transcript.index(message_id)
        if not QAccessible.isActive() or index is None:
            return
        if message_id not in self._told:
            self._told[message_id] = self._pane.page.transcript[index].text.spoken.text
        if not self._timer.isActive():
            self._timer.start()

    def shown(self, known: int, running_before: str) -> None:
        """To be called after the page took a conversation. So many of its messages had been there before, and of one
        of them, or none, the reply was running.
        """
        self._messages_added(known)
        self.focus_moved(anyway=False)
        transcript = self._pane.page.transcript
        ended = transcript.index(running_before)
        if ended is not None and not transcript[ended].runs:
            self._reply_ended(transcript[ended])

    def _messages_added(self, first: int) -> None:
        added = self._pane.page.transcript.entries[first:]
        if QAccessible.isActive() and len(added) <= _MOST_CREATED:
            for entry in added:
                self._tell(self._pane.parts.message(entry.message.id), QAccessible.Event.ObjectCreated)

    def _reply_ended(self, entry: Entry) -> None:
        """Says how a reply ended, and what it says."""
        if not QAccessible.isActive():
            return
        parts = (how_it_stands(entry) or self.tr("Reply finished"), entry.choice, entry.beginning(LONGEST_NAME))
        self.say("\n".join(filter(None, parts)))

    def say(self, words: str) -> None:
        """Says something once the reader has done with what it is saying."""
        if not QAccessible.isActive() or not words:
            return
        if sys.platform == "linux":
            # Orca 43 is deaf to announcements and speaks notifications; later ones might speak both.
            notice = self._pane.parts.notice
            notice.said = words
            self._tell(notice, QAccessible.Event.ObjectShow)
        else:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._pane, words))

    def _tell_text(self) -> None:
        told, self._told = self._told, {}
        for message_id, before in told.items():
            index = self._pane.page.transcript.index(message_id)
            if index is not None:
                text = self._pane.page.transcript[index].text.spoken.text
                length = _in_common(before, text)
                part = self._pane.parts.message(message_id)
                event = QAccessibleTextInsertEvent(part, units(text, length), text[length:])
                QAccessible.updateAccessibility(event)

    @staticmethod
    def _tell(part: QAccessibleInterface, what: QAccessible.Event) -> None:
        QAccessible.updateAccessibility(QAccessibleEvent(part, what))


def _in_common(before: str, text: str) -> int:
    """How many characters two texts begin with."""
    if text.startswith(before):
        return len(before)
    pairs = enumerate(zip(before, text, strict=False))
    return next((at for at, (one, other) in pairs if one != other), len(text))
