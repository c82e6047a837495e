"""Deltas on their way to the screen: they wait for the next frame, so that many of them cost one drawing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.message import Delta

FRAME = 16
"""Milliseconds."""


@dataclass(slots=True)
class Arrived:
    """What came for one message since its reply began; `shown` of the fragments are on the screen."""

    texts: list[str] = field(default_factory=list)
    reasonings: list[str] = field(default_factory=list)
    shown: int = 0

    @property
    def text(self) -> str:
        return "".join(self.texts)

    @property
    def reasoning(self) -> str:
        return "".join(self.reasonings)


class Stream(QObject):
    """Keeps what arrives until the reply has ended, since the conversation holds it only then."""

    frame_due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._arrived: dict[str, Arrived] = {}
        self._timer = QTimer(self, singleShot=True, interval=FRAME, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.frame_due)

    def append(self, deltas: Sequence[tuple[str, Delta]]) -> None:
        """Buffers, and sees to it that `frame_due` comes within a frame."""
        for message_id, delta in deltas:
            arrived = self._arrived.setdefault(message_id, Arrived())
            arrived.texts.append(delta.text)
            arrived.reasonings.append(delta.reasoning)
        if not self._timer.isActive():
            self._timer.start()

    def take(self) -> list[tuple[str, str, str]]:
        """Message, text and reasoning of all that was not taken before."""
        self._timer.stop()
        taken = []
        for message_id, arrived in self._arrived.items():
            if arrived.shown < len(arrived.texts):
                new = slice(arrived.shown, None)
                taken.append((message_id, "".join(arrived.texts[new]), "".join(arrived.reasonings[new])))
                arrived.shown = len(arrived.texts)
        return taken

    def so_far(self, message_id: str) -> Arrived:
        """All that arrived for a message, taken or not."""
        return self._arrived.get(message_id, Arrived())

    def keep_running(self, conversation: Conversation) -> None:
        """Drops what arrived for messages whose reply has ended: the conversation holds it now."""
        for message_id in tuple(self._arrived):
            message = conversation.tree.messages.get(message_id)
            reply = None if message is None else conversation.reply_of(message)
            if reply is None or not reply.state.running:
                del self._arrived[message_id]

    def clear(self) -> None:
        self._timer.stop()
        self._arrived.clear()

    @property
    def messages(self) -> tuple[str, ...]:
        """The messages that something arrived for."""
        return tuple(self._arrived)
