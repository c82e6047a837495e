"""Replies over a real connection: framings, cuts at every place, encodings, and what is sent."""

import asyncio
import gzip
import json
import tracemalloc
from dataclasses import fields, replace
from typing import Any

import pytest
from api.loopback import CHAT, KEY, Exchange, answer, chunk, cuts, playing, serving, stream

from deeptrin_desktop import __version__
from deeptrin_desktop.api.limits import LONGEST_VALUE
from deeptrin_desktop.core.errors import Kind
from deeptrin_desktop.core.message import Delta, Role, Usage
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.request import Arrival, Endpoint, Request, Turn

FRAMINGS = ["length", "chunked", "close"]
TEXT = "Gr\u00fc\u00dfe \U0001f600 \u2028 \u0085 end"


def sentence(line_end: str = "\n", *, done: bool = True) -> bytes:
    raw = [
        {"choices": [{"index": 0, "delta": {"content": part}}]}
        for part in ("Gr\u00fc\u00dfe \U0001f600", " \u2028 \u0085 ")
    ]
    chunks = [json.dumps(part, ensure_ascii=False) for part in raw]
    return stream(*chunks, chunk(content="end"), chunk(finish_reason="stop"), line_end=line_end, done=done)


@pytest.mark.parametrize("framing", FRAMINGS)
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
async def test_a_stream_arrives_in_every_framing_and_encoding(framing: str, encoding: str) -> None:
    body = gzip.compress(sentence()) if encoding == "gzip" else sentence()
    async with serving(playing(answer(body, framing=framing, headers=[f"Content-Encoding: {encoding}"]))) as server:
        outcome = await server.reply()
    assert (outcome.text(), outcome.done, outcome.finish_reasons) == (TEXT, True, {0: "stop"})


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
async def test_a_stream_cut_at_every_place_arrives_whole(line_end: str) -> None:
    """Also inside characters, inside line ends, and after each comment and byte order mark."""
    body = b"\xef\xbb\xbf: hello" + line_end.encode() + sentence(line_end)
    async with serving(*(playing(*cut) for cut in cuts(answer(body)))) as server:
        for _ in cuts(answer(body)):
            outcome = await server.reply()
            assert (outcome.text(), outcome.done) == (TEXT, True)


@pytest.mark.parametrize("framing", FRAMINGS)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
async def test_a_stream_of_single_bytes_arrives_whole(framing: str, pack: Any) -> None:
    encoding = "identity" if pack is bytes else "gzip"
    whole = answer(pack(sentence("\r\n")), framing=framing, headers=[f"Content-Encoding: {encoding}"])
    async with serving(playing(*(bytes([byte]) for byte in whole))) as server:
        outcome = await server.reply()
    assert (outcome.text(), outcome.done) == (TEXT, True)


@pytest.mark.parametrize("framing", FRAMINGS)
async def test_a_connection_that_ends_anywhere_loses_nothing_that_had_come(framing: str) -> None:
    body = stream(chunk(content="one"), chunk(content="two"), done=False)
    parts = answer(body, framing=framing)
    head = len(parts) - len(answer(body, framing=framing).partition(b"\r\n\r\n")[2])
    scripts = [playing(parts[:end]) for end in range(head, len(parts), 7 if framing == "chunked" else 1)]
    texts = []
    async with serving(*scripts) as server:
        for _ in scripts:
            outcome = await server.reply()
            texts.append(outcome.text())
            assert not outcome.done
            if framing == "close":
                assert outcome.error is None
            else:
                assert outcome.failure.kind is Kind.DISCONNECTED
    assert texts == sorted(texts)
    assert set(texts) == {"", "one", "onetwo"}


async def test_the_first_arrival_comes_with_the_headers_and_then_one_for_each_read() -> None:
    go_on = [asyncio.Event(), asyncio.Event()]

    async def script(exchange: Exchange) -> None:
        await exchange.send(b"HTTP/1.1 200 OK\r\nX-Request-ID: r1\r\nTransfer-Encoding: chunked\r\n\r\n")
        await go_on[0].wait()
        events = [stream(chunk(content=text), done=False) for text in "abc"]
        await exchange.send(b"".join(b"%x\r\n%s\r\n" % (len(event), event) for event in events))
        await go_on[1].wait()
        await exchange.send(b"e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n")

    async with serving(script) as server:
        arrivals = server.api.reply(server.connection, "", CHAT)
        assert await anext(arrivals) == Arrival(request_id="r1")
        go_on[0].set()
        assert await anext(arrivals) == Arrival((Delta(0, "a"), Delta(0, "b"), Delta(0, "c")))
        go_on[1].set()
        assert [arrival async for arrival in arrivals] == [Arrival(done=True)]


@pytest.mark.parametrize("content_type", ["application/json", "text/event-stream; charset=latin-1", "text/html"])
@pytest.mark.parametrize("asked", [True, False])
async def test_the_body_says_whether_it_is_a_stream_or_json(content_type: str, asked: bool) -> None:
    usage = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}
    choices = [
        {"index": 1, "message": {"content": "b\u00fc"}},
        {"index": 0, "message": {"content": "a"}, "finish_reason": "stop"},
    ]
    whole = json.dumps({"model": "m", "choices": choices, "usage": usage}, ensure_ascii=False).encode()
    head = [f"Content-Type: {content_type}"]
    async with serving(playing(answer(whole, headers=head)), playing(answer(sentence(), headers=head))) as server:
        as_json = await server.reply(replace(CHAT, stream=asked))
        as_stream = await server.reply(replace(CHAT, stream=asked))
    deltas = (Delta(1, "b\u00fc"), Delta(0, "a", "", "stop"))
    assert as_json.arrivals[1:] == [Arrival(deltas, model="m", usage=Usage(1, 2, 3), done=True)]
    assert (as_stream.text(), as_stream.done) == (TEXT, True)


async def test_choices_of_a_completion_come_interleaved() -> None:
    chunks = [{"choices": [{"index": index, "text": text}]} for index, text in [(1, "b"), (0, "a"), (2, "c"), (1, "B")]]
    async with serving(playing(answer(stream(*map(json.dumps, chunks))))) as server:
        outcome = await server.reply(Request(Endpoint.COMPLETIONS, "m", prompt="p", parameters=Parameters(n=3)))
    assert [outcome.text(index) for index in range(3)] == ["a", "bB", "c"]


@pytest.mark.parametrize("done", [True, False])
async def test_a_stream_without_a_last_blank_line_is_read_to_its_end(done: bool) -> None:
    async with serving(playing(answer(sentence(done=done).rstrip(), framing="close"))) as server:
        outcome = await server.reply()
    assert (outcome.text(), outcome.done, outcome.finish_reasons, outcome.error) == (TEXT, done, {0: "stop"}, None)


@pytest.mark.parametrize("body", [b"", b": nothing\n\n"])
async def test_an_answer_without_an_event_ends_without_text(body: bytes) -> None:
    async with serving(playing(answer(body))) as server:
        outcome = await server.reply()
    assert (outcome.arrivals, outcome.error) == ([Arrival()], None)


async def test_nothing_after_the_end_is_waited_for() -> None:
    async def script(exchange: Exchange) -> None:
        await exchange.send(answer(sentence(), framing="close"))
        await exchange.gone()

    async with serving(script) as server:
        assert (await server.reply()).done


ALL = Parameters(
    temperature=0.5,
    top_p=0.25,
    max_tokens=7,
    stop=("a", "\n"),
    n=2,
    presence_penalty=-1.5,
    frequency_penalty=0,
    repetition_penalty=1.1,
    logit_bias={"50256": -100},
)
ONE_EACH = [replace(Parameters(), **{field.name: getattr(ALL, field.name)}) for field in fields(ALL)]


@pytest.mark.parametrize("endpoint", Endpoint)
@pytest.mark.parametrize("stream_it", [True, False])
async def test_what_is_set_is_sent_and_nothing_else(endpoint: Endpoint, stream_it: bool) -> None:
    messages = (Turn(Role.SYSTEM, "s"), Turn(Role.USER, "u\U0001f600"), Turn(Role.ASSISTANT, "a"))
    async with serving(playing(answer(sentence()))) as server:
        for parameters in [Parameters(), *ONE_EACH, ALL]:
            sent = Request(endpoint, "m", messages, "p", parameters, stream_it, include_usage=parameters is ALL)
            assert (await server.reply(sent)).done
            body = server.requests[-1].json
            expected: dict[str, Any] = {"model": "m", "stream": stream_it}
            if endpoint is Endpoint.CHAT:
                expected["messages"] = [{"role": turn.role.value, "content": turn.content} for turn in messages]
            else:
                expected["prompt"] = "p"
            for field in fields(parameters):
                if (value := getattr(parameters, field.name)) is not None:
                    expected[field.name] = list(value) if field.name == "stop" else value
            if parameters is ALL and stream_it:
                expected["stream_options"] = {"include_usage": True}
            assert body == expected
    assert {(request.method, request.target) for request in server.requests} == {("POST", f"/v1/{endpoint.value}")}


async def test_the_body_is_plain_utf_8_and_never_holds_half_a_character() -> None:
    turns = (Turn(Role.USER, "\u00fc \ud800 \ud83d\ude00 \0"),)
    async with serving(playing(answer(sentence()))) as server:
        await server.reply(replace(CHAT, messages=turns))
    assert '"content":"\u00fc \ufffd \U0001f600 \\u0000"'.encode() in server.requests[0].body


async def test_the_headers_are_few_and_the_key_is_among_them_only_where_there_is_one() -> None:
    async with serving(playing(answer(sentence(), headers=["Set-Cookie: a=b"]))) as server:
        for key in ("", KEY, f" Bearer {KEY}\n"):
            await server.reply(key=key)
    expected = {
        "host": server.connection.base_url.removeprefix("http://").removesuffix("/v1"),
        "accept": "application/json, text/event-stream",
        "accept-encoding": "gzip",
        "content-type": "application/json",
        "content-length": str(len(server.requests[0].body)),
        "user-agent": f"deeptrin-desktop/{__version__}",
    }
    with_key = {**expected, "authorization": f"Bearer {KEY}"}
    assert [request.headers for request in server.requests] == [expected, with_key, with_key]


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(b"data: " + bytes(64 * 2**20)),
        gzip.compress(b"{" + bytes(64 * 2**20)),
        gzip.compress(bytes(64 * 2**20)),
    ],
    ids=["line", "json", "garbage"],
)
async def test_a_bomb_ends_the_reply_before_it_fills_the_memory(body: bytes) -> None:
    async with serving(playing(answer(body, headers=["Content-Encoding: gzip"]))) as server:
        await server.reply()  # so that what is imported with the first one is not counted
        tracemalloc.start()
        outcome = await server.reply(watched=False)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert outcome.failure.kind is Kind.TOO_LARGE
    assert most < 4 * LONGEST_VALUE


async def test_a_line_of_64_mb_ends_the_reply_and_the_connection() -> None:
    async def script(exchange: Exchange) -> None:
        await exchange.send(answer(sentence(done=False), framing="close") + b"data: ")
        try:
            for _ in range(64 * 2**4):
                await exchange.send(bytes(2**16))
        except ConnectionError:
            cut.set()

    cut = asyncio.Event()
    async with serving(script) as server:
        outcome = await server.reply()
        await cut.wait()
    assert (outcome.text(), outcome.failure.kind) == (TEXT, Kind.TOO_LARGE)


async def test_a_flood_leaves_the_event_loop_its_turns() -> None:
    """However much is there to read, other tasks run between the arrivals."""
    body = stream(*[chunk(content="x")] * 20_000)
    turns = 0

    async def other() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async with serving(playing(answer(body))) as server:
        task = asyncio.create_task(other())
        arrivals = server.api.reply(server.connection, "", CHAT)
        seen = [(turns, len(arrival.deltas)) async for arrival in arrivals]
        task.cancel()
    assert sum(deltas for _, deltas in seen) == 20_000
    assert len({turn for turn, _ in seen}) >= len(seen) - 1
    assert max(deltas for _, deltas in seen) < 2_000
