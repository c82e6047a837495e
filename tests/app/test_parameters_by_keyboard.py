"""Each parameter is set and unset by keyboard alone, and the wire holds what was set."""

from pathlib import Path
from typing import Any

import pytest
from app.keyboard import Key, go_to, paste, press, send, type_text
from app.person import Person, at_the_app
from app.talking import MODELS, Talk, talking
from fakes.memory_vault import MemoryVault

pytestmark = pytest.mark.usefixtures("qt_loop")
NUMBERS = {
    "Temperature": ("0.7", "temperature", 0.7),
    "Top p": ("0.95", "top_p", 0.95),
    "Max tokens": ("300", "max_tokens", 300),
    "N": ("2", "n", 2),
    "Presence penalty": ("-0.5", "presence_penalty", -0.5),
    "Frequency penalty": ("0", "frequency_penalty", 0.0),
    "Repetition penalty": ("1.1", "repetition_penalty", 1.1),
}


async def ready(person: Person, server: Talk) -> None:
    await person.connects(server.base_url)
    await person.until(lambda: person.models() == list(MODELS))


async def sent(person: Person, server: Talk) -> dict[str, Any]:
    """What goes out with a message, without model and messages."""
    send(person, "Hello")
    line = await server.asked()
    await line.says("Yes.")
    await line.ends()
    await person.reply_ended()
    body: dict[str, Any] = line.body
    del body["model"], body["messages"]
    return body


def typed(body: dict[str, Any]) -> dict[str, Any]:
    """With the types of its values, since 1 is 1.0 and True in Python."""
    return {name: (value, type(value)) for name, value in body.items()}


@pytest.mark.parametrize("name", NUMBERS)
async def test_a_number_is_set_and_unset(tmp_path: Path, name: str) -> None:
    written, field, value = NUMBERS[name]
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await ready(person, server)
        go_to(name)
        press(Key.Key_Space)
        go_to(f"{name} value")
        type_text(written)
        assert typed(await sent(person, server)) == typed({field: value, "stream": True})
        go_to(name)
        press(Key.Key_Space)
        assert await sent(person, server) == {"stream": True}


async def test_four_stop_sequences_one_with_a_line_end_are_set_and_unset(tmp_path: Path) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await ready(person, server)
        go_to("Add stop sequence")
        for written in ("\\n\\n", "User: ", "C:\\\\new", "END"):
            type_text(written)
            press(Key.Key_Return)
        assert (await sent(person, server))["stop"] == ["\n\n", "User: ", "C:\\new", "END"]
        go_to("Remove stop sequence User: ")
        press(Key.Key_Delete)
        assert (await sent(person, server))["stop"] == ["\n\n", "C:\\new", "END"]
        go_to("Stop")
        press(Key.Key_Space)
        assert await sent(person, server) == {"stream": True}


async def test_a_logit_bias_is_pasted_as_json_and_unset(tmp_path: Path) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await ready(person, server)
        go_to("Advanced")
        press(Key.Key_Return)
        go_to("Logit bias")
        press(Key.Key_Space)
        go_to("Logit bias value")
        paste('{"50256": -100, "7": 1.5}')
        assert typed((await sent(person, server))["logit_bias"]) == typed({"50256": -100, "7": 1.5})
        go_to("Logit bias")
        press(Key.Key_Space)
        assert await sent(person, server) == {"stream": True}


async def test_extra_body_fields_are_typed_and_deleted(tmp_path: Path) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await ready(person, server)
        go_to("Advanced")
        press(Key.Key_Right)
        go_to("Extra body fields")
        paste('{"seed": 7, "guided": {"of": ["a", true, null]}}')
        assert await sent(person, server) == {"stream": True, "seed": 7, "guided": {"of": ["a", True, None]}}
        go_to("Extra body fields")
        press(Key.Key_Up)
        for _ in range(2):
            press(Key.Key_Delete)
        assert await sent(person, server) == {"stream": True}


async def test_streaming_and_the_system_prompt_are_set_and_unset(tmp_path: Path) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await ready(person, server)
        go_to("System prompt")
        type_text("Be brief.")
        go_to("Stream")
        press(Key.Key_Space)
        send(person, "Hello")
        line = await server.asked()
        assert line.body["messages"][0] == {"role": "system", "content": "Be brief."}
        assert line.body["stream"] is False
        await line.says("Yes.")
        await line.ends()
        await person.reply_ended()
        go_to("Stream")
        press(Key.Key_Space)
        go_to("System prompt")
        type_text("")
        assert await sent(person, server) == {"stream": True}
        assert all(request.json["messages"][0]["role"] == "user" for request in server.requests[-1:])
