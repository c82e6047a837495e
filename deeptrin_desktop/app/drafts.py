"""What stands in the composer, brought to disk a moment after each change, however long the disk refuses."""

import asyncio
from collections.abc import Callable

from deeptrin_desktop.chat.events import Event, SavingFailed
from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.chat.saving import SAVE_AGAIN_AFTER
from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.errors import Failure, StoreError
from deeptrin_desktop.core.tasks import Tasks

WRITE_AFTER = 0.25
"""Seconds from the first unwritten change to its writing: a held key does not become a write a character."""


class Drafts:
    """Keeps the newest draft of each conversation until it is written."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        *,
        publish: Callable[[Event], None],
        written: Callable[[Conversation], None],
    ) -> None:
        """`written` gets the conversation whose draft was brought to disk."""
        self._library = library
        self._tasks = tasks
        self._publish = publish
        self._written = written
        self._unwritten: dict[str, str] = {}
        self._writing = False
        self._fails = False

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
        for conversation_id, draft in list(self._unwritten.items()):
            if conversation_id in self._library:
                await self._library.set_draft(conversation_id, draft)
            if self._unwritten.get(conversation_id) == draft:
                self.drop(conversation_id)
            if conversation_id in self._library:
                self._written(self._library[conversation_id])

    async def _write_until_done(self) -> None:
        while self._unwritten:
            await asyncio.sleep(SAVE_AGAIN_AFTER if self._fails else WRITE_AFTER)
            failure = await self._failure_of_writing()
            if (failure is not None) != self._fails:
                self._fails = failure is not None
                self._publish(SavingFailed(failure))
        self._writing = False

    async def _failure_of_writing(self) -> Failure | None:
        try:
            await self.write()
        except StoreError as error:
            return error.failure
        return None
