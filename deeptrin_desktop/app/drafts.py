"""What stands in the composer, brought to disk a moment after each change."""

import asyncio

from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.core.tasks import Tasks

WRITE_AFTER = 0.25
"""Seconds from the first unwritten change to its writing: a held key does not become a write a character."""


class Drafts:
    """Keeps the newest draft of the conversation that is shown, and writes it soon or when asked to."""

    def __init__(self, library: Library, tasks: Tasks) -> None:
        self._library = library
        self._tasks = tasks
        self._unwritten: tuple[str, str] | None = None
        self._waiting = False

    def keep(self, conversation_id: str, draft: str) -> None:
        """Takes a changed draft."""
        self._unwritten = (conversation_id, draft)
        if not self._waiting:
            self._waiting = True
            self._tasks.start(self._write_soon())

    def drop(self) -> None:
        """Forgets what was not written: it was sent, or its conversation is deleted."""
        self._unwritten = None

    async def write(self) -> None:
        """Writes what was not written yet. Raises StoreError."""
        unwritten, self._unwritten = self._unwritten, None
        if unwritten and unwritten[0] in self._library:
            await self._library.set_draft(*unwritten)

    async def _write_soon(self) -> None:
        await asyncio.sleep(WRITE_AFTER)
        self._waiting = False
        await self.write()
