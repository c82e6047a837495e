"""Every parameter x endpoint x streaming or regular x set or not set, as a real server's log has it."""

from dataclasses import dataclass, fields, replace
from typing import Any

import pytest
from api.loopback import CHAT, answer, chunk, playing, serving, stream

from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.request import Endpoint


@dataclass(frozen=True)
class Example:
    """One parameter as it is set, and what the body then holds for it, byte for byte."""

    parameters: Parameters
    written: bytes


SET = {
    "temperature": Example(Parameters(temperature=0.7), b'"temperature":0.7'),
    "top_p": Example(Parameters(top_p=0.95), b'"top_p":0.95'),
    "max_tokens": Example(Parameters(max_tokens=2048), b'"max_tokens":2048'),
    "stop": Example(Parameters(stop=("\n\n", "User: ")), rb'"stop":["\n\n","User: "]'),
    "n": Example(Parameters(n=3), b'"n":3'),
    "presence_penalty": Example(Parameters(presence_penalty=-0.5), b'"presence_penalty":-0.5'),
    "frequency_penalty": Example(Parameters(frequency_penalty=0.0), b'"frequency_penalty":0.0'),
    "repetition_penalty": Example(Parameters(repetition_penalty=1.1), b'"repetition_penalty":1.1'),
    "logit_bias": Example(Parameters(logit_bias={"50256": -100, "7": 1.5}), b'"logit_bias":{"50256":-100,"7":1.5}'),
    "extra": Example(
        Parameters(extra={"seed": 7, "guided": {"of": ["a", True]}}), b'"seed":7,"guided":{"of":["a",true]}'
    ),
}
EXTRA_NAMES = {"seed", "guided"}


def test_there_is_an_example_of_every_parameter() -> None:
    assert list(SET) == [field.name for field in fields(Parameters)]


@pytest.mark.parametrize("endpoint", Endpoint)
@pytest.mark.parametrize("streaming", [True, False])
@pytest.mark.parametrize("name", SET)
async def test_a_parameter_is_in_the_body_when_it_is_set_and_only_then(
    name: str, streaming: bool, endpoint: Endpoint
) -> None:
    request = replace(CHAT, endpoint=endpoint, prompt="Hi", stream=streaming)
    async with serving(playing(answer(stream(chunk(content="Hello", finish_reason="stop"))))) as server:
        await server.reply(replace(request, parameters=SET[name].parameters))
        await server.reply(request)
    told, untold = server.requests
    assert told.target == untold.target == f"/v1/{endpoint.value}"
    assert SET[name].written in told.body
    added = EXTRA_NAMES if name == "extra" else {name}
    assert {key: value for key, value in told.json.items() if key not in added} == untold.json
    assert not added & untold.json.keys()
    assert untold.json == _plain(endpoint, streaming)
    assert b"null" not in told.body + untold.body


@pytest.mark.parametrize("endpoint", Endpoint)
@pytest.mark.parametrize("streaming", [True, False])
async def test_all_parameters_go_together(streaming: bool, endpoint: Endpoint) -> None:
    values = {name: getattr(example.parameters, name) for name, example in SET.items()}
    request = replace(CHAT, endpoint=endpoint, prompt="Hi", stream=streaming, parameters=Parameters(**values))
    async with serving(playing(answer(stream(chunk(content="Hello", finish_reason="stop"))))) as server:
        await server.reply(request)
    [told] = server.requests
    assert all(example.written in told.body for example in SET.values())
    assert told.json.keys() == _plain(endpoint, streaming).keys() | (SET.keys() - {"extra"}) | EXTRA_NAMES


@pytest.mark.parametrize("endpoint", Endpoint)
async def test_zero_is_set_and_not_left_out(endpoint: Endpoint) -> None:
    zeros = Parameters(
        temperature=0.0,
        top_p=0.0,
        presence_penalty=0.0,
        frequency_penalty=0.0,
        logit_bias={"7": 0},
        extra={"seed": 0, "stop_at": ""},
    )
    async with serving(playing(answer(stream(chunk(content="Hello"))))) as server:
        await server.reply(replace(CHAT, endpoint=endpoint, prompt="Hi", parameters=zeros))
    names = ("temperature", "top_p", "presence_penalty", "frequency_penalty")
    expected = {**dict.fromkeys(names, 0.0), "logit_bias": {"7": 0}, "seed": 0, "stop_at": ""}
    assert server.requests[0].json == {**_plain(endpoint, True), **expected}


async def test_an_extra_field_takes_no_other_fields_place() -> None:
    foreign = Parameters(temperature=0.5, extra={"temperature": 2, "stream": False, "model": "another", "seed": 7})
    async with serving(playing(answer(stream(chunk(content="Hello"))))) as server:
        await server.reply(replace(CHAT, parameters=foreign))
    assert server.requests[0].json == {**_plain(Endpoint.CHAT, True), "temperature": 0.5, "seed": 7}


def _plain(endpoint: Endpoint, streaming: bool) -> dict[str, Any]:
    """The body of a request without any parameter."""
    asked = {"messages": [{"role": "user", "content": "Hi"}]} if endpoint is Endpoint.CHAT else {"prompt": "Hi"}
    return {"model": "a-model", **asked, "stream": streaming}
