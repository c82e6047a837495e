"""The conversation list, kept in step with what happens to conversations."""

from collections.abc import Collection

from deeptrin_desktop.core.conversation import Conversation, Summary
from deeptrin_desktop.core.ports import Store
from deeptrin_desktop.ui.conversation_list import ConversationList


class Listing:
    """Shows the stored conversations, the last updated first."""

    def __init__(self, shown: ConversationList, store: Store) -> None:
        self._list = shown
        self._store = store
        self._summaries: dict[str, Summary] = {}
        self._selected = ""
        self._running: frozenset[str] = frozenset()
        self._unread: frozenset[str] = frozenset()
        """Those with a reply that ended while another one was shown."""
        self._changes = 0

    async def load(self) -> None:
        """Reads the list anew, and once more where it changed meanwhile. Raises StoreError."""
        changes = -1
        while changes != self._changes:
            changes = self._changes
            read = await self._store.summaries()
        self._summaries = {summary.id: summary for summary in read}
        self._show()

    def __bool__(self) -> bool:
        """Whether there is any conversation."""
        return bool(self._summaries)

    def newest_but(self, conversation_id: str) -> str:
        """The id of the last updated conversation besides this one; empty when there is none."""
        return next((summary.id for summary in self._sorted() if summary.id != conversation_id), "")

    def update(self, conversation: Conversation, *, running: Collection[str]) -> None:
        """Takes up a conversation that has changed."""
        summary = Summary(conversation.id, conversation.title, conversation.updated)
        if self._summaries.get(conversation.id) != summary:
            self._summaries[conversation.id] = summary
            self._changes += 1
            self._show()
        self._unread |= self._running - frozenset(running) - {self._selected}
        self._running = frozenset(running)
        self._mark()

    def remove(self, conversation_id: str) -> None:
        self._changes += 1
        self._unread -= {conversation_id}
        if self._summaries.pop(conversation_id, None):
            self._show()

    def select(self, conversation_id: str) -> None:
        self._selected = conversation_id
        self._list.select(conversation_id)
        self._unread -= {conversation_id}
        self._mark()

    def _show(self) -> None:
        self._list.show_summaries(tuple(self._sorted()))
        self._list.select(self._selected)

    def _mark(self) -> None:
        self._list.mark(running=self._running, unread=self._unread)

    def _sorted(self) -> list[Summary]:
        return sorted(self._summaries.values(), key=lambda summary: summary.updated, reverse=True)
