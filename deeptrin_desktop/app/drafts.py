"""What stands in the composer, brought to disk a moment after each change, however long the disk refuses."""

import asyncio
from collections.abc import Callable

from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.chat.saving import SAVE_AGAIN_AFTER, Saver
from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.tasks import Tasks

WRITE_AFTER = 0.25
"""Seconds from the first unwritten change to its writing: a held key does not become a write a character."""


class Drafts:
    """Keeps the newest draft of each conversation until it is written."""

    def __init__(
        self, *, library: Library, saver: Saver, tasks: Tasks, written: Callable[[Conversation], None]
    ) -> None:
        """`written` gets the conversation whose draft was brought to disk."""
        self._library = library
        self._saver = saver
        self._tasks = tasks
        self._written = written
        self._unwritten: dict[str, str] = {}
        self._writing = False

    @property
    def unwritten(self) -> frozenset[str]:
        """The ids of the conversations that must stay open until their draft is written."""
        return frozenset(self._unwritten)

    def newest(self, conversation: Conversation) -> str:
        return self._unwritten.get(conversation.id, conversation.draft)

    def keep(self, conversation_id: str, draft: str) -> None:
        """Takes a changed draft."""
        self._unwritten[conversation_id] = draft
        if not self._writing:
            self._writing = True
            self._tasks.start(self._write_until_done())

    def drop(self, conversation_id: str) -> None:
        """Forgets what was not written: it was sent, or its conversation is deleted."""
        self._unwritten.pop(conversation_id, None)

    async def write(self) -> None:
        """Writes what was not written yet. Raises StoreError."""
        for conversation_id in [*self._unwritten]:
            if conversation_id not in self._unwritten:
                continue  # it was sent, or its conversation deleted, while another one was written
            draft = self._unwritten[conversation_id]
            if conversation_id in self._library:
                await self._library.set_draft(conversation_id, draft)
            if self._unwritten.get(conversation_id) == draft:
                self.drop(conversation_id)
            if conversation_id in self._library:
                self._written(self._library[conversation_id])

    async def _write_until_done(self) -> None:
        wait = WRITE_AFTER
        while self._unwritten:
            await asyncio.sleep(wait)
            wait = WRITE_AFTER if await self._saver.was_saved(self.write()) else SAVE_AGAIN_AFTER
        self._writing = False
