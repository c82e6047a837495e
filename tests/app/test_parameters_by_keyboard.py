"""Each parameter is set and unset by keyboard alone, and the wire holds what was set."""

from pathlib import Path
from typing import Any

import pytest
from app.at_parameters import NUMBERS, at_parameters, sent, tick, unfold_advanced
from app.keyboard import Key, go_to, paste, press, send, type_text

pytestmark = pytest.mark.usefixtures("qt_loop")


def typed(body: dict[str, Any]) -> dict[str, Any]:
    """With the types of its values, since 1 is 1.0 and True in Python."""
    return {name: (value, type(value)) for name, value in body.items()}


@pytest.mark.parametrize("name", NUMBERS)
async def test_a_number_is_set_and_unset(tmp_path: Path, name: str) -> None:
    written, field, value = NUMBERS[name]
    async with at_parameters(tmp_path) as (person, server):
        tick(name)
        go_to(f"{name} value")
        type_text(written)
        assert typed(await sent(person, server)) == typed({field: value, "stream": True})
        tick(name)
        assert await sent(person, server) == {"stream": True}


async def test_four_stop_sequences_one_with_a_line_end_are_set_and_unset(tmp_path: Path) -> None:
    async with at_parameters(tmp_path) as (person, server):
        go_to("Add stop sequence")
        for written in ("\\n\\n", "User: ", "C:\\\\new", "END"):
            type_text(written)
            press(Key.Key_Return)
        assert (await sent(person, server))["stop"] == ["\n\n", "User: ", "C:\\new", "END"]
        go_to("Remove stop sequence User: ")
        press(Key.Key_Delete)
        assert (await sent(person, server))["stop"] == ["\n\n", "C:\\new", "END"]
        tick("Stop")
        assert await sent(person, server) == {"stream": True}


async def test_a_logit_bias_is_pasted_as_json_and_unset(tmp_path: Path) -> None:
    async with at_parameters(tmp_path) as (person, server):
        unfold_advanced()
        tick("Logit bias")
        go_to("Logit bias value")
        paste('{"50256": -100, "7": 1.5}')
        assert typed((await sent(person, server))["logit_bias"]) == typed({"50256": -100, "7": 1.5})
        tick("Logit bias")
        assert await sent(person, server) == {"stream": True}


async def test_extra_body_fields_are_typed_and_deleted(tmp_path: Path) -> None:
    async with at_parameters(tmp_path) as (person, server):
        unfold_advanced()
        go_to("Extra body fields")
        paste('{"seed": 7, "guided": {"of": ["a", true, null]}}')
        assert await sent(person, server) == {"stream": True, "seed": 7, "guided": {"of": ["a", True, None]}}
        go_to("Extra body fields")
        press(Key.Key_Up)
        for _ in range(2):
            press(Key.Key_Delete)
        assert await sent(person, server) == {"stream": True}


async def test_streaming_and_the_system_prompt_are_set_and_unset(tmp_path: Path) -> None:
    async with at_parameters(tmp_path) as (person, server):
        go_to("System prompt")
        type_text("Be brief.")
        tick("Stream")
        send(person, "Hello")
        line = await server.asked()
        assert line.body["messages"][0] == {"role": "system", "content": "Be brief."}
        assert line.body["stream"] is False
        await line.says("Yes.")
        await line.ends()
        await person.reply_ended()
        tick("Stream")
        go_to("System prompt")
        type_text("")
        assert await sent(person, server) == {"stream": True}
        assert all(request.json["messages"][0]["role"] == "user" for request in server.requests[-1:])
