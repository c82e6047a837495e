"""The status bar's facts about the reply of the conversation that is shown."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.figures import CHARACTERS_A_TOKEN, figures_in
from deeptrin_desktop.core.message import Delta, Reply, ReplyState, Timings
from deeptrin_desktop.ui.status_facts import StatusFacts

SHOW_EVERY = 0.2
"""Seconds between changes of the running figures: nobody reads faster."""


@dataclass(slots=True)
class _Count:
    """What has arrived of a running reply."""

    deltas: int = 0
    characters: int = 0
    first_delta: float | None = None
    began: float = 0.0

    @property
    def tokens(self) -> int:
        """An estimate: most servers send one token a delta, but some send many, or the whole reply."""
        coarse = self.characters > 2 * CHARACTERS_A_TOKEN * self.deltas
        return self.characters // CHARACTERS_A_TOKEN if coarse else self.deltas


class Progress:
    """Counts what arrives for every running reply, and says that of the shown conversation at a readable pace."""

    def __init__(self, facts: StatusFacts) -> None:
        self._facts = facts
        self._counts: dict[str, _Count] = {}
        self._shown = ""
        self._told = 0.0

    def show(self, conversation: Conversation, *, running: bool) -> None:
        """Says how the last reply on the path of the conversation stands that is shown from now on."""
        if conversation.id != self._shown:
            self._shown = conversation.id
            self._facts.clear()
        path = conversation.tree.path()
        reply = conversation.reply_of(path[-1]) if path else None
        if running:
            self._tell(self._counts.setdefault(conversation.id, _Count()), reply)
            return
        self._counts.pop(conversation.id, None)
        if reply:
            self._facts.ended(reply, figures_in(conversation, reply))

    def forget(self, conversation_id: str) -> None:
        """To be called when the reply of a conversation has ended that is not shown."""
        self._counts.pop(conversation_id, None)

    def arrived(self, conversation_id: str, deltas: Sequence[tuple[str, Delta]], timings: Timings) -> None:
        now = time.perf_counter()
        count = self._counts.setdefault(conversation_id, _Count())
        if count.first_delta is None and timings.first_delta is not None:
            count.first_delta, count.began = timings.first_delta, now
            self._told = 0.0
        sizes = [len(delta.text) + len(delta.reasoning) for _, delta in deltas]
        count.deltas += sum(1 for size in sizes if size)
        count.characters += sum(sizes)
        if conversation_id == self._shown and now - self._told >= SHOW_EVERY:
            self._told = now
            self._tell(count)

    def _tell(self, count: _Count, reply: Reply | None = None) -> None:
        if count.first_delta is None:
            self._facts.waiting(reply.state if reply else ReplyState.WAITING)
        else:
            self._facts.streaming(count.first_delta, count.tokens, time.perf_counter() - count.began)
