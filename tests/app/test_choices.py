"""Several choices of one reply, from the parameter to the request that goes on from one of them, over a restart."""

import json
from pathlib import Path

import pytest
from api.loopback import answer, chunk
from app.person import Person, at_the_app, messages_in
from app.talking import MODELS, Line, talking
from fakes.memory_vault import MemoryVault
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

pytestmark = pytest.mark.usefixtures("qt_loop")


async def asks_for_three(person: Person, base_url: str) -> None:
    await person.connects(base_url)
    await person.until(lambda: person.models() == list(MODELS))
    person.window.resize(1600, 800)
    person.window.parameters.fold([])
    person.ticks("N")
    person.overwrites("N value", "3")
    person.sends("Tell me")


def names(person: Person) -> list[str]:
    return [message.text(QAccessible.Text.Name) for message in messages_in(person.window)]


def uses(person: Person, number: int) -> None:
    """Clicks below one of the choices."""
    message = messages_in(person.window)[number]
    children = [message.child(index) for index in range(message.childCount())]
    [button] = [child for child in children if child.text(QAccessible.Text.Name) == "Use this choice"]
    assert not button.state().disabled
    viewport = person.window.pane.viewport()
    place = viewport.mapFromGlobal(button.rect().center())
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)


async def ends_each(line: Line, *reasons: str) -> None:
    await line.streams(*(chunk(finish_reason=reason, index=index) for index, reason in enumerate(reasons)), "[DONE]")
    line.over.set()


async def test_three_stream_one_is_used_and_the_conversation_goes_on_from_it(tmp_path: Path) -> None:
    async with talking() as server:
        async with at_the_app(tmp_path, MemoryVault()) as person:
            await asks_for_three(person, server.base_url)
            line = await server.asked()
            assert line.body["n"] == 3
            for text, choice in (("Two", 1), ("Three", 2), ("One", 0), (" goes on", 1), (" too", 2)):
                await line.says(text, choice=choice)
            await person.reads("Tell me", "One", "Two goes on", "Three too")
            assert names(person)[1:] == [
                "Choice 1 of 3: One",
                "Choice 2 of 3: Two goes on",
                "Choice 3 of 3: Three too",
            ]
            await line.streams('{"choices": [], "usage": {"prompt_tokens": 11, "completion_tokens": 7}}')
            await ends_each(line, "stop", "length", "stop")
            await person.reply_ended()
            await person.sees("Length limit reached", "3 replies together · 11 prompt tokens · 7 reply tokens")
            assert "tokens out" not in person.screen()
            uses(person, 2)
            await person.reads("Tell me", "Two goes on")
            assert "3 replies together · 11 tokens in · 7 tokens out" in person.screen()
        async with at_the_app(tmp_path, MemoryVault()) as person:
            await person.reads("Tell me", "Two goes on")
            person.sends("And now?")
            line = await server.asked()
            assert [message["content"] for message in line.body["messages"]] == ["Tell me", "Two goes on", "And now?"]
            await line.says("Well")
            await line.ends()
            await person.reply_ended()
            person.clicks("Previous version")
            await person.reads("Tell me", "One")


async def test_choices_wait_over_a_restart_and_writing_on_takes_the_first(tmp_path: Path) -> None:
    async with talking() as server:
        async with at_the_app(tmp_path, MemoryVault()) as person:
            await asks_for_three(person, server.base_url)
            line = await server.asked()
            await line.streams(
                *(chunk(content=text, index=index) for index, text in enumerate(("One", "Two", "Three")))
            )
            await ends_each(line, "stop", "stop", "stop")
            await person.reply_ended()
        async with at_the_app(tmp_path, MemoryVault()) as person:
            await person.reads("Tell me", "One", "Two", "Three")
            person.sends("And now?")
            line = await server.asked()
            assert [message["content"] for message in line.body["messages"]] == ["Tell me", "One", "And now?"]
            await person.until(lambda: names(person)[:3] == ["You: Tell me", "Assistant: One", "You: And now?"])
            await line.ends()
            await person.reply_ended()


@pytest.mark.parametrize("texts", [("One",), ("One", "Two", "Three", "Four", "Five")])
async def test_a_server_that_sends_fewer_or_more_choices(tmp_path: Path, texts: tuple[str, ...]) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await asks_for_three(person, server.base_url)
        line = await server.asked()
        for index, text in reversed([*enumerate(texts)]):
            await line.says(text, choice=index)
            await line.says(" and more", choice=index)
        await ends_each(line, *("stop" for _ in texts))
        await person.reply_ended()
        missing = ["" for _ in range(len(texts), 3)]
        await person.reads("Tell me", *(f"{text} and more" for text in texts), *missing)
        if missing:
            await person.sees("The server sent no text")


async def test_choices_of_an_answer_that_comes_as_a_whole(tmp_path: Path) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await person.connects(server.base_url)
        await person.until(lambda: person.models() == list(MODELS))
        person.ticks("Stream")
        person.sends("Tell me")
        line = await server.asked()
        assert not line.body.get("stream")
        choices = [{"index": index, "message": {"content": text}} for index, text in enumerate(("One", "Two"))]
        await line.answers(answer_of(choices))
        await person.reply_ended()
        await person.reads("Tell me", "One", "Two")


def answer_of(choices: list[dict[str, object]]) -> bytes:
    return answer(json.dumps({"choices": choices}).encode())
