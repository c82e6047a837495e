"""What every Store does: the fake in memory, and the real one on files."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fakes.memory_store import MemoryStore
from store.examples import NOW, asked, conversation, message, waiting

from deeptrin_desktop.core.connection import Connection, Timeouts
from deeptrin_desktop.core.conversation import Conversation, Mode, Settings
from deeptrin_desktop.core.document import Document, Mark, Place
from deeptrin_desktop.core.errors import Failure, Kind, StoreError
from deeptrin_desktop.core.layers import Refusal
from deeptrin_desktop.core.message import Message, Reply, ReplyState, Role, Timings, Usage
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.ports import Fragment, Json, Store
from deeptrin_desktop.core.preset import Preset
from deeptrin_desktop.store.sqlite import open_store

Opening = Callable[[], AbstractAsyncContextManager[Store]]


@pytest.fixture(params=["memory", "sqlite"])
def opening(request: pytest.FixtureRequest, tmp_path: Path) -> Opening:
    """Opens the same store each time; at the end of the context it is closed."""
    memory = MemoryStore()

    @asynccontextmanager
    async def opened() -> AsyncIterator[Store]:
        memory.restart()
        store: Store = memory if request.param == "memory" else await open_store(tmp_path / "store" / "deeptrin.db")
        try:
            yield store
        finally:
            await store.close()

    return opened


async def record_all(store: Store, whole: Conversation) -> None:
    reply = next(iter(whole.replies.values()), None)
    await store.record(whole, messages=[*whole.tree.messages.values()], reply=reply)


async def read(store: Store, id_: str = "c") -> Conversation:
    found = await store.conversation(id_)
    assert found is not None
    return found


def text_of(whole: Conversation, id_: str) -> str:
    return whole.tree.messages[id_].text


async def test_a_new_store_is_empty(opening: Opening) -> None:
    async with opening() as store:
        assert await store.summaries() == ()
        assert await store.conversation("c") is None
        assert await store.connections() == ()
        assert await store.models("x") == ()
        assert await store.states() == {}


async def test_everything_comes_back_as_it_was_after_reopening(opening: Opening) -> None:
    reply = Reply(
        "r",
        ReplyState.FAILED,
        model="llama",
        timings=Timings(NOW, 0.5, 1.25, 3.0),
        parameters=Parameters(temperature=0.5, stop=("\n", "END"), logit_bias={"42": -100}),
        stream=False,
        system_prompt="Be brief.",
        base_url="https://api.example.com/v1",
        continues="a0",
        answering_model="llama-next",
        usage=Usage(3, None, 7),
        request_id="req-1",
        failure=Failure(Kind.TOO_MANY_REQUESTS, said="slow down", status=429, seconds=2.5),
        decided=True,
    )
    answer = Message(
        *("a", Role.ASSISTANT, "Because\0 👩‍👩‍👧", NOW + timedelta(seconds=1)),
        parent="q",
        reasoning="Hm.",
        reply="r",
        choice=2,
        finish_reason="stop",
    )
    settings = Settings("x", "llama", "Be brief.", Parameters(max_tokens=5), stream=False)
    whole = Conversation(
        *("c", NOW, NOW + timedelta(days=1)), title="Reasons", mode=Mode.COMPLETION, settings=settings, draft="And"
    )
    whole = whole.with_messages([message("q", "Why?"), answer]).with_reply(reply)
    async with opening() as store:
        await record_all(store, whole)
        assert await read(store) == whole
    async with opening() as store:
        assert await read(store) == whole


async def test_the_last_updated_conversation_comes_first(opening: Opening) -> None:
    async with opening() as store:
        for id_, minutes in (("a", 5), ("b", 9), ("c", 1)):
            await store.record(
                replace(conversation(id_=id_), title=id_.upper(), updated=NOW + timedelta(minutes=minutes))
            )
        summaries = await store.summaries()
    assert [(summary.id, summary.title) for summary in summaries] == [("b", "B"), ("a", "A"), ("c", "C")]
    assert summaries[0].updated == NOW + timedelta(minutes=9)


async def test_recording_again_replaces_in_place(opening: Opening) -> None:
    whole = conversation(message("q", "Why?"), message("a", "Because", parent="q"), message("b", "So", parent="q"))
    async with opening() as store:
        await record_all(store, whole)
        changed = replace(whole.with_messages([message("a", "Therefore", parent="q")]), title="Renamed", draft="d")
        await store.record(changed, messages=[changed.tree.messages["a"]])
        stored = await read(store)
    assert stored == changed
    assert [*stored.tree.messages] == ["q", "a", "b"]


async def test_recording_the_header_leaves_messages_alone(opening: Opening) -> None:
    whole = asked("a")
    async with opening() as store:
        await record_all(store, whole)
        await store.record(replace(conversation(), title="New title"))
        stored = await read(store)
    assert stored == replace(whole, title="New title")


async def test_a_recorded_message_is_picked_as_its_tree_says(opening: Opening) -> None:
    async with opening() as store:
        first = conversation(message("q", "Why?"), message("a", "Because", parent="q"))
        await record_all(store, first)
        second = first.with_messages([message("b", "So", parent="q")])
        await store.record(second, messages=[second.tree.messages["b"]])
        assert (await read(store)).tree.picked["q"] == "b"

        third = second.with_messages([message("c", "Hence", parent="q")])
        third = replace(third, tree=third.tree.with_picked("b"))
        await store.record(third, messages=[third.tree.messages["c"]])
        assert (await read(store)).tree == third.tree

        fourth = replace(third, tree=third.tree.with_picked("a"))
        await store.record(fourth, messages=[third.tree.messages["a"]])
        assert (await read(store)).tree == fourth.tree


async def test_picking_another_version_is_kept(opening: Opening) -> None:
    whole = conversation(message("q", "Why?"), message("p", "How?"), message("a", "So", parent="q"))
    async with opening() as store:
        await record_all(store, whole)
        changed = replace(whole, tree=whole.tree.with_picked("a"))
        await store.pick(changed, [None, "q"])
    async with opening() as store:
        assert await read(store) == changed


async def test_a_running_reply_that_is_found_at_opening_was_interrupted_with_its_text(opening: Opening) -> None:
    async with opening() as store:
        await record_all(store, asked("a", "b"))
        await store.journal("r", [Fragment("a", "Be"), Fragment("b", reasoning="Hm")])
        await store.journal("r", [Fragment("a", "cause"), Fragment("b", "So", "m")])
        assert text_of(await read(store), "a") == ""
    async with opening() as store:
        stored = await read(store)
    assert stored.replies["r"].state is ReplyState.INTERRUPTED
    assert text_of(stored, "a") == "Because"
    assert (text_of(stored, "b"), stored.tree.messages["b"].reasoning) == ("So", "Hmm")


async def test_a_continued_message_keeps_the_text_that_it_began_with(opening: Opening) -> None:
    whole = asked("a").with_messages([message("a", "Once ", parent="q", reply="r")])
    async with opening() as store:
        await record_all(store, whole)
        await store.journal("r", [Fragment("a", "upon")])
    async with opening() as store:
        assert text_of(await read(store), "a") == "Once upon"


async def test_an_ended_reply_is_what_its_messages_say_and_the_journal_is_emptied(opening: Opening) -> None:
    whole = asked("a")
    ended = replace(waiting(), state=ReplyState.DONE)
    async with opening() as store:
        await record_all(store, whole)
        await store.journal("r", [Fragment("a", "Beca")])
        answer = replace(whole.tree.messages["a"], text="Because")
        await store.record(whole, messages=[answer], reply=ended)
        await store.journal("r", [Fragment("a", "too late")])
        assert text_of(await read(store), "a") == "Because"
    async with opening() as store:
        assert text_of(await read(store), "a") == "Because"


async def test_what_was_journalled_for_messages_that_do_not_come_with_the_end_is_kept(opening: Opening) -> None:
    whole = asked("a", "b")
    async with opening() as store:
        await record_all(store, whole)
        await store.journal("r", [Fragment("a", "one"), Fragment("b", "two")])
        answer = replace(whole.tree.messages["a"], text="one!")
        await store.record(whole, messages=[answer], reply=replace(waiting(), state=ReplyState.STOPPED))
        stored = await read(store)
    assert (text_of(stored, "a"), text_of(stored, "b")) == ("one!", "two")


async def test_a_choice_may_appear_while_the_reply_runs(opening: Opening) -> None:
    async with opening() as store:
        whole = asked("a")
        await record_all(store, whole)
        await store.journal("r", [Fragment("a", "one")])
        whole = whole.with_messages([message("b", parent="q", reply="r", choice=1)])
        streaming = replace(waiting(), state=ReplyState.STREAMING)
        await store.record(whole, messages=[whole.tree.messages["b"]], reply=streaming)
        await store.journal("r", [Fragment("b", "two")])
    async with opening() as store:
        stored = await read(store)
    assert (text_of(stored, "a"), text_of(stored, "b")) == ("one", "two")


async def test_a_journal_for_what_is_not_there_is_no_error(opening: Opening) -> None:
    async with opening() as store:
        await store.journal("nothing", [Fragment("a", "text")])
        await record_all(store, asked("a"))
        await store.delete("c")
        await store.journal("r", [Fragment("a", "text")])
        assert await store.summaries() == ()


async def test_a_draft_is_saved_by_itself(opening: Opening) -> None:
    async with opening() as store:
        await store.record(conversation())
        await store.save_draft("c", "half a sent")
        await store.save_draft("nothing", "lost")
    async with opening() as store:
        assert await read(store) == replace(conversation(), draft="half a sent")
        assert len(await store.summaries()) == 1


async def test_edits_are_saved_by_themselves_in_the_order_they_were_begun(opening: Opening) -> None:
    edits = {"b": "", "a": "half an edit \0 👩‍👩‍👧"}
    async with opening() as store:
        await store.record(replace(conversation(), edits={"c": "old"}))
        assert (await read(store)).edits == {"c": "old"}
        await store.save_edits("c", edits)
        await store.save_edits("nothing", {"a": "lost"})
    async with opening() as store:
        stored = await read(store)
        assert stored == replace(conversation(), edits=edits)
        assert [*stored.edits] == ["b", "a"]
        assert len(await store.summaries()) == 1


async def test_a_document_comes_back_with_its_marks_and_goes_with_its_conversation(opening: Opening) -> None:
    document = Document("Once upon a time 👩‍👩‍👧", (Mark(5, 9, "a"), Mark(10, 11, "b")), Place(9, "r"))
    before = replace(message("q", "Once "), rest=" a time", marks=(Mark(0, 4, "a"),))
    whole = replace(conversation(before), mode=Mode.COMPLETION, document=document)
    async with opening() as store:
        await record_all(store, whole)
        await store.add([replace(whole, id="d")])
        assert await read(store, "d") == replace(whole, id="d")
    async with opening() as store:
        assert await read(store) == whole
        whole = replace(whole, document=Document("Twice"))
        await store.record(whole)
        assert await read(store) == whole
        await store.record(replace(whole, document=None))
        assert (await read(store)).document is None
        await store.record(whole)
        await store.delete("c")
        await store.record(conversation())
        assert await read(store) == conversation()


async def test_deleting_takes_everything_of_one_conversation(opening: Opening) -> None:
    async with opening() as store:
        await record_all(store, asked("a"))
        await record_all(store, conversation(message("q", "Other"), id_="d"))
        await store.delete("c")
        await store.delete("nothing")
        assert await store.conversation("c") is None
        assert text_of(await read(store, "d"), "q") == "Other"
        await store.record(conversation())
        assert await read(store) == conversation()


async def test_adding_leaves_alone_what_is_there(opening: Opening) -> None:
    mine = asked("a")
    theirs = [conversation(message("q", "Theirs")), replace(asked("a", "b"), id="d"), conversation(id_="d")]
    async with opening() as store:
        await record_all(store, mine)
        assert await store.add(theirs) == 1
        assert await store.add(theirs) == 0
        assert await read(store) == mine
        assert await read(store, "d") == theirs[1]


async def test_connections_stay_in_the_order_of_their_making(opening: Opening) -> None:
    first = Connection("x", "One", "https://api.example.com/v1", has_key=True, timeouts=Timeouts(1.5, 2.5, 3.5))
    second = Connection("y", "Two", "http://localhost:1", include_usage=True, parameters=Parameters(n=2))
    async with opening() as store:
        await store.save_connection(first)
        await store.save_connection(second)
        await store.save_connection(replace(first, name="Uno"))
    async with opening() as store:
        assert await store.connections() == (replace(first, name="Uno"), second)
        await store.save_models("x", ["a"])
        await store.remove_connection("x")
        await store.remove_connection("nothing")
        assert await store.connections() == (second,)
        assert await store.models("x") == ()


async def test_presets_stay_in_the_order_of_their_making(opening: Opening) -> None:
    precise = Preset("p", "Precise", "Be exact.", Parameters(temperature=0.2, stop=("\n",)), "llama")
    plain = Preset("q", "Plain")
    async with opening() as store:
        await store.save_presets([precise, plain])
        await store.save_presets([replace(precise, name="Exact")])
    async with opening() as store:
        assert await store.presets() == (replace(precise, name="Exact"), plain)
        await store.remove_preset("p")
        await store.remove_preset("nothing")
        assert await store.presets() == (plain,)


async def test_refusals_are_known_until_they_or_their_connection_are_forgotten(opening: Opening) -> None:
    refusals = [Refusal("x", "llama", "n"), Refusal("x", "llama", "seed"), Refusal("y", "llama", "n")]
    async with opening() as store:
        for refusal in (*refusals, refusals[0]):
            await store.save_refusal(refusal)
    async with opening() as store:
        assert await store.refusals() == frozenset(refusals)
        await store.forget_refusal(refusals[0])
        assert await store.refusals() == frozenset(refusals[1:])
        await store.remove_connection("x")
        assert await store.refusals() == frozenset(refusals[2:])


async def test_the_last_list_of_models_counts(opening: Opening) -> None:
    async with opening() as store:
        await store.save_models("x", ["b", "a", "b"])
        await store.save_models("y", ["z"])
        await store.save_models("x", ["c", "a"])
        assert await store.models("x") == ("c", "a")
        assert await store.models("y") == ("z",)


async def test_states_are_any_json(opening: Opening) -> None:
    value: Json = {"open": [1, 2.5, None, True], "name": "größe \0"}
    async with opening() as store:
        await store.save_state("window", "old")
        await store.save_state("window", value)
        await store.save_state("last", None)
    async with opening() as store:
        assert await store.states() == {"window": value, "last": None}


async def test_a_read_sees_the_writes_that_were_called_before_it(opening: Opening) -> None:
    async with opening() as store:
        results = await asyncio.gather(
            store.record(conversation()),
            store.save_draft("c", "one"),
            store.conversation("c"),
            store.save_draft("c", "two"),
            store.conversation("c"),
        )
    # The first read may see the later write already, never less than what came before it.
    assert results[2] in (replace(conversation(), draft="one"), replace(conversation(), draft="two"))
    assert results[4] == replace(conversation(), draft="two")


async def test_a_closed_store_says_so(opening: Opening) -> None:
    async with opening() as store:
        await store.close()
        await store.close()
        for call in (store.summaries(), store.save_draft("c", "text")):
            with pytest.raises(StoreError) as caught:
                await call
            assert caught.value.failure.kind is Kind.STORE_FAILED
