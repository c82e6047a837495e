"""Generating in a document: what goes out, what stands in the document at each moment, and its versions."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from chat.test_replies import SETTINGS, Bench, WatchedStore, bench
from fakes.scripted_api import Step, text

from deeptrin_desktop.chat.generating import generation_of, settled, version_before, versions_of
from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.core.conversation import Conversation, Mode
from deeptrin_desktop.core.document import Document, Mark, Place
from deeptrin_desktop.core.errors import ApiError, Failure, Kind, StoreError
from deeptrin_desktop.core.message import ReplyState
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.request import Arrival, Endpoint


async def writing(
    *script: Step, written: str = "Once upon", parameters: Parameters | None = None, **more: Any
) -> Bench:
    it = bench(*script, **more)
    await it.library.set_mode(it.id, Mode.COMPLETION)
    await it.library.set_document(it.id, Document(written))
    it.library.set_settings(it.id, replace(SETTINGS, parameters=parameters or Parameters(), system_prompt="Be brief."))
    return it


def document_of(conversation: Conversation) -> Document:
    assert conversation.document is not None
    return conversation.document


async def generate(it: Bench, at: int) -> Conversation:
    await it.replies.generate(it.id, document_of(it.library[it.id]), at)
    return await it.ended()


def last_message(conversation: Conversation) -> str:
    return [*conversation.tree.messages][-1]


async def test_the_text_before_the_place_goes_out_and_what_comes_goes_in_there() -> None:
    it = await writing(
        text(" a", " time"),
        text(finish="stop", done=True),
        written="Once upon, they say",
        parameters=Parameters(max_tokens=5),
    )
    conversation = await generate(it, 9)
    [(_, _, request)] = it.api.asked
    assert request.endpoint is Endpoint.COMPLETIONS
    assert request.body() == {"model": "m", "prompt": "Once upon", "max_tokens": 5, "stream": True}
    message = last_message(conversation)
    assert conversation.document == Document("Once upon a time, they say", (Mark(9, 16, message),))
    assert [reply.system_prompt for reply in conversation.replies.values()] == [""]
    await it.replies.end(it.id)
    assert await it.stored() == conversation


async def test_while_it_runs_the_document_is_on_disk_without_what_comes() -> None:
    gate = asyncio.Event()
    it = await writing(text(" a"), gate)
    await it.replies.generate(it.id, Document("Once upon!"), 9)
    stored = await it.stored()
    reply = [*stored.replies][-1]
    assert stored.document == Document("Once upon!", place=Place(9, reply))
    generation = generation_of(it.replies.present(it.id))
    assert generation is not None
    assert (generation.running, generation.waits) == (True, False)
    it.replies.stop(it.id)
    conversation = await it.ended()
    assert conversation.replies[reply].state is ReplyState.STOPPED
    assert document_of(conversation).place is None


async def test_what_arrived_before_the_process_ended_is_in_the_document_when_it_is_opened_again() -> None:
    store = WatchedStore()
    it = await writing(text(" a", " time"), asyncio.Event(), store=store)
    await it.replies.generate(it.id, Document("Once upon!"), 9)
    await store.journalled.wait()
    store.restart()
    library = Library(store)
    conversation = await library.open(it.id)
    assert conversation is not None
    assert document_of(conversation) == Document("Once upon a time!", (Mark(9, 16, last_message(conversation)),))
    await it.replies.interrupt_all()


@pytest.mark.parametrize("words", [(), (" a",)])
async def test_a_failure_keeps_what_arrived(words: tuple[str, ...]) -> None:
    it = await writing(*([text(*words)] if words else []), ApiError(Failure(Kind.SERVER_FAILED)))
    conversation = await generate(it, 9)
    document = document_of(conversation)
    assert (document.text, document.place) == ("Once upon" + "".join(words), None)
    assert [reply.state for reply in conversation.replies.values()] == [ReplyState.FAILED]


async def test_several_choices_wait_to_be_picked_from_and_survive_the_end_of_the_app() -> None:
    script = [text(" a"), text(" the", choice=1), text(finish="stop", done=True)]
    it = await writing(*script, parameters=Parameters(n=2))
    conversation = await generate(it, 9)
    generation = generation_of(conversation)
    assert generation is not None
    assert (generation.waits, generation.running, generation.text) == (True, False, "")
    assert [choice.text for choice in generation.choices] == [" a", " the"]
    assert document_of(conversation).text == "Once upon"
    await it.replies.end(it.id)
    opened = await Library(it.store).open(it.id)
    assert opened == conversation
    second = generation.choices[1].id
    conversation = await it.library.decide(it.id, second)
    assert generation_of(conversation) is None
    assert conversation.document == Document("Once upon the", (Mark(9, 13, second),))
    assert await it.stored() == conversation
    assert [version.text for version in versions_of(conversation)] == ["Once upon", "Once upon a", "Once upon the"]


async def test_without_any_text_there_is_nothing_to_pick_from() -> None:
    it = await writing(ApiError(Failure(Kind.SERVER_FAILED)), parameters=Parameters(n=3))
    assert document_of(await generate(it, 9)).place is None


async def test_versions_are_what_stood_there_before_and_after_each_generation() -> None:
    it = await writing(text(" a"), text(finish="stop", done=True))
    await generate(it, 9)
    await it.library.set_document(it.id, Document("Once upon a rock"))
    it.api.scripts.append([text("y road"), text(finish="stop", done=True)])
    conversation = await generate(it, 16)
    expected = ["Once upon", "Once upon a", "Once upon a rock", "Once upon a rocky road"]
    assert [version.text for version in versions_of(conversation)] == expected
    assert versions_of(conversation)[-1] == conversation.document
    kept = version_before(Document("Kept", (Mark(0, 4, "x"),)), 2)
    await it.library.add_version(it.id, kept)
    assert versions_of(await it.stored())[-1] == Document("Kept", (Mark(0, 4, "x"),))


async def test_a_store_that_refuses_leaves_the_document_as_it_was() -> None:
    it = await writing(text(" a"))
    it.store.failure = Failure(Kind.DISK_FULL)
    with pytest.raises(StoreError):
        await it.replies.generate(it.id, Document("Once upon a"), 3)
    assert it.library[it.id].document == Document("Once upon")
    assert it.api.asked == []


async def test_the_mode_is_chosen_while_there_is_no_message_and_what_was_written_moves_along() -> None:
    it = bench(text("Hi"), Arrival(done=True))
    await it.library.set_draft(it.id, "Once upon")
    conversation = await it.library.set_mode(it.id, Mode.COMPLETION)
    assert (conversation.mode, conversation.draft, conversation.document) == (
        Mode.COMPLETION,
        "",
        Document("Once upon"),
    )
    assert conversation.title == "Once upon"
    assert await it.stored() == conversation
    conversation = await it.library.set_mode(it.id, Mode.CHAT)
    assert (conversation.mode, conversation.draft, conversation.document) == (Mode.CHAT, "Once upon", None)
    await it.replies.send(it.id, "Hi")
    await it.ended()
    assert (await it.library.set_mode(it.id, Mode.COMPLETION)).mode is Mode.CHAT


async def test_the_title_follows_the_first_line_until_a_person_gives_one() -> None:
    it = await writing(text(" a"))
    assert it.library[it.id].title == "Once upon"
    await it.library.set_document(it.id, Document("\n  Twice\nupon"))
    assert it.library[it.id].title == "Twice"
    await it.library.rename(it.id, "A tale")
    await it.library.set_document(it.id, Document("Thrice"))
    assert it.library[it.id].title == "A tale"
    await it.library.rename(it.id, "")
    assert it.library[it.id].title == "Thrice"


def test_a_place_of_a_reply_that_is_gone_is_dropped() -> None:
    it = bench()
    conversation = replace(it.library[it.id], document=Document("Once", place=Place(2, "gone")))
    assert settled(conversation).document == Document("Once")
