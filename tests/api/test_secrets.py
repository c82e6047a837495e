"""The key is in no error, no log line and no exception that hangs on one, whatever the server and the key are."""

import json
import logging
import traceback
from collections.abc import Iterator

import pytest
from api.loopback import CHAT, KEY, answer, playing, serving, stream

from deeptrin_desktop.core.errors import ApiError, Kind


def everything_of(error: BaseException | None) -> Iterator[str]:
    """All texts of an exception and of what hangs on it, the hidden ones too."""
    while error is not None:
        yield repr(error)
        yield str(error)
        yield "".join(traceback.format_exception(error))
        error = error.__cause__ or error.__context__


QUOTING = [
    answer(json.dumps({"error": {"message": f"Bad key {KEY}.", "code": KEY, "param": KEY}}).encode(), status=401),
    answer(f"Bad key {KEY}".encode(), status=403, headers=[f"X-Request-Id: {KEY}"]),
    answer(f"<html><title>Bad key {KEY}</title></html>".encode(), status=500),
    answer(f"<html><title>Bad key {KEY}</title></html>".encode()),
    answer(f"Bad key {KEY}".encode()),
    answer(stream(json.dumps({"error": f"Bad key {KEY}"}))),
    answer(stream(f"Bad key {KEY}")),
    answer(f"event: error\ndata: {KEY}\n\n".encode()),
    answer(b"", status=307, headers=[f"Location: http://{KEY}.test/"]),
    f"{KEY}\r\n\r\n".encode(),
    answer(b"", headers=[f"Content-Encoding: {KEY}"]) + b"x",
]


@pytest.mark.parametrize("sent", QUOTING)
async def test_errors_that_quote_the_key_are_told_without_it(sent: bytes, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with serving(playing(sent)) as server:
        outcome = await server.reply(key=KEY)
        with pytest.raises(ApiError) as caught:
            await server.api.models(server.connection, KEY)
    told = repr(outcome.arrivals), repr(outcome.seen), caplog.text
    for text in (*everything_of(outcome.error), *everything_of(caught.value), *told):
        assert KEY not in text


async def test_the_request_id_and_the_model_are_told_without_it() -> None:
    body = json.dumps({"model": KEY, "choices": []}).encode()
    async with serving(playing(answer(body, headers=[f"x-request-id: {KEY}"]))) as server:
        outcome = await server.reply(key=KEY)
    assert outcome.arrivals[0].request_id == "[key]"
    assert outcome.arrivals[1].model == "[key]"


@pytest.mark.parametrize(
    "bad", [f"{KEY}\n{KEY}", f"{KEY}\r\nX-Evil: 1", f"{KEY}\u00fc", f"{KEY} {KEY}", f"{KEY}\0", " "]
)
async def test_a_key_that_cannot_stand_in_a_header_is_not_sent_and_not_shown(bad: str) -> None:
    async with serving(playing(answer(b""))) as server:
        outcome = await server.reply(key=bad)
        with pytest.raises(ApiError) as caught:
            await server.api.models(server.connection, bad)
    assert outcome.failure.kind is caught.value.failure.kind is Kind.BAD_KEY
    assert server.requests == []
    for text in (*everything_of(outcome.error), *everything_of(caught.value)):
        assert KEY not in text


async def test_what_is_raised_carries_no_exception_of_others() -> None:
    async with serving(playing(b"nonsense\r\n\r\n")) as server:
        error = (await server.reply(key=KEY)).error
        with pytest.raises(ApiError) as caught:
            await server.api.models(server.connection, KEY)
    for raised in (error, caught.value):
        assert raised is not None
        assert raised.__cause__ is None
        assert raised.__context__ is None


async def test_the_log_tells_method_address_status_and_time(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    moved = answer(b"", status=307, headers=[f"Location: /v1/{KEY}?secret=1"])
    async with serving(playing(moved), playing(answer(stream()))) as server:
        await server.reply(CHAT, key=KEY)
    lines = [record.getMessage() for record in caplog.records if record.name == "deeptrin_desktop.api"]
    address = f"{server.connection.base_url}/chat/completions"
    assert [line.partition(" after ")[0] for line in lines] == [f"POST {address}: 307", f"POST {address}: 200"]
    assert KEY not in caplog.text
    assert "secret" not in caplog.text
    assert '"messages"' not in caplog.text
    assert "Hi" not in caplog.text


async def test_neither_a_finish_reason_nor_a_listed_model_keeps_the_key() -> None:
    finished = answer(stream(json.dumps({"choices": [{"delta": {"content": "a"}, "finish_reason": f"no {KEY}"}]})))
    async with serving(playing(finished)) as server:
        reply = await server.reply(key=KEY)
    assert [delta.finish_reason for arrival in reply.arrivals for delta in arrival.deltas if delta.finish_reason] == [
        "no [key]"
    ]
    async with serving(playing(answer(json.dumps({"data": [{"id": KEY}, {"id": "m"}]}).encode()))) as server:
        assert await server.api.models(server.connection, KEY) == ("[key]", "m")
