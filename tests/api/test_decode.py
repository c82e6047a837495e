"""The bodies of answers, in the shapes that servers give them, and broken in the ways that they are."""

import json
from typing import Any

import pytest
from api.loopback import chunk, stream
from hypothesis import given
from hypothesis import strategies as st

from deeptrin_desktop.api.decode import ReplyDecoder
from deeptrin_desktop.core.errors import Kind
from deeptrin_desktop.core.message import Delta, Usage
from deeptrin_desktop.core.request import Arrival


def decoded(*pieces: bytes) -> tuple[Arrival, Kind | None]:
    """All that a body brought, as one arrival, and what was wrong with it."""
    decoder = ReplyDecoder()
    for piece in pieces:
        decoder.feed(piece)
    decoder.end()
    return decoder.take() or Arrival(), decoder.failure.kind if decoder.failure else None


def streamed(*chunks: Any) -> tuple[Arrival, Kind | None]:
    return decoded(stream(*(json.dumps(chunk) for chunk in chunks)))


def choice(**fields: Any) -> dict[str, Any]:
    return {"choices": [fields]}


def text_of(arrival: Arrival, index: int = 0) -> str:
    return "".join(delta.text for delta in arrival.deltas if delta.choice == index)


@pytest.mark.parametrize(
    ("body", "delta"),
    [
        (choice(index=0, delta={"role": "assistant", "content": "a"}, finish_reason=None), Delta(0, "a")),
        (choice(delta={"content": "a"}), Delta(0, "a")),
        (choice(index=None, delta={"content": "a"}), Delta(0, "a")),
        (choice(index=1.0, delta={"content": "a"}), Delta(1, "a")),
        (choice(index="1", delta={"content": "a"}), Delta(1, "a")),
        (
            choice(index=0, delta={"content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}),
            Delta(0, "ab"),
        ),
        (choice(index=0, delta={"content": ["a", None, {"type": "image"}, 5]}), Delta(0, "a")),
        (choice(index=0, delta={"content": None, "reasoning_content": "r"}), Delta(0, "", "r")),
        (choice(index=0, delta={"reasoning": "r"}), Delta(0, "", "r")),
        (choice(index=0, delta={}, finish_reason="stop"), Delta(0, "", "", "stop")),
        (choice(index=0, delta=None, finish_reason="a new one"), Delta(0, "", "", "a new one")),
        (choice(index=0, delta={"tool_calls": [], "content": "a"}), Delta(0, "a")),
        (choice(index=0, text="a", finish_reason="length"), Delta(0, "a", "", "length")),
        (choice(index=0, message={"content": "a"}, finish_reason="stop"), Delta(0, "a", "", "stop")),
        (
            choice(index=0, delta={}, message={"content": "all of it again"}, finish_reason="stop"),
            Delta(0, finish_reason="stop"),
        ),
        (choice(index=0, delta={"content": "a\0b"}), Delta(0, "a\ufffdb")),
        ({"choices": [None, 5, {"delta": {"content": "a"}}]}, Delta(2, "a")),
    ],
)
def test_a_choice_is_read_whatever_its_shape(body: Any, delta: Delta) -> None:
    assert streamed(body) == (Arrival((delta,), done=True), None)
    assert decoded(json.dumps(body).encode()) == (Arrival((delta,), done=True), None)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"choices": None},
        {"choices": []},
        {"choices": {}},
        choice(delta={"content": ""}),
        choice(delta={"content": 5}),
    ],
)
def test_a_chunk_without_text_brings_nothing(body: Any) -> None:
    assert streamed(body) == (Arrival(done=True), None)


def test_choices_are_told_apart_by_index_alone() -> None:
    order = [2, 0, 1, 1, 0, 2]
    arrival, failure = streamed(
        *(choice(index=index, delta={"content": str(place)}) for place, index in enumerate(order))
    )
    assert failure is None
    assert [text_of(arrival, index) for index in range(3)] == ["14", "23", "05"]


@pytest.mark.parametrize("index", [-1, 128, 1e300, 10**30, 10**400, -0.9e9])
def test_an_index_that_none_asked_for_ends_the_reply_and_loses_nothing(index: float) -> None:
    arrival, failure = streamed(choice(delta={"content": "a"}), choice(index=index, delta={"content": "b"}))
    assert (text_of(arrival), arrival.done, failure) == ("a", False, Kind.BROKEN_REPLY)


@pytest.mark.parametrize("index", [True, "x", [], 0.5, float("inf"), float("nan"), "9" * 5000])
def test_an_index_that_is_no_number_is_that_of_the_place(index: Any) -> None:
    assert text_of(streamed(choice(index=index, delta={"content": "a"}))[0]) == "a"


@pytest.mark.parametrize(
    ("usage", "read"),
    [
        ({"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}, Usage(1, 2, 3)),
        ({"prompt_tokens": 1.0, "completion_tokens": None}, Usage(1)),
        ({"prompt_tokens": -1, "completion_tokens": 2**70, "total_tokens": 3}, Usage(None, None, 3)),
        ({"prompt_tokens": "x"}, None),
        ({}, None),
        (None, None),
        ("x", None),
    ],
)
def test_usage_is_kept_where_it_is_usage(usage: Any, read: Usage | None) -> None:
    assert streamed({"choices": [], "usage": usage})[0].usage == read
    assert streamed({**choice(delta={"content": "a"}), "usage": usage})[0].usage == read


def test_the_answering_model_is_told_once() -> None:
    decoder = ReplyDecoder()
    body = json.dumps({"model": "m", **choice(delta={"content": "a"})})
    decoder.feed(stream(body, done=False))
    assert decoder.take() == Arrival((Delta(0, "a"),), model="m")
    decoder.feed(stream(body, done=False))
    assert decoder.take() == Arrival((Delta(0, "a"),))
    assert decoder.take() is None


def test_surrogate_halves_are_joined_across_deltas_for_each_choice_and_field() -> None:
    first, second = json.loads('["\\ud83d", "\\ude00"]')
    arrival, _ = streamed(
        choice(index=0, delta={"content": "a" + first}),
        choice(index=1, delta={"content": first, "reasoning_content": first}),
        choice(index=0, delta={"content": second + "b"}),
        choice(index=1, delta={"reasoning_content": second}),
        choice(index=1, delta={"content": "c"}),
    )
    assert (text_of(arrival, 0), text_of(arrival, 1)) == ("a\U0001f600b", "\ufffdc")
    assert "".join(delta.reasoning for delta in arrival.deltas) == "\U0001f600"


def test_a_half_that_stays_alone_is_replaced_at_the_end() -> None:
    arrival, _ = decoded(b'data: {"choices":[{"delta":{"content":"a\\ud83d"}}]}\n\n')
    assert text_of(arrival) == "a\ufffd"


@given(st.lists(st.text(st.sampled_from("a\0\ud83d\ude00\U0001f600"), max_size=3)))
def test_no_cutting_of_text_makes_text_that_cannot_be_stored(fragments: list[str]) -> None:
    arrival, _ = streamed(*(choice(delta={"content": fragment}) for fragment in fragments))
    whole = "".join(fragments).replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert text_of(arrival) == whole


ERRORS = [
    'data: {"error": {"message": "m", "type": "server_error"}}\n\n',
    'data: {"error": "m"}\n\n',
    "event: error\ndata: m\n\n",
    'event: error\ndata: {"message": "m"}\n\n',
    'data: {"object": "error", "message": "m"}\n\n',
    'data: {"detail": "m"}\n\n',
    'data: {"choices": [{"delta": {"content": "b"}}], "error": {"code": 502, "message": "m"}}\n\n',
]


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_inside_a_stream_ends_it_and_loses_nothing(error: str) -> None:
    decoder = ReplyDecoder()
    decoder.feed(stream(chunk(content="a"), done=False) + error.encode() + stream(chunk(content="never")))
    decoder.end()
    arrival = decoder.take()
    assert arrival is not None
    assert text_of(arrival) in ("a", "ab")
    assert not arrival.done
    assert decoder.failure is not None
    assert (decoder.failure.kind, decoder.failure.said) == (Kind.SERVER_FAILED, "m")


@pytest.mark.parametrize("quiet", ['{"error": null, "choices": []}', '{"error": {}}', '{"detail": null}'])
def test_an_empty_error_is_none(quiet: str) -> None:
    assert decoded(stream(quiet)) == (Arrival(done=True), None)


def test_events_of_other_names_are_passed_over() -> None:
    assert decoded(b"event: ping\ndata: 2026-01-01\n\nevent: ping\ndata: {}\n\ndata:\n\n" + stream()) == (
        Arrival(done=True),
        None,
    )


DEEP = "[" * 100_000


@pytest.mark.parametrize(
    "broken", ['{"choices": ', "hello", "[]", '{"a": ' + DEEP, "{" * 100_000, '{"a": ' + "9" * 5000 + "}"]
)
def test_broken_json_is_one_error_of_ours(broken: str) -> None:
    arrival, failure = decoded(stream(chunk(content="a"), broken))
    assert (text_of(arrival), arrival.done, failure) == ("a", False, Kind.BROKEN_REPLY)


@pytest.mark.parametrize("body", ['{"choices": ', "[]", '{"a": ' + DEEP, DEEP])
def test_a_broken_json_body_is_one_error_of_ours(body: str) -> None:
    assert decoded(body.encode()) == (Arrival(), Kind.BROKEN_REPLY)


def test_line_ends_may_stand_raw_in_strings() -> None:
    assert text_of(decoded(b'data: {"choices":[{"delta":{"content":"a\tb\ndata: c"}}]}\n\n')[0]) == "a\tb\nc"


def test_a_stream_that_ends_inside_an_event_is_incomplete_and_no_error() -> None:
    data = stream(chunk(content="a"), done=False) + b'data: {"choi'
    assert decoded(data) == (Arrival((Delta(0, "a"),)), None)


def test_a_last_event_without_a_blank_line_counts() -> None:
    assert decoded(stream(chunk(content="a"), done=False) + b"data: [DONE]") == (
        Arrival((Delta(0, "a"),), done=True),
        None,
    )


@pytest.mark.parametrize("body", [b"", b"\r\n \n", b"\xef\xbb\xbf", b"\xef\xbb", b": comment\n\n", b"data\n\n"])
def test_a_body_without_an_event_is_a_reply_without_text(body: bytes) -> None:
    assert decoded(body) == (Arrival(), None)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<!DOCTYPE html><html><head><title>Sign &amp; in\n here</title></head></html>", "Sign & in here"),
        (b"\xef\xbb\xbf  <html><body><h1>It <b>works</b>!</h1></body></html>", "It works!"),
        (b"<html></html>", ""),
        (b"OK, all is well", "OK, all is well"),
        (b'{"status": "ok"}', ""),
    ],
)
def test_what_is_no_answer_of_an_api_is_said_so(body: bytes, said: str) -> None:
    for size in (1, len(body)):
        decoder = ReplyDecoder()
        for place in range(0, len(body), size):
            decoder.feed(body[place : place + size])
        decoder.end()
        assert decoder.failure is not None
        assert (decoder.failure.kind, decoder.failure.said) == (Kind.NOT_AN_API, said)


@given(st.lists(st.integers(0, 400), max_size=12), st.booleans())
def test_any_cutting_gives_the_same_reply(places: list[int], as_json: bool) -> None:
    text = "a\U0001f600\u2028" * 5
    body = (
        json.dumps(choice(message={"content": text})).encode()
        if as_json
        else b"\xef\xbb\xbf" + stream(chunk(content=text))
    )
    places = sorted(min(place, len(body)) for place in places)
    pieces = [body[start:end] for start, end in zip([0, *places], [*places, len(body)], strict=True)]
    assert decoded(*pieces) == decoded(body) == (Arrival((Delta(0, text),), done=True), None)
