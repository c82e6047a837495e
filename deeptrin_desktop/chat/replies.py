"""Replies: asked for, received, journalled and ended. They belong to their conversations, not to a view."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from deeptrin_desktop.chat.asking import request_after
from deeptrin_desktop.chat.events import ConversationChanged, Event
from deeptrin_desktop.chat.generating import version_before
from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.chat.receiving import Receiver
from deeptrin_desktop.chat.running import RunningReply
from deeptrin_desktop.chat.saving import Saver
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Conversation, Mode, Settings
from deeptrin_desktop.core.document import Document, Place
from deeptrin_desktop.core.errors import ApiError, Failure, Kind
from deeptrin_desktop.core.ids import new_id
from deeptrin_desktop.core.message import Message, Reply, ReplyState, Role, Timings
from deeptrin_desktop.core.parameters import out_of_range
from deeptrin_desktop.core.request import hash_of
from deeptrin_desktop.core.tasks import Tasks

MOST_PREPARED = 32
"""Choices that are shown before any text of theirs arrives; more of them appear as they come."""


class Replies:
    """Starts replies and lets them run until they end, are stopped, or the app ends."""

    def __init__(
        self,
        *,
        library: Library,
        receiver: Receiver,
        saver: Saver,
        tasks: Tasks,
        publish: Callable[[Event], None],
        connection: Callable[[str], Connection | None],
        sent: Callable[[Settings], Settings],
    ) -> None:
        """`connection` finds a connection by its id; `sent` makes of a conversation's settings, and of what lies below
        them, those that a request is made with.
        """
        self._library = library
        self._receiver = receiver
        self._saver = saver
        self._tasks = tasks
        self._publish = publish
        self._connection = connection
        self._sent = sent
        self._running: dict[str, RunningReply] = {}

    @property
    def kept(self) -> frozenset[str]:
        """The ids of the conversations that must stay open: a reply of theirs is running or not yet on disk."""
        return self.running | self._saver.unsaved

    @property
    def running(self) -> frozenset[str]:
        """The ids of the conversations that have a running reply."""
        return frozenset(self._running)

    def present(self, conversation_id: str) -> Conversation:
        """An open conversation with the text that has arrived so far."""
        conversation = self._library[conversation_id]
        run = self._running.get(conversation_id)
        return run.shown_in(conversation) if run else conversation

    async def send(self, conversation_id: str, text: str) -> None:
        """Adds what a person wrote, on disk before any byte goes out, and asks for a reply.

        Raises StoreError or ApiError (no-connection, no-model, out-of-range); then nothing has changed. Does nothing
        while a reply of the conversation runs; the same holds for the other ways to ask.
        """
        path = self._library[conversation_id].tree.path()
        message = _from_person(text, parent=path[-1].id if path else None)
        draft = self._library[conversation_id].draft
        await self._ask(conversation_id, [*path, message], written=message, sent_draft=draft)

    async def regenerate(self, conversation_id: str, message_id: str) -> None:
        """Asks again for an assistant message: a new sibling, with the present settings. Raises as `send`."""
        tree = self._library[conversation_id].tree
        await self._ask(conversation_id, tree.before(message_id))

    async def edit(self, conversation_id: str, message_id: str, text: str) -> None:
        """Gives a person's message a new version and asks for a reply to it. Raises as `send`."""
        tree = self._library[conversation_id].tree
        message = _from_person(text, parent=tree.messages[message_id].parent)
        await self._ask(conversation_id, [*tree.before(message_id), message], written=message)

    async def go_on(self, conversation_id: str, message_id: str) -> None:
        """Continues a partial reply, as a new sibling that holds the old text and what arrives. Raises as `send`."""
        tree = self._library[conversation_id].tree
        partial = tree.messages[message_id]
        await self._ask(conversation_id, [*tree.before(message_id), partial], partial=partial)

    async def generate(self, conversation_id: str, document: Document, at: int) -> None:
        """Asks for what follows the text up to a place, counted in characters, in the document of a conversation in
        Completion mode, which is stored with it. Raises as `send`.
        """
        before = version_before(document, at)
        await self._ask(conversation_id, [before], written=before, document=document)

    def stop(self, conversation_id: str) -> None:
        """Ends a running reply at once: the connection is closed and the text so far stays."""
        if run := self._running.get(conversation_id):
            run.end(ReplyState.STOPPED)

    async def interrupt_all(self) -> None:
        """Ends all running replies because the app is to end, and waits until each was written or could not be: those
        that could not are among the `kept`.
        """
        runs = [*self._running.values()]
        for run in runs:
            run.end(ReplyState.INTERRUPTED)
        await self._saver.try_again()
        await asyncio.gather(*(run.settled.wait() for run in runs))

    async def end(self, conversation_id: str) -> None:
        """Stops the reply of a conversation and waits until it has ended."""
        if run := self._running.get(conversation_id):
            run.end(ReplyState.STOPPED)
            await run.settled.wait()

    async def _ask(
        self,
        conversation_id: str,
        messages: Sequence[Message],
        *,
        written: Message | None = None,
        partial: Message | None = None,
        sent_draft: str = "",
        document: Document | None = None,
    ) -> None:
        if conversation_id in self._running:
            return
        run = self._prepared(conversation_id, messages, partial=partial)
        self._running[conversation_id] = run
        try:
            added = [*([written] if written else []), *run.messages()]
            if document and written:
                document = replace(document, place=Place(len(written.text), run.reply.id))
            await self._saver.catch_up(conversation_id)
            conversation = await self._library.add(
                conversation_id, added, reply=run.reply, sent_draft=sent_draft, document=document
            )
        except BaseException:
            del self._running[conversation_id]
            run.settled.set()
            raise
        if run.connection.has_key:
            run.await_key()
        self._publish(ConversationChanged(run.shown_in(conversation), running=True))
        self._tasks.start(self._run(run))

    def _prepared(self, conversation_id: str, messages: Sequence[Message], *, partial: Message | None) -> RunningReply:
        conversation = self._library[conversation_id]
        settings = self._sent(conversation.settings)
        connection = self._connection(settings.connection)
        if connection is None:
            raise ApiError(Failure(Kind.NO_CONNECTION))
        if not settings.model:
            raise ApiError(Failure(Kind.NO_MODEL))
        if bad := out_of_range(settings.parameters):  # an import may bring what no editor lets through
            raise ApiError(Failure(Kind.OUT_OF_RANGE, parameter=bad[0]))
        request = request_after(replace(conversation, settings=settings), messages, connection=connection)
        reply = Reply(
            new_id(),
            ReplyState.WAITING,
            settings.model,
            Timings(sent=datetime.now(UTC)),
            parameters=settings.parameters,
            stream=settings.stream,
            system_prompt=settings.system_prompt if conversation.mode is Mode.CHAT else "",
            base_url=connection.base_url,
            continues=partial.id if partial else "",
            body_hash=hash_of(request.encoded()),
            with_key=connection.has_key,
        )
        parent = partial.parent if partial else (messages[-1].id if messages else None)
        return RunningReply(
            conversation_id,
            reply=reply,
            messages=_choices(reply, parent=parent, partial=partial),
            request=request,
            connection=connection,
        )

    async def _run(self, run: RunningReply) -> None:
        journalling = self._tasks.start(self._saver.keep_journal(run))
        bug, failure = None, None
        try:
            failure = await run.read(self._receiver.receive(run))
        except Exception as error:
            bug, failure = error, Failure(Kind.BUG, said=type(error).__name__)
        finally:
            # First of all: what is journalled after the end is written would stay in the journal.
            journalling.cancel()
        await self._finish(run, failure)
        if bug:
            raise bug

    async def _finish(self, run: RunningReply, failure: Failure | None) -> None:
        reply, messages = run.ended(failure), run.messages()
        conversation = self._library.grow(run.conversation, messages, reply=reply)
        del self._running[run.conversation]
        self._publish(ConversationChanged(conversation, running=False))
        await self._saver.save(run)


def _from_person(text: str, *, parent: str | None) -> Message:
    return Message(new_id(), Role.USER, text, created=datetime.now(UTC), parent=parent)


def _choices(reply: Reply, *, parent: str | None, partial: Message | None) -> list[Message]:
    """The messages that the reply will fill, one a choice; to continue a message, they begin with its text."""
    begun = Message("", Role.ASSISTANT, "", created=reply.timings.sent, parent=parent, reply=reply.id)
    if partial:
        begun = replace(begun, text=partial.text, reasoning=partial.reasoning)
    return [replace(begun, id=new_id(), choice=index) for index in range(min(reply.parameters.n or 1, MOST_PREPARED))]
