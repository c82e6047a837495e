"""Deltas on their way to the screen: they wait for the next frame, so that many of them cost one drawing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

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

    def take(self) -> list[tuple[str, str, str]]:
        """Message, text and reasoning of all that was not taken before."""
        self._timer.stop()
        taken = []
        for message_id, arrived in self._arrived.items():
            if new := arrived.deltas[arrived.taken :]:
                text, reasoning = "".join(delta.text for delta in new), "".join(delta.reasoning for delta in new)
                taken.append((message_id, text, reasoning))
                arrived.taken = len(arrived.deltas)
        return taken

    def follow(self, conversation: Conversation) -> None:
        """Learns which messages run now, and drops what arrived for the others: the conversation holds it."""
        running = {reply.id for reply in conversation.replies.values() if reply.state.running}
        messages = [message for message in conversation.tree.messages.values() if message.reply in running]
        self._arrived = {
            message.id: self._arrived.get(message.id) or Arrived(message.text, message.reasoning)
            for message in (messages if running else ())
        }

    def clear(self) -> None:
        """Forgets all, because another conversation is shown."""
        self._timer.stop()
        self._arrived.clear()

    def __contains__(self, message_id: str) -> bool:
        return message_id in self._arrived

    def texts(self, message: Message) -> tuple[str, str]:
        """Text and reasoning of a message as they stand now. While it runs its value may be behind what arrived."""
        if (arrived := self._arrived.get(message.id)) is None:
            return message.text, message.reasoning
        text = arrived.text + "".join(delta.text for delta in arrived.deltas)
        reasoning = arrived.reasoning + "".join(delta.reasoning for delta in arrived.deltas)
        return _further(text, message.text), _further(reasoning, message.reasoning)


def _further(known: str, given: str) -> str:
    return known if known.startswith(given) else given
