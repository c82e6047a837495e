"""Whatever a person, a server and a disk do in whatever order: no reply sticks, and no text is lost."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Sequence
from typing import Any, TypeVar
from unittest.mock import patch

from fakes.memory_store import MemoryStore
from fakes.memory_vault import MemoryVault
from hypothesis import settings as run_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from deeptrin_desktop.chat import saving
from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.chat.receiving import Receiver
from deeptrin_desktop.chat.recording import Recordings
from deeptrin_desktop.chat.replies import Replies
from deeptrin_desktop.chat.saving import Saver
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Conversation, Settings
from deeptrin_desktop.core.errors import ApiError, Failure, Kind, StoreError
from deeptrin_desktop.core.message import Delta, Message, Reply, Role
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.ports import Fragment
from deeptrin_desktop.core.request import Arrival, Request
from deeptrin_desktop.core.tasks import Tasks
from deeptrin_desktop.core.wire import Witness

T = TypeVar("T")

CONNECTION = Connection("c", "Test", "http://127.0.0.1:1/v1")
SETTINGS = Settings(connection="c", model="m", parameters=Parameters(n=2))
DISK_TURNS = 3
"""Turns of the event loop that the disk takes."""
REST = 40
"""Turns after which everything that goes on by itself has come to its end."""
MOMENTS = st.integers(0, 6)
"""Turns between one deed and the next."""


async def turns(number: int) -> None:
    for _ in range(number):
        await asyncio.sleep(0)


class SlowStore(MemoryStore):
    """Does in order what it is asked for, and says some turns later whether it worked."""

    async def record(
        self, conversation: Conversation, *, messages: Sequence[Message] = (), reply: Reply | None = None
    ) -> None:
        await self._slowly(super().record(conversation, messages=messages, reply=reply))

    async def journal(self, reply_id: str, fragments: Sequence[Fragment]) -> None:
        await self._slowly(super().journal(reply_id, fragments))

    async def save_draft(self, conversation_id: str, draft: str) -> None:
        await self._slowly(super().save_draft(conversation_id, draft))

    async def pick(self, conversation: Conversation, parents: Sequence[str | None]) -> None:
        await self._slowly(super().pick(conversation, parents))

    async def _slowly(self, doing: Coroutine[Any, Any, None]) -> None:
        try:
            await doing
        finally:
            await turns(DISK_TURNS)


class TalkativeApi:
    """A server that says whatever it is told to, in the reply that is running."""

    def __init__(self) -> None:
        self.lines: list[asyncio.Queue[Arrival | ApiError | None]] = []
        self.arrived: set[str] = set()

    async def reply(
        self, connection: Connection, key: str, request: Request, *, witness: Witness | None = None
    ) -> AsyncGenerator[Arrival, None]:
        line: asyncio.Queue[Arrival | ApiError | None] = asyncio.Queue()
        self.lines.append(line)
        try:
            while (said := await line.get()) is not None:
                if isinstance(said, ApiError):
                    raise said
                self.arrived.update(delta.text for delta in said.deltas)
                yield said
        finally:
            self.lines.remove(line)

    async def models(self, connection: Connection, key: str) -> tuple[str, ...]:
        return ()


class RepliesAtRandom(RuleBasedStateMachine):
    """One conversation and a person who never waits. Every text is another one, so that each can be found again."""

    def __init__(self) -> None:
        super().__init__()
        self._hurry = patch.multiple(saving, JOURNAL_AFTER=0, SAVE_AGAIN_AFTER=0)
        self._hurry.start()
        self._loop = asyncio.new_event_loop()
        self._bugs: list[BaseException] = []
        self._written = 0
        self._sent: set[str] = set()
        self._draft = ""
        self._unwritten_draft = False
        self._store = SlowStore()
        self._api = TalkativeApi()
        self._open(Library(self._store))
        self._id = self._library.new(SETTINGS).id

    def teardown(self) -> None:
        try:
            self.everything_rests()
        finally:
            self._run(self._tasks.cancel())
            self._run(self._loop.shutdown_asyncgens())
            self._loop.close()
            self._hurry.stop()
        assert self._bugs == []

    # ---- a person ----

    @rule(wait=MOMENTS)
    def sends(self, wait: int) -> None:
        self._do(self._send(self._new_text()), wait)

    @rule(wait=MOMENTS, data=st.data())
    @precondition(lambda self: self._shown(Role.USER))
    def edits(self, wait: int, data: st.DataObject) -> None:
        message = data.draw(st.sampled_from(self._shown(Role.USER)))
        self._do(self._edit(message, self._new_text()), wait)

    @rule(wait=MOMENTS, data=st.data(), goes_on=st.booleans())
    @precondition(lambda self: self._shown(Role.ASSISTANT))
    def asks_again(self, wait: int, data: st.DataObject, goes_on: bool) -> None:
        message = data.draw(st.sampled_from(self._shown(Role.ASSISTANT)))
        ask = self._replies.go_on if goes_on else self._replies.regenerate
        self._do(ask(self._id, message), wait)

    @rule(wait=MOMENTS, data=st.data())
    @precondition(lambda self: self._library[self._id].tree.messages and not self._replies.running)
    def picks(self, wait: int, data: st.DataObject) -> None:
        message = data.draw(st.sampled_from([*self._library[self._id].tree.messages]))
        self._do(self._library.pick(self._id, message), wait)

    @rule(wait=MOMENTS)
    def types(self, wait: int) -> None:
        self._draft = self._new_text()
        self._unwritten_draft = True
        self._do(self._keep_draft(self._draft), wait)

    @rule(wait=MOMENTS)
    def stops(self, wait: int) -> None:
        self._replies.stop(self._id)
        self._run(turns(wait))

    # ---- a server ----

    @rule(wait=MOMENTS, choice=st.integers(0, 3))
    @precondition(lambda self: self._api.lines)
    def says(self, wait: int, choice: int) -> None:
        self._api.lines[-1].put_nowait(Arrival((Delta(choice, self._new_text()),)))
        self._run(turns(wait))

    @rule(wait=MOMENTS, how=st.sampled_from([None, Arrival(done=True), ApiError(Failure(Kind.DISCONNECTED))]))
    @precondition(lambda self: self._api.lines)
    def ends(self, wait: int, how: Arrival | ApiError | None) -> None:
        for said in (how, None):
            self._api.lines[-1].put_nowait(said)
        self._run(turns(wait))

    # ---- a disk ----

    @rule(fails=st.booleans())
    def disk(self, fails: bool) -> None:
        self._store.failure = Failure(Kind.DISK_FULL) if fails else None

    # ---- and in the end ----

    @rule()
    def everything_rests(self) -> None:
        self._store.failure = None
        for _ in range(REST):
            for line in self._api.lines:
                line.put_nowait(None)
            self._run(turns(1))
        self._write_draft()
        assert not self._replies.kept
        assert self._stored() in (None, self._library[self._id])
        self._nothing_is_lost()

    @rule(killed=st.booleans())
    def the_app_ends_and_starts(self, killed: bool) -> None:
        """With a disk that works in the end, however it was before."""
        self._store.failure = None
        self._run(turns(REST) if killed else self._replies.interrupt_all())
        self._write_draft()
        self._run(self._tasks.cancel())
        self._store.restart()
        self._nothing_is_lost()
        before = self._library
        self._open(Library(self._store))
        if self._run(self._library.open(self._id)) is None:
            assert not before.is_written(self._id)
            self._id = self._library.new(SETTINGS).id

    @invariant()
    def what_was_taken_is_in_memory(self) -> None:
        shown = [message.text for message in self._replies.present(self._id).tree.messages.values()]
        assert all(any(text in each for each in shown) for text in self._sent | self._api.arrived)

    def _nothing_is_lost(self) -> None:
        stored = self._stored()
        texts = [message.text for message in stored.tree.messages.values()] if stored else []
        assert all(any(text in each for each in texts) for text in self._sent | self._api.arrived)
        assert (stored.draft if stored else "") == self._draft
        assert not any(reply.state.running for reply in (stored.replies.values() if stored else ()))

    def _open(self, library: Library) -> None:
        self._library = library
        self._tasks = Tasks(self._report)
        self._replies = Replies(
            library=library,
            receiver=Receiver(
                library=library,
                api=self._api,
                vault=MemoryVault(),
                publish=lambda _: None,
                recordings=Recordings(),
                usage_refused=lambda _: None,
            ),
            saver=Saver(library=library, store=self._store, publish=lambda _: None),
            tasks=self._tasks,
            publish=lambda _: None,
            connection=lambda _: CONNECTION,
            sent=lambda settings: settings,
        )

    async def _send(self, text: str) -> None:
        refused, draft = bool(self._replies.running), self._draft
        await self._replies.send(self._id, text)
        if not refused:
            self._sent.add(text)
            self._draft = self._draft if self._draft != draft else ""

    async def _keep_draft(self, draft: str) -> None:
        await self._library.set_draft(self._id, draft)
        if draft == self._draft:
            self._unwritten_draft = False

    def _write_draft(self) -> None:
        """What the app does once the disk works again."""
        if self._unwritten_draft:
            self._unwritten_draft = False
            self._run(self._library.set_draft(self._id, self._draft))

    async def _edit(self, message_id: str, text: str) -> None:
        refused = bool(self._replies.running)
        await self._replies.edit(self._id, message_id, text)
        if not refused:
            self._sent.add(text)

    def _shown(self, role: Role) -> list[str]:
        return [message.id for message in self._library[self._id].tree.path() if message.role is role]

    def _new_text(self) -> str:
        self._written += 1
        return f"<{self._written}>"

    def _stored(self) -> Conversation | None:
        return self._run(self._store.conversation(self._id))

    def _do(self, coroutine: Coroutine[Any, Any, Any], wait: int) -> None:
        async def done() -> None:
            self._tasks.start(coroutine)
            await turns(wait)

        self._run(done())

    def _run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self._loop.run_until_complete(coroutine)

    def _report(self, error: BaseException) -> None:
        if not isinstance(error, StoreError):
            self._bugs.append(error)


RepliesAtRandom.TestCase.settings = run_settings(max_examples=80, stateful_step_count=40, deadline=None)
TestRepliesAtRandom = RepliesAtRandom.TestCase
