"""Deltas on their way to the screen: they wait for the next frame, so that many of them cost one drawing."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.message import Delta, Message

FRAME = 16
"""Milliseconds."""


@dataclass(slots=True)
class Arrived:
    """What a running message began with and what came since, of whose fragments the first `taken` are on the screen."""

    text: str = ""
    reasoning: str = ""
    deltas: list[Delta] = field(default_factory=list)
    taken: int = 0

    def grow(self, message: Message) -> Message:
        """The message with all of it."""
        came = _joined(self.deltas)
        return replace(
            message,
            text=self.text + came.text,
            reasoning=self.reasoning + came.reasoning,
            finish_reason=came.finish_reason or message.finish_reason,
        )


class Stream(QObject):
    """Keeps what arrives until the reply has ended, since the conversation holds all of it only then."""

    frame_due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._arrived: dict[str, Arrived] = {}
        self._timer = QTimer(self, singleShot=True, interval=FRAME, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.frame_due)

    def append(self, deltas: Sequence[tuple[str, Delta]]) -> None:
        """Buffers, and sees to it that `frame_due` comes within a frame."""
        for message_id, delta in deltas:
            self._arrived.setdefault(message_id, Arrived()).deltas.append(delta)
        if not self._timer.isActive():
            self._timer.start()

    def take(self) -> list[tuple[str, Delta]]:
        """For each message, all in one that was not taken before."""
        self._timer.stop()
        taken = []
        for message_id, arrived in self._arrived.items():
            if new := arrived.deltas[arrived.taken :]:
                taken.append((message_id, _joined(new)))
                arrived.taken = len(arrived.deltas)
        return taken

    def follow(self, conversation: Conversation) -> None:
        """Learns which messages run now, and drops what arrived for the others: the conversation holds it."""
        running = {reply.id for reply in conversation.replies.values() if reply.state.running}
        messages = [message for message in conversation.tree.messages.values() if message.reply in running]
        self._arrived = {message.id: self._followed(message) for message in (messages if running else ())}

    def _followed(self, message: Message) -> Arrived:
        """What is known of a message; where its value is further than that, it begins anew with the value."""
        known = self._arrived.get(message.id)
        if known is not None and _is_behind(message, known.grow(message)):
            return known
        return Arrived(message.text, message.reasoning)

    def clear(self) -> None:
        """Forgets all, because another conversation is shown."""
        self._timer.stop()
        self._arrived.clear()

    def __contains__(self, message_id: str) -> bool:
        return message_id in self._arrived

    def grown(self, message: Message) -> Message:
        """A message as it stands now: while it runs its value may be behind what arrived."""
        arrived = self._arrived.get(message.id)
        return message if arrived is None else arrived.grow(message)


def _joined(deltas: Sequence[Delta]) -> Delta:
    text, reasoning = "".join(delta.text for delta in deltas), "".join(delta.reasoning for delta in deltas)
    reasons = [delta.finish_reason for delta in deltas if delta.finish_reason]
    return Delta(text=text, reasoning=reasoning, finish_reason=reasons[-1] if reasons else "")


def _is_behind(message: Message, known: Message) -> bool:
    """Whether what is known goes on from where the message's value ends."""
    return known.text.startswith(message.text) and known.reasoning.startswith(message.reasoning)
