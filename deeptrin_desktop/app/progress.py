"""The status bar's facts about the reply of the conversation that is shown."""

import time
from collections.abc import Sequence

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.message import Delta, Timings
from deeptrin_desktop.ui.status_facts import StatusFacts

SHOW_EVERY = 0.2
"""Seconds between changes of the running figures: nobody reads faster."""


class Progress:
    """Counts what arrives and says it at a readable pace."""

    def __init__(self, facts: StatusFacts) -> None:
        self._facts = facts
        self.clear()

    def clear(self) -> None:
        self._deltas = 0
        self._began = self._shown = 0.0
        self._was_running = False
        self._facts.clear()

    def show(self, conversation: Conversation, *, running: bool) -> None:
        """Says how the last reply on the path stands."""
        if running and not self._was_running:
            self.clear()
            self._facts.waiting()
        self._was_running = running
        path = conversation.tree.path()
        reply = conversation.reply_of(path[-1]) if path else None
        if reply and not running:
            self._facts.ended(reply)

    def arrived(self, deltas: Sequence[tuple[str, Delta]], timings: Timings) -> None:
        now = time.perf_counter()
        self._deltas += len(deltas)
        if timings.first_delta is None:
            return
        self._began = self._began or now
        if now - self._shown >= SHOW_EVERY:
            self._shown = now
            self._facts.streaming(timings.first_delta, self._deltas, now - self._began)
