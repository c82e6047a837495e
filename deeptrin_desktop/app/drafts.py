"""What is being written and was not sent, brought to disk a moment after each change, however long the disk refuses."""

import asyncio
from collections.abc import Callable, Mapping

from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.chat.saving import SAVE_AGAIN_AFTER, Saver
from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.document import Document
from deeptrin_desktop.core.tasks import Tasks

WRITE_AFTER = 0.25
"""Seconds from the first unwritten change to its writing: a held key does not become a write a character."""

Draft = str | Document
"""What stands in the composer, or in Completion mode in the document."""

Edits = Mapping[str, str]
"""What was typed in place of messages, by their ids; the last was begun last."""


class Drafts:
    """Keeps the newest draft and the newest edits of each conversation until they are written."""

    def __init__(
        self,
        *,
        library: Library,
        saver: Saver,
        tasks: Tasks,
        typed: Callable[[], Document],
        written: Callable[[Conversation], None],
    ) -> None:
        """`typed` gives the document that is shown, as it stands in its editor; `written` gets the conversation whose
        draft was brought to disk.
        """
        self._library = library
        self._saver = saver
        self._tasks = tasks
        self._typed = typed
        self._written = written
        self._unwritten: dict[str, Draft | None] = {}
        """`None` for a document that was changed in its editor: a large one is not taken from there at every key."""
        self._edits: dict[str, Edits] = {}
        self._writing: asyncio.Task[None] | None = None

    @property
    def unwritten(self) -> frozenset[str]:
        """The ids of the conversations that must stay open until what was typed in them is written."""
        return frozenset({*self._unwritten, *self._edits})

    def newest(self, conversation: Conversation) -> Draft:
        taken = self._take(conversation.id)
        if taken is not None:
            return taken
        return conversation.draft if conversation.document is None else conversation.document

    def newest_edits(self, conversation: Conversation) -> Edits:
        return self._edits.get(conversation.id, conversation.edits)

    def keep(self, conversation_id: str, draft: Draft) -> None:
        """Takes a changed draft."""
        self._note(conversation_id, draft)

    def put_back(self, conversation_id: str, draft: str) -> None:
        """Takes a draft that could not be sent, if no newer one was typed since."""
        if conversation_id not in self._unwritten:
            self._note(conversation_id, draft)

    def keep_edit(self, conversation_id: str, message_id: str, text: str | None) -> None:
        """Takes what was typed in place of a message; `None` when it was sent or given up."""
        edits = dict(self.newest_edits(self._library[conversation_id]))
        edits.pop(message_id, None)
        self._edits[conversation_id] = edits if text is None else {**edits, message_id: text}
        self._begin_writing()

    def note_typing(self, conversation_id: str) -> None:
        """The document that is shown was changed in its editor."""
        self._note(conversation_id, None)

    def leave(self, conversation_id: str) -> None:
        """Takes what stands in the editor, before it shows another document."""
        self._take(conversation_id)

    def drop(self, conversation_id: str) -> None:
        """Forgets a draft that was not written: it was sent."""
        self._unwritten.pop(conversation_id, None)

    def forget(self, conversation_id: str) -> None:
        """Forgets all that was not written of a conversation that is deleted."""
        self.drop(conversation_id)
        self._edits.pop(conversation_id, None)

    async def write(self) -> None:
        """Writes what was not written yet. Raises StoreError."""
        await self._write_edits()
        for conversation_id in [*self._unwritten]:
            draft = self._take(conversation_id)
            if draft is None:
                continue  # it was sent, or its conversation deleted, while another one was written
            if conversation_id in self._library:
                await self._save(conversation_id, draft)
            if self._unwritten.get(conversation_id) is draft:
                self.drop(conversation_id)
            if conversation_id in self._library:
                self._written(self._library[conversation_id])

    async def _write_edits(self) -> None:
        for conversation_id in [*self._edits]:
            edits = self._edits.get(conversation_id)
            if edits is not None and conversation_id in self._library:
                await self._library.set_edits(conversation_id, edits)
            if self._edits.get(conversation_id) is edits:
                self._edits.pop(conversation_id, None)

    async def _save(self, conversation_id: str, draft: Draft) -> None:
        if isinstance(draft, Document):
            await self._library.set_document(conversation_id, draft)
        else:
            await self._library.set_draft(conversation_id, draft)

    def _take(self, conversation_id: str) -> Draft | None:
        """What was not written of a conversation; `None` when all was."""
        if self._unwritten.get(conversation_id, "") is None:
            self._unwritten[conversation_id] = self._typed()
        return self._unwritten.get(conversation_id)

    def _note(self, conversation_id: str, draft: Draft | None) -> None:
        self._unwritten[conversation_id] = draft
        self._begin_writing()

    def _begin_writing(self) -> None:
        if self._writing is None or self._writing.done():
            self._writing = self._tasks.start(self._write_until_done())

    async def _write_until_done(self) -> None:
        wait = WRITE_AFTER
        while self.unwritten:
            await asyncio.sleep(wait)
            wait = WRITE_AFTER if await self._saver.was_saved(self.write()) else SAVE_AGAIN_AFTER
