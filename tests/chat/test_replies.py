"""Replies from send to end: what is stored, what is published, and that none can stick."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from fakes.memory_store import MemoryStore
from fakes.memory_vault import MemoryVault
from fakes.scripted_api import ScriptedApi, Step, text

from deeptrin_desktop.chat.events import ConversationChanged, DeltasArrived, Event, SavingFailed
from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.chat.receiving import Receiver
from deeptrin_desktop.chat.recording import Recordings
from deeptrin_desktop.chat.replies import Replies
from deeptrin_desktop.chat.saving import Saver
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Conversation, Settings
from deeptrin_desktop.core.errors import ApiError, Failure, Kind, StoreError
from deeptrin_desktop.core.message import Delta, Message, Reply, ReplyState, Role
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.ports import Fragment
from deeptrin_desktop.core.request import Arrival, Endpoint, Turn
from deeptrin_desktop.core.tasks import Tasks

CONNECTION = Connection("c", "Test", "http://127.0.0.1:1/v1")
SETTINGS = Settings(connection="c", model="m")


@dataclass
class Bench:
    """The use cases over fakes, and what they published."""

    api: ScriptedApi
    store: MemoryStore = field(default_factory=MemoryStore)
    vault: MemoryVault = field(default_factory=MemoryVault)
    connection: Connection | None = CONNECTION
    events: list[Event] = field(default_factory=list)
    bugs: list[BaseException] = field(default_factory=list)
    refused: list[Connection] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._news: asyncio.Queue[Event] = asyncio.Queue()
        self.library = Library(self.store)
        self.recordings = Recordings()
        receiver = Receiver(
            library=self.library,
            api=self.api,
            vault=self.vault,
            publish=self._publish,
            recordings=self.recordings,
            usage_refused=self.refused.append,
        )
        self.replies = Replies(
            library=self.library,
            receiver=receiver,
            saver=Saver(library=self.library, store=self.store, publish=self._publish),
            tasks=Tasks(self.bugs.append),
            publish=self._publish,
            connection=lambda _: self.connection,
            sent=lambda settings: settings,
        )
        self.id = self.library.new(SETTINGS).id

    def _publish(self, event: Event) -> None:
        self.events.append(event)
        self._news.put_nowait(event)

    async def until(self, kind: type[Event], **facts: Any) -> Any:
        """The next event of a kind with these facts."""
        while True:
            event = await self._news.get()
            if isinstance(event, kind) and all(getattr(event, name) == fact for name, fact in facts.items()):
                return event

    async def ended(self) -> Conversation:
        changed: ConversationChanged = await self.until(ConversationChanged, running=False)
        return changed.conversation

    async def stored(self) -> Conversation:
        conversation = await self.store.conversation(self.id)
        assert conversation is not None
        return conversation


def bench(*script: Step, **more: Any) -> Bench:
    return Bench(ScriptedApi(list(script)), **more)


def last(conversation: Conversation) -> Message:
    return conversation.tree.path()[-1]


def state(conversation: Conversation) -> ReplyState:
    reply = conversation.reply_of(last(conversation))
    assert reply is not None
    return reply.state


async def test_a_message_is_stored_before_anything_goes_out_and_the_reply_after() -> None:
    gate = asyncio.Event()
    it = bench(Arrival(request_id="r-1"), gate, text("Hel", "lo"), text(finish="stop"), Arrival(done=True))
    await it.library.set_draft(it.id, "Hi there")
    await it.replies.send(it.id, "Hi there")
    begun = await it.stored()
    assert [message.text for message in begun.tree.path()] == ["Hi there", ""]
    assert (begun.draft, begun.title, state(begun)) == ("", "Hi there", ReplyState.WAITING)
    assert it.api.asked == []
    gate.set()
    conversation = await it.ended()
    assert last(conversation).text == "Hello"
    assert state(conversation) is ReplyState.DONE
    reply = conversation.reply_of(last(conversation))
    assert reply is not None
    assert reply.request_id == "r-1"
    assert reply.timings.first_byte is not None
    assert reply.timings.first_delta is not None
    assert reply.timings.ended is not None
    assert not it.replies.running
    await it.replies.end(it.id)
    assert (await it.stored()).tree.path() == conversation.tree.path()


async def test_what_is_sent_is_what_is_set() -> None:
    it = bench(text("One", finish="stop"))
    it.api.scripts.append([text("Two", finish="stop")])
    await it.replies.send(it.id, "First")
    await it.ended()
    it.library.set_settings(
        it.id, replace(SETTINGS, system_prompt="Be brief.", parameters=Parameters(temperature=0.2), stream=False)
    )
    await it.replies.send(it.id, "Second")
    await it.ended()
    first, second = (request for _, _, request in it.api.asked)
    assert first.body() == {"model": "m", "messages": [{"role": "user", "content": "First"}], "stream": True}
    assert second.endpoint is Endpoint.CHAT
    assert second.messages == (
        Turn(Role.SYSTEM, "Be brief."),
        Turn(Role.USER, "First"),
        Turn(Role.ASSISTANT, "One"),
        Turn(Role.USER, "Second"),
    )
    assert second.body()["temperature"] == 0.2
    assert second.body()["stream"] is False


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ([text("a", finish="stop")], ReplyState.DONE),
        ([text("a"), Arrival(done=True)], ReplyState.DONE),
        ([text("a")], ReplyState.INCOMPLETE),
        ([], ReplyState.INCOMPLETE),
        ([text("a"), ApiError(Failure(Kind.DISCONNECTED))], ReplyState.FAILED),
    ],
)
async def test_how_a_reply_ends(script: list[Step], expected: ReplyState) -> None:
    it = bench(*script)
    await it.replies.send(it.id, "Hi")
    conversation = await it.ended()
    assert state(conversation) is expected
    assert last(conversation).text == ("a" if script else "")


async def test_stop_closes_at_once_and_keeps_the_exact_text() -> None:
    it = bench(text("so ", "far"), asyncio.Event())
    await it.replies.send(it.id, "Hi")
    await it.until(DeltasArrived)
    it.replies.stop(it.id)
    conversation = await it.ended()
    assert (last(conversation).text, state(conversation)) == ("so far", ReplyState.STOPPED)
    assert it.api.closed == 1


async def test_stop_before_the_request_went_out() -> None:
    it = bench(text("never"))
    await it.replies.send(it.id, "Hi")
    it.replies.stop(it.id)
    conversation = await it.ended()
    assert (last(conversation).text, state(conversation)) == ("", ReplyState.STOPPED)
    assert it.api.asked == []


async def test_the_end_of_the_app_interrupts_and_stores() -> None:
    it = bench(text("half"), asyncio.Event())
    await it.replies.send(it.id, "Hi")
    await it.until(DeltasArrived)
    await it.replies.interrupt_all()
    stored = await it.stored()
    assert (last(stored).text, state(stored)) == ("half", ReplyState.INTERRUPTED)


class WatchedStore(MemoryStore):
    """Says when something was journalled."""

    def __init__(self) -> None:
        super().__init__()
        self.journalled = asyncio.Event()

    async def journal(self, reply_id: str, fragments: Sequence[Fragment]) -> None:
        await super().journal(reply_id, fragments)
        self.journalled.set()


async def test_arrived_text_survives_the_end_of_the_process() -> None:
    store = WatchedStore()
    it = bench(text("so ", "far"), asyncio.Event(), store=store)
    await it.replies.send(it.id, "Hi")
    await store.journalled.wait()
    store.restart()
    stored = await it.stored()
    assert (last(stored).text, state(stored)) == ("so far", ReplyState.INTERRUPTED)
    await it.replies.interrupt_all()


async def test_a_second_message_while_a_reply_runs_changes_nothing() -> None:
    it = bench(asyncio.Event())
    await it.replies.send(it.id, "Hi")
    await it.replies.send(it.id, "Again")
    assert len((await it.stored()).tree.messages) == 2
    await it.replies.interrupt_all()


async def test_regenerating_makes_a_version_with_the_present_parameters() -> None:
    it = bench(text("One", finish="stop"))
    it.api.scripts.append([text("Two", finish="stop")])
    await it.replies.send(it.id, "Hi")
    first = last(await it.ended())
    it.library.set_settings(it.id, replace(SETTINGS, model="other"))
    await it.replies.regenerate(it.id, first.id)
    conversation = await it.ended()
    assert [message.text for message in conversation.tree.path()] == ["Hi", "Two"]
    assert conversation.tree.versions(first.id) == (first.id, last(conversation).id)
    replies = [
        conversation.replies[conversation.tree.messages[version].reply]
        for version in conversation.tree.versions(first.id)
    ]
    assert [reply.model for reply in replies] == ["m", "other"]
    picked = await it.library.pick(it.id, first.id)
    assert last(picked).text == "One"
    assert last(await it.stored()).text == "One"


async def test_choices_wait_side_by_side_for_somebody_to_decide_and_that_is_kept() -> None:
    it = bench(Arrival((Delta(1, "Two"), Delta(0, "One"))), text(finish="stop"))
    it.library.set_settings(it.id, replace(SETTINGS, parameters=Parameters(n=2)))
    await it.replies.send(it.id, "Hi")
    conversation = await it.ended()
    assert [message.text for message in conversation.shown()] == ["Hi", "One", "Two"]
    await it.library.decide(it.id, conversation.shown()[2].id)
    for kept in (it.library[it.id], await it.stored()):
        assert [message.text for message in kept.shown()] == ["Hi", "Two"]
        assert len(kept.versions(last(kept))) == 2
    await it.replies.end(it.id)


async def test_a_disk_that_refuses_leaves_choices_undecided() -> None:
    it = bench(Arrival((Delta(1, "Two"), Delta(0, "One"))), text(finish="stop"))
    await it.replies.send(it.id, "Hi")
    conversation = await it.ended()
    await it.replies.end(it.id)
    it.store.failure = Failure(Kind.DISK_FULL)
    with pytest.raises(StoreError):
        await it.library.decide(it.id, conversation.shown()[2].id)
    assert len(it.library[it.id].shown()) == 3


async def test_an_edit_is_a_sibling_and_leaves_the_draft_alone() -> None:
    it = bench(text("One", finish="stop"))
    it.api.scripts.append([text("Two", finish="stop")])
    await it.replies.send(it.id, "Hi")
    question = (await it.ended()).tree.path()[0]
    await it.library.set_draft(it.id, "unsent")
    await it.replies.edit(it.id, question.id, "Hello")
    conversation = await it.ended()
    assert [message.text for message in conversation.tree.path()] == ["Hello", "Two"]
    assert len(conversation.tree.versions(question.id)) == 2
    assert conversation.draft == "unsent"
    assert it.api.asked[1][2].messages == (Turn(Role.USER, "Hello"),)


async def test_going_on_ends_with_the_partial_message_and_keeps_the_old_one() -> None:
    it = bench(text("Once upon", finish="length"))
    it.api.scripts.append([text(" a time", finish="stop")])
    await it.replies.send(it.id, "Tell")
    partial = last(await it.ended())
    await it.replies.go_on(it.id, partial.id)
    conversation = await it.ended()
    assert it.api.asked[1][2].messages[-1] == Turn(Role.ASSISTANT, "Once upon")
    assert last(conversation).text == "Once upon a time"
    assert conversation.tree.messages[partial.id].text == "Once upon"
    reply = conversation.reply_of(last(conversation))
    assert reply is not None
    assert reply.continues == partial.id


async def test_choices_are_siblings_told_apart_by_index_and_unasked_ones_are_kept() -> None:
    deltas = [Delta(1, "B"), Delta(0, "A"), Delta(2, "C"), Delta(1, "b"), Delta(0, "a", finish_reason="stop")]
    it = bench(Arrival(tuple(deltas)), Arrival(done=True))
    it.library.set_settings(it.id, replace(SETTINGS, parameters=Parameters(n=2)))
    await it.replies.send(it.id, "Hi")
    conversation = await it.ended()
    texts = [conversation.tree.messages[version].text for version in conversation.tree.versions(last(conversation).id)]
    assert texts == ["Aa", "Bb", "C"]
    assert last(conversation).text == "Aa"
    await it.replies.end(it.id)
    assert {message.text for message in (await it.stored()).tree.messages.values()} == {"Hi", "Aa", "Bb", "C"}


@pytest.mark.parametrize(
    "deltas",
    [
        (Delta(reasoning="hm"), Delta(text="Yes", finish_reason="stop")),
        (Delta(text="<thi"), Delta(text="nk>hm</th"), Delta(text="ink>\n\nYes", finish_reason="stop")),
    ],
)
async def test_reasoning_is_kept_and_not_sent_back(deltas: tuple[Delta, ...]) -> None:
    it = bench(Arrival(deltas))
    it.api.scripts.append([text("Sure", finish="stop")])
    await it.replies.send(it.id, "Well?")
    ended = last(await it.ended())
    assert (ended.text, ended.reasoning) == ("Yes", "hm")
    await it.replies.send(it.id, "Sure?")
    await it.ended()
    assert "hm" not in str(it.api.asked[1][2].body())


@pytest.mark.parametrize(
    ("connection", "settings", "kind"),
    [
        (None, SETTINGS, Kind.NO_CONNECTION),
        (CONNECTION, replace(SETTINGS, model=""), Kind.NO_MODEL),
        (CONNECTION, replace(SETTINGS, parameters=Parameters(temperature=99)), Kind.OUT_OF_RANGE),
    ],
)
async def test_what_cannot_be_asked_changes_nothing(
    connection: Connection | None, settings: Settings, kind: Kind
) -> None:
    it = bench(connection=connection)
    it.library.set_settings(it.id, settings)
    with pytest.raises(ApiError) as caught:
        await it.replies.send(it.id, "Hi")
    assert caught.value.failure.kind is kind
    assert it.events == []
    assert not it.library[it.id].tree.messages


async def test_the_key_is_asked_for_at_the_last_moment_and_only_where_there_is_one() -> None:
    it = bench(text("a", finish="stop"), connection=replace(CONNECTION, has_key=True))
    await it.vault.save(CONNECTION.origin, "sk-12345")
    await it.replies.send(it.id, "Hi")
    await it.ended()
    assert it.api.asked[0][1] == "sk-12345"


async def test_a_missing_key_fails_the_reply_in_words() -> None:
    it = bench(connection=replace(CONNECTION, has_key=True))
    await it.replies.send(it.id, "Hi")
    conversation = await it.ended()
    reply = conversation.reply_of(last(conversation))
    assert reply is not None
    assert reply.failure is not None
    assert reply.failure.kind is Kind.NO_KEY
    assert it.api.asked == []


async def test_the_wait_for_the_key_is_told_and_is_in_no_figure() -> None:
    gate = asyncio.Event()
    it = bench(gate, text("a", finish="stop"), connection=replace(CONNECTION, has_key=True))
    it.vault.stored[CONNECTION.origin] = "sk-12345"
    it.vault.freeze()
    await it.replies.send(it.id, "Hi")
    assert state((await it.until(ConversationChanged)).conversation) is ReplyState.KEYRING
    assert state(await it.stored()) is ReplyState.WAITING
    answering = datetime.now(UTC)
    it.vault.thaw()
    assert state((await it.until(ConversationChanged)).conversation) is ReplyState.WAITING
    gate.set()
    [reply] = (await it.ended()).replies.values()
    assert reply.timings.sent > answering
    assert reply.timings.ended is not None


async def test_where_nothing_went_out_nothing_took_any_time() -> None:
    it = bench(connection=replace(CONNECTION, has_key=True))
    it.vault.freeze()
    await it.replies.send(it.id, "Hi")
    it.replies.stop(it.id)
    [reply] = (await it.ended()).replies.values()
    assert (reply.state, reply.timings.ended) == (ReplyState.STOPPED, None)
    it.vault.thaw()


async def test_a_store_that_refuses_leaves_everything_as_it_was() -> None:
    it = bench(text("a"))
    it.store.failure = Failure(Kind.DISK_FULL)
    with pytest.raises(StoreError):
        await it.replies.send(it.id, "Hi")
    assert not it.library[it.id].tree.messages
    assert not it.replies.running
    it.store.failure = None
    await it.replies.send(it.id, "Hi")
    await it.ended()


async def test_a_reply_that_cannot_be_written_stays_in_memory_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deeptrin_desktop.chat.saving.SAVE_AGAIN_AFTER", 0.01)
    gate = asyncio.Event()
    it = bench(gate, text("kept", finish="stop"))
    await it.replies.send(it.id, "Hi")
    it.store.failure = Failure(Kind.DISK_FULL)
    gate.set()
    assert last(await it.ended()).text == "kept"
    await it.until(SavingFailed, failure=Failure(Kind.DISK_FULL))
    assert it.id in it.replies.kept
    it.store.failure = None
    await it.until(SavingFailed, failure=None)
    assert last(await it.stored()).text == "kept"


async def test_a_bug_ends_the_reply_and_is_reported() -> None:
    it = bench(text("so far"), ZeroDivisionError("oops"))
    await it.replies.send(it.id, "Hi")
    conversation = await it.ended()
    await it.replies.end(it.id)
    reply = conversation.reply_of(last(conversation))
    assert reply is not None
    assert reply.failure == Failure(Kind.BUG, said="ZeroDivisionError")
    assert last(conversation).text == "so far"
    await asyncio.sleep(0)
    assert [type(bug) for bug in it.bugs] == [ZeroDivisionError]


async def test_a_refused_usage_option_is_told() -> None:
    it = bench(Arrival(usage_refused=True), text("a", finish="stop"))
    await it.replies.send(it.id, "Hi")
    await it.ended()
    assert it.refused == [CONNECTION]


class StubbornStore(MemoryStore):
    """Takes new turns, and while it is stubborn no reply that has ended."""

    stubborn = True

    async def record(
        self, conversation: Conversation, *, messages: Sequence[Message] = (), reply: Reply | None = None
    ) -> None:
        if self.stubborn and reply and not reply.state.running:
            raise StoreError(Failure(Kind.DISK_FULL))
        await super().record(conversation, messages=messages, reply=reply)


async def test_the_end_of_the_app_is_one_more_attempt_for_each_reply_that_could_not_be_written() -> None:
    store = StubbornStore()
    it = bench(text("One", finish="stop"), store=store)
    it.api.scripts.append([text("Two", finish="stop")])
    for question in ("First", "Second"):
        await it.replies.send(it.id, question)
        await it.ended()
    assert it.replies.kept == {it.id}
    store.stubborn = False
    await it.replies.interrupt_all()
    assert [message.text for message in (await it.stored()).tree.path()] == ["First", "One", "Second", "Two"]
