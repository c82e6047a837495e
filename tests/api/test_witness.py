"""What a witness is told of the wire: what a real server saw and sent, without the key."""

import gzip
import hashlib
import json
from dataclasses import replace

import pytest
from api.loopback import CHAT, KEY, Outcome, answer, chunk, playing, serving, stream

from deeptrin_desktop.core.wire import Answered, Sent

BODY = stream(chunk(content="Hello"), chunk(content=" world", finish_reason="stop"))


def body_seen(outcome: Outcome) -> bytes:
    return b"".join(sight for sight in outcome.seen if isinstance(sight, bytes))


async def test_the_request_and_the_answer_are_told_as_they_were_on_the_wire() -> None:
    async with serving(playing(answer(BODY, headers=["X-Request-Id: r-1"], reason="Fine"))) as server:
        outcome = await server.reply(key=KEY)
    sent, answered, *_ = outcome.seen
    [request] = server.requests
    assert isinstance(sent, Sent)
    assert sent.line == f"{request.method} {request.target} HTTP/1.1"
    told = {name.lower(): value for name, value in sent.headers}
    assert told == {**request.headers, "authorization": "Bearer [key]"}
    assert sent.body_hash == hashlib.sha256(request.body).hexdigest()
    assert answered == Answered("HTTP/1.1 200 Fine", (("X-Request-Id", "r-1"), ("Content-Length", str(len(BODY)))))
    assert body_seen(outcome) == BODY


async def test_without_a_key_no_header_for_it_is_told() -> None:
    async with serving(playing(answer(BODY))) as server:
        outcome = await server.reply()
    assert isinstance(outcome.seen[0], Sent)
    assert "authorization" not in {name.lower() for name, _ in outcome.seen[0].headers}


async def test_a_packed_body_is_told_unpacked() -> None:
    async with serving(playing(answer(gzip.compress(BODY), headers=["Content-Encoding: gzip"]))) as server:
        outcome = await server.reply()
    assert body_seen(outcome) == BODY


async def test_what_is_sent_once_more_is_told_with_the_refusal_between() -> None:
    refusal = json.dumps({"error": {"message": "no", "param": "stream_options"}}).encode()
    async with serving(playing(answer(refusal, status=400)), playing(answer(BODY))) as server:
        outcome = await server.reply(replace(CHAT, include_usage=True))
    kinds = [type(sight) for sight in outcome.seen]
    assert kinds == [Sent, Answered, bytes, Sent, Answered, bytes]
    assert outcome.seen[2] == refusal
    hashes = [sight.body_hash for sight in outcome.seen if isinstance(sight, Sent)]
    assert hashes == [hashlib.sha256(request.body).hexdigest() for request in server.requests]


async def test_of_a_server_that_is_not_there_the_request_is_told() -> None:
    async with serving(playing(b"")) as server:
        pass
    outcome = await server.reply()
    assert [type(sight) for sight in outcome.seen] == [Sent]


@pytest.mark.parametrize("place", range(len(KEY) + 1))
async def test_a_key_that_is_echoed_in_two_pieces_is_told_in_none(place: int) -> None:
    echo = stream(chunk(content="a"), f'{{"choices": [], "key": "{KEY}"}}', chunk(content=f"b{KEY[:5]}"))
    start = echo.index(KEY.encode())
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(echo)}\r\nX-Key: {KEY}\r\n\r\n".encode()
    pieces = (head, echo[: start + place], echo[start + place :])
    async with serving(playing(*(piece for piece in pieces if piece))) as server:
        outcome = await server.reply(key=KEY)
    assert KEY not in repr(outcome.seen)
    assert body_seen(outcome) == echo.replace(KEY.encode(), b"[key]")
    assert isinstance(outcome.seen[1], Answered)
    assert ("X-Key", "[key]") in outcome.seen[1].headers


async def test_a_key_too_short_to_be_looked_for_is_not_in_the_headers() -> None:
    async with serving(playing(answer(BODY))) as server:
        outcome = await server.reply(key="abc")
    assert isinstance(outcome.seen[0], Sent)
    assert dict(outcome.seen[0].headers)["Authorization"] == "Bearer [key]"
