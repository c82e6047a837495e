"""The conversations that are open, as values in memory, each change written to the store in the order it was made."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from deeptrin_desktop.chat.generating import settled
from deeptrin_desktop.core.conversation import Conversation, Mode, Settings, Tree, title_of, title_of_document
from deeptrin_desktop.core.document import Document
from deeptrin_desktop.core.ids import new_id
from deeptrin_desktop.core.message import Message, Reply
from deeptrin_desktop.core.ports import Store


class Library:
    """Holds open conversations. What is in memory is the truth while a conversation is open.

    A new conversation is written with the first thing that is worth keeping: a draft, a message, a title.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._open: dict[str, Conversation] = {}
        self._unwritten: set[str] = set()
        self._turn = asyncio.Lock()
        """Held by whatever writes messages: what one has on disk is in memory before the next begins, which would
        otherwise write what is in memory over it.
        """

    def new(self, settings: Settings) -> Conversation:
        """Opens an empty conversation that is not written yet."""
        now = datetime.now(UTC)
        conversation = Conversation(new_id(), created=now, updated=now, settings=settings)
        self._open[conversation.id] = conversation
        self._unwritten.add(conversation.id)
        return conversation

    async def open(self, conversation_id: str) -> Conversation | None:
        """The conversation, read from the store if it is not open yet; `None` when there is none of that id."""
        if conversation_id not in self._open:
            stored = await self._store.conversation(conversation_id)
            if stored is None:
                return None
            self._open.setdefault(conversation_id, settled(stored))
        return self._open[conversation_id]

    def keep_only(self, conversations: Collection[str]) -> None:
        """Lets all other open conversations go from memory."""
        for conversation_id in [*self._open]:
            if conversation_id not in conversations:
                self.close(conversation_id)

    def close(self, conversation_id: str) -> None:
        """Lets an open conversation go from memory; one that was never written is gone."""
        self._open.pop(conversation_id, None)
        self._unwritten.discard(conversation_id)

    def __getitem__(self, conversation_id: str) -> Conversation:
        """The present value of an open conversation. Raises KeyError when it is not open."""
        return self._open[conversation_id]

    def __contains__(self, conversation_id: object) -> bool:
        return conversation_id in self._open

    def is_written(self, conversation_id: str) -> bool:
        return conversation_id not in self._unwritten

    async def set_draft(self, conversation_id: str, draft: str) -> None:
        """Keeps what stands in the composer. Raises StoreError; the value in memory has the draft all the same."""
        self._put(replace(self[conversation_id], draft=draft))
        if self.is_written(conversation_id):
            await self._store.save_draft(conversation_id, draft)
        elif draft:
            await self._write(conversation_id)

    async def set_edits(self, conversation_id: str, edits: Mapping[str, str]) -> None:
        """Keeps what was typed in place of messages. Raises StoreError; the value in memory has it all the same."""
        self._put(replace(self[conversation_id], edits=edits))
        await self._store.save_edits(conversation_id, edits)

    async def set_document(self, conversation_id: str, document: Document) -> None:
        """Keeps what stands in the document. Raises StoreError; the value in memory has it all the same."""
        self._put(self[conversation_id].with_document(document))
        if document.text or self.is_written(conversation_id):
            await self._write(conversation_id)

    async def set_mode(self, conversation_id: str, mode: Mode) -> Conversation:
        """Changes the mode of a conversation without messages; what was written moves between draft and document.
        Raises StoreError; in memory it has the mode all the same.
        """
        before = self[conversation_id]
        if not before.tree.messages and mode is not before.mode:
            written = before.document.text if before.document else before.draft
            is_chat = mode is Mode.CHAT
            changed = replace(before, mode=mode, draft=written if is_chat else "", document=None)
            self._put(changed if is_chat else changed.with_document(Document(written)))
            if written or self.is_written(conversation_id):
                await self._write(conversation_id)
        return self[conversation_id]

    def set_settings(self, conversation_id: str, settings: Settings) -> None:
        """Changes settings in memory; `write_settings` brings them to disk."""
        self._put(replace(self[conversation_id], settings=settings))

    async def write_settings(self, conversation_id: str) -> None:
        """Writes the present settings of an open conversation. Raises StoreError."""
        if self.is_written(conversation_id):
            await self._write(conversation_id)

    async def rename(self, conversation_id: str, title: str) -> None:
        """Gives a title; an empty one goes back to the first line of the document or the first message.
        Raises StoreError.
        """
        conversation = await self.open(conversation_id)
        if conversation is None:
            return
        self._put(replace(self[conversation_id], title=title_of(title) or _own_title(conversation)))
        await self._write(conversation_id)

    async def pick(self, conversation_id: str, message_id: str) -> Conversation:
        """Puts another version of a message on the active path. Raises StoreError, and then nothing has changed."""
        async with self._turn:
            before = self[conversation_id]
            tree = before.tree.with_picked(message_id)
            parents = [parent for parent, child in tree.picked.items() if before.tree.picked.get(parent) != child]
            await self._store.pick(replace(before, tree=tree), parents)
            now = self[conversation_id]
            self._put(replace(now, tree=now.tree.with_picked(message_id)))
            return self[conversation_id]

    async def decide(self, conversation_id: str, message_id: str) -> Conversation:
        """Picks one of the choices of a reply to go on from: the others are versions of it from now on. In Completion
        mode it goes into the document. Raises StoreError, and then nothing has changed.
        """

        def changed(conversation: Conversation) -> Conversation:
            reply = conversation.replies[conversation.tree.messages[message_id].reply]
            decided = conversation.with_reply(replace(reply, decided=True))
            return settled(replace(decided, tree=decided.tree.with_picked(message_id)))

        async with self._turn:
            before, after = self[conversation_id], changed(self[conversation_id])
            chosen = after.tree.messages[message_id]
            written = _with_moved([chosen], before.tree, after.tree)
            await self._store.record(after, messages=written, reply=after.replies[chosen.reply])
            self._put(changed(self[conversation_id]))
            return self[conversation_id]

    async def add_version(self, conversation_id: str, message: Message) -> None:
        """Adds what stands in the document to its versions. Raises StoreError, and then nothing has changed."""
        async with self._turn:
            await self._store.record(self[conversation_id].with_message(message), messages=[message])
            self._put(self[conversation_id].with_message(message))

    async def add(
        self,
        conversation_id: str,
        messages: Sequence[Message],
        *,
        reply: Reply,
        sent_draft: str = "",
        document: Document | None = None,
    ) -> Conversation:
        """Adds the messages of a new turn, on disk first. Raises StoreError, and then nothing has changed.

        `sent_draft` is cleared if it still is the draft: what is kept as draft while the disk is at work stays. In
        Completion mode the document is the one that the turn begins with.
        """

        def changed(conversation: Conversation) -> Conversation:
            conversation = conversation if document is None else conversation.with_document(document)
            conversation = _with_turn(conversation, messages, reply=reply)
            return replace(conversation, draft="") if conversation.draft == sent_draft else conversation

        async with self._turn:
            before, after = self[conversation_id], changed(self[conversation_id])
            written = _with_moved(messages, before.tree, after.tree)
            await self._store.record(after, messages=written, reply=reply)
            self._unwritten.discard(conversation_id)
            self._put(changed(self[conversation_id]))
            return self[conversation_id]

    def grow(self, conversation_id: str, messages: Sequence[Message], *, reply: Reply) -> Conversation:
        """Adds or replaces messages of a reply in memory; `write` brings them to disk. In Completion mode the text of
        one that has ended is in the document then.
        """
        self._put(settled(_with_turn(self[conversation_id], messages, reply=reply)))
        return self[conversation_id]

    async def write(self, conversation_id: str, messages: Sequence[Message], *, reply: Reply) -> None:
        """Writes messages that are in memory already. Raises StoreError."""
        async with self._turn:
            await self._store.record(self[conversation_id], messages=messages, reply=reply)

    async def delete(self, conversation_id: str) -> None:
        """Raises StoreError, and then it is still there."""
        await self._store.delete(conversation_id)
        self.close(conversation_id)
        await self._store.delete(conversation_id)  # what was written to it meanwhile

    async def _write(self, conversation_id: str) -> None:
        await self._store.record(self[conversation_id])
        self._unwritten.discard(conversation_id)

    def _put(self, conversation: Conversation) -> None:
        self._open[conversation.id] = conversation


def _own_title(conversation: Conversation) -> str:
    if conversation.document:
        return title_of_document(conversation.document)
    first = next(iter(conversation.tree.messages.values()), None)
    return title_of(first.text) if first else ""


def _with_turn(conversation: Conversation, messages: Sequence[Message], *, reply: Reply) -> Conversation:
    return replace(conversation.with_reply(reply).with_messages(messages), updated=datetime.now(UTC))


def _with_moved(messages: Sequence[Message], before: Tree, after: Tree) -> tuple[Message, ...]:
    """Messages that are to be written, and with them those that are picked now in place of a sibling."""
    moved = [
        after.messages[child] for parent, child in after.picked.items() if before.picked.get(parent, child) != child
    ]
    return tuple({message.id: message for message in (*moved, *messages)}.values())
