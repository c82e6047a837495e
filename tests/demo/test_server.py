"""The demo's server, seen from outside over its socket."""

import asyncio
import contextlib
import http.client
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from demo.plain_client import chat, get, post

from deeptrin_desktop.demo.script import tokens_of
from deeptrin_desktop.demo.server import DemoServer


@asynccontextmanager
async def served(pace: float = 0) -> AsyncIterator[str]:
    server = DemoServer(pace)
    base_url = await server.start()
    try:
        yield base_url
    finally:
        await server.stop()


async def raw(base_url: str, sent: bytes) -> bytes:
    """What comes back for these bytes."""
    address = urlsplit(base_url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(sent)
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


async def test_it_listens_on_loopback_alone() -> None:
    async with served() as base_url:
        address = urlsplit(base_url)
        assert (address.scheme, address.hostname, address.path) == ("http", "127.0.0.1", "/v1")


async def test_it_lists_its_models() -> None:
    async with served() as base_url:
        answer = await get(base_url, "models")
    names = {model["id"] for model in answer.json["data"]}
    assert answer.status == 200
    assert {"demo/short", "demo/long", "demo/code", "demo/tables-and-maths", "demo/slow", "demo/choices"} <= names


async def test_a_streamed_chat() -> None:
    async with served() as base_url:
        answer = await chat(base_url, "demo/short", temperature=0)
        whole = await chat(base_url, "demo/short", temperature=0, stream=False)
    assert answer.headers["content-type"] == "text/event-stream"
    assert answer.headers["transfer-encoding"] == "chunked"
    first, *_, last = answer.events
    assert first["choices"] == [{"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": None}]
    assert last["choices"] == [{"index": 0, "delta": {}, "finish_reason": "stop"}]
    assert {event["object"] for event in answer.events} == {"chat.completion.chunk"}
    assert {event["model"] for event in answer.events} == {"demo/short"}
    assert answer.texts()[0] == whole.json["choices"][0]["message"]["content"]
    assert "demo" in answer.texts()[0]


async def test_a_whole_chat_has_usage() -> None:
    async with served() as base_url:
        answer = await chat(base_url, "demo/short", stream=False)
    usage = answer.json["usage"]
    assert answer.json["object"] == "chat.completion"
    assert answer.json["choices"][0]["finish_reason"] == "stop"
    assert usage["prompt_tokens"] > 0
    assert usage["completion_tokens"] > 0
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]


@pytest.mark.parametrize("stream", [True, False])
async def test_completions(stream: bool) -> None:
    asked = {"model": "demo/short", "prompt": "Once upon a time", "stream": stream, "temperature": 0}
    async with served() as base_url:
        answer = await post(base_url, "completions", asked)
    text = answer.texts()[0] if stream else answer.json["choices"][0]["text"]
    assert text.startswith(" and here the demo goes on")


async def test_usage_of_a_stream_comes_when_it_is_asked_for() -> None:
    async with served() as base_url:
        without = await chat(base_url, "demo/short", max_tokens=3)
        with_usage = await chat(base_url, "demo/short", max_tokens=3, stream_options={"include_usage": True})
    assert not any("usage" in event for event in without.events)
    assert with_usage.events[-1]["choices"] == []
    assert with_usage.events[-1]["usage"]["completion_tokens"] == 3


async def test_every_answer_has_a_request_id_of_its_own() -> None:
    async with served() as base_url:
        answers = [await get(base_url, "models"), await chat(base_url, "demo/short"), await chat(base_url, "no-such")]
    ids = [answer.headers["x-request-id"] for answer in answers]
    assert len(set(ids)) == 3
    assert answers[1].events[0]["id"].endswith(ids[1])


async def test_the_longest_answer() -> None:
    async with served() as base_url:
        answer = await chat(base_url, "demo/long", max_tokens=7)
    assert sum(bool(event["choices"][0]["delta"].get("content")) for event in answer.events) == 7
    assert answer.finish_reasons() == ["length"]


@pytest.mark.parametrize("stop", ["demo", ["nowhere", "demo"]])
async def test_stop_sequences(stop: object) -> None:
    async with served() as base_url:
        answer = await chat(base_url, "demo/short", temperature=0, stop=stop)
    assert answer.texts() == {0: "Hello! This is the "}
    assert answer.finish_reasons() == ["stop"]


async def test_choices_come_interleaved() -> None:
    async with served() as base_url:
        answer = await chat(base_url, "demo/choices", n=3, temperature=0)
        whole = await chat(base_url, "demo/choices", n=3, temperature=0, stream=False)
    order = [choice["index"] for event in answer.events for choice in event["choices"]]
    assert order[:9] == [0, 1, 2] * 3
    texts = answer.texts()
    assert len(set(texts.values())) == 3
    assert [choice["message"]["content"] for choice in whole.json["choices"]] == [texts[0], texts[1], texts[2]]
    ends = [choice["index"] for event in answer.events for choice in event["choices"] if choice["finish_reason"]]
    assert ends == sorted(texts, key=lambda index: len(tokens_of(texts[index])))


async def test_asking_again_gives_another_wording() -> None:
    async with served() as base_url:
        texts = [(await chat(base_url, "demo/short")).texts()[0] for _ in range(2)]
    assert texts[0] != texts[1]


async def test_a_reply_is_continued_where_it_broke_off() -> None:
    async with served() as base_url:
        whole = (await chat(base_url, "demo/code")).texts()[0]
        messages = [{"role": "user", "content": "Hello!"}, {"role": "assistant", "content": whole[:50]}]
        rest = (await chat(base_url, "demo/code", messages=messages)).texts()[0]
    assert whole[:50] + rest == whole


async def test_the_echo_says_what_arrived() -> None:
    async with served() as base_url:
        answer = await chat(base_url, "demo/echo", top_p=0.25, stop=["\n\n\n"], logit_bias={"50256": -100})
    text = answer.texts()[0]
    for fact in ("`chat/completions`", 'model: `"demo/echo"`', "top_p: `0.25`", "> Hello!", "-100", "stream: `true`"):
        assert fact in text
    assert "temperature" not in text


@pytest.mark.parametrize("name", ["short", "long", "code", "tables-and-maths", "choices", "error-parameter"])
async def test_every_script_is_sent_whole(name: str) -> None:
    async with served() as base_url:
        answer = await chat(base_url, f"demo/{name}")
    assert answer.texts()[0].strip()
    assert "demo" in answer.texts()[0]
    assert "<!--" not in answer.texts()[0]


@pytest.mark.parametrize(
    ("model", "status", "code"),
    [
        ("demo/error-key", 401, "invalid_api_key"),
        ("demo/error-model", 404, "model_not_found"),
        ("demo/no-such-model", 404, "model_not_found"),
        ("demo/error-too-many", 429, "rate_limit_exceeded"),
        ("demo/error-server", 500, "internal_error"),
    ],
)
async def test_errors_before_any_text(model: str, status: int, code: str) -> None:
    async with served() as base_url:
        answer = await chat(base_url, model)
    assert (answer.status, answer.json["error"]["code"]) == (status, code)
    assert answer.json["error"]["message"]
    assert (int(answer.headers.get("retry-after", 0)) > 0) is (status == 429)


async def test_a_refused_parameter_is_named_and_accepted_when_unset() -> None:
    async with served() as base_url:
        refused = await chat(base_url, "demo/error-parameter", temperature=1)
        accepted = await chat(base_url, "demo/error-parameter")
    assert (refused.status, refused.json["error"]["param"]) == (400, "temperature")
    assert accepted.status == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("temperature", 2.1),
        ("temperature", "hot"),
        ("top_p", True),
        ("max_tokens", 0),
        ("n", 1.5),
        ("repetition_penalty", 0),
        ("stop", ["a", "b", "c", "d", "e"]),
        ("stop", [""]),
        ("logit_bias", {"1": 101}),
        ("logit_bias", [1]),
        ("model", 7),
        ("messages", []),
        ("messages", [{"role": "wizard", "content": "Hello!"}]),
        ("messages", [{"role": "user"}]),
    ],
)
async def test_a_value_out_of_range_is_refused(field: str, value: Any) -> None:
    async with served() as base_url:
        answer = await chat(base_url, **{"model": "demo/short", field: value})
    assert (answer.status, answer.json["error"]["param"]) == (400, field)


async def test_an_error_in_the_stream() -> None:
    async with served() as base_url:
        answer = await chat(base_url, "demo/error-in-stream")
        whole = await chat(base_url, "demo/error-in-stream", stream=False)
    assert answer.status == 200
    assert b'"content": "This' in answer.body
    assert answer.body.strip().split(b"\n\n")[-1].startswith(b'data: {"error": {"message"')
    assert whole.status == 500


@pytest.mark.parametrize("stream", [True, False])
async def test_a_reply_that_is_cut_off(stream: bool) -> None:
    async with served() as base_url:
        with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
            await chat(base_url, "demo/error-cut-off", stream=stream)


@pytest.mark.parametrize("model", ["demo/error-silent", "demo/slow"])
async def test_a_client_that_leaves_ends_the_reply(model: str) -> None:
    """With a pace of an hour a token, the connection could not end in any other way."""
    server = DemoServer(pace=3600 * 80)
    base_url = await server.start()
    address = urlsplit(base_url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    body = b'{"model": "%s", "messages": [{"role": "user", "content": "Hello!"}], "stream": true}' % model.encode()
    writer.write(b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
    writer.write_eof()
    await reader.read()
    writer.close()
    await server.stop()


async def test_stopping_ends_replies_that_run() -> None:
    server = DemoServer(pace=3600 * 80)
    base_url = await server.start()
    answer = asyncio.create_task(chat(base_url, "demo/short"))
    address = urlsplit(base_url)
    _, writer = await asyncio.open_connection(address.hostname, address.port)
    await server.stop()
    writer.close()
    with pytest.raises((OSError, http.client.HTTPException)):
        await answer


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /v1/models?limit=5 HTTP/1.1\r\nHost: x\r\n\r\n", b"200 OK"),
        (b"GET /v1/nothing HTTP/1.1\r\n\r\n", b"404 Not Found"),
        (b"GET /v1/completions HTTP/1.1\r\n\r\n", b"405 Method Not Allowed"),
        (b"POST /v1/completions HTTP/1.1\r\nContent-Length: 2\r\n\r\n[]", b"400 Bad Request"),
        (b"POST /v1/completions HTTP/1.1\r\nContent-Length: 1\r\n\r\n{", b"400 Bad Request"),
        (b"POST /v1/completions HTTP/1.1\r\nContent-Length: -1\r\n\r\n", b"400 Bad Request"),
        (b"POST /v1/completions HTTP/1.1\r\nContent-Length: many\r\n\r\n", b"400 Bad Request"),
        (b"POST /v1/completions HTTP/1.1\r\nno colon\r\n\r\n", b"400 Bad Request"),
        (b"hello\r\n\r\n", b"400 Bad Request"),
    ],
)
async def test_requests_as_bytes(sent: bytes, status: bytes) -> None:
    async with served() as base_url:
        answer = await raw(base_url, sent)
    assert answer.startswith(b"HTTP/1.1 " + status)


@pytest.mark.parametrize("rounds", range(8))
async def test_stopping_ends_a_connection_that_is_only_just_being_accepted(rounds: int) -> None:
    """`rounds` of the event loop lie between the client's knock and the stop."""
    server = DemoServer()
    address = urlsplit(await server.start())
    with socket.create_connection((address.hostname, address.port)) as client:
        for _ in range(rounds):
            await asyncio.sleep(0)
        await server.stop()
        client.setblocking(False)
        with contextlib.suppress(ConnectionResetError):
            assert await asyncio.get_running_loop().sock_recv(client, 1) == b""
