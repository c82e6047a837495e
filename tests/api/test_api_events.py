"""The event decoder against the rules of server-sent events, and against any cutting of the same bytes."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deeptrin_desktop.api.events import Event, EventDecoder
from deeptrin_desktop.api.limits import LONGEST_VALUE
from deeptrin_desktop.core.errors import ApiError, Kind


def decoded(*pieces: bytes) -> list[Event]:
    decoder = EventDecoder()
    events = [event for piece in pieces for event in decoder.feed(piece)]
    return events + decoder.end()


PIECES_OF_STREAMS = st.sampled_from(
    [
        *[
            b"data",
            b"data:",
            b"data: ",
            b"event: error",
            b"id: 1",
            b"retry: 5",
            b": comment",
            b"other: x",
            b"\xef\xbb\xbf",
        ],
        *[b"\n", b"\r", b"\r\n", b"\n\n", b"\r\n\r\n", b"\r\r"],
        *[
            "\u00fc".encode(),
            "\u2028".encode(),
            "\u0085".encode(),
            "\U0001f600".encode(),
            b"\xff",
            b"\x0b\x0c\x1c",
            b"{}",
            b" ",
        ],
    ]
)


@given(st.lists(PIECES_OF_STREAMS, max_size=30).map(b"".join), st.lists(st.integers(0, 100), max_size=20))
def test_any_cutting_gives_the_same_events(data: bytes, places: list[int]) -> None:
    places = sorted(min(place, len(data)) for place in places)
    pieces = [data[start:end] for start, end in zip([0, *places], [*places, len(data)], strict=True)]
    assert decoded(*pieces) == decoded(data)
    assert decoded(*(data[place : place + 1] for place in range(len(data)))) == decoded(data)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_every_line_end_ends_lines(end: str) -> None:
    data = end.join(["data: 1", "data: 2", "", "event: error", "data: 3", "", ""]).encode()
    assert decoded(data) == [Event("", "1\n2"), Event("error", "3")]


@pytest.mark.parametrize("character", "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
def test_other_line_separators_are_text(character: str) -> None:
    assert decoded(f"data: a{character}b\n\n".encode()) == [Event("", f"a{character}b")]


@pytest.mark.parametrize(
    ("data", "events"),
    [
        (b"\xef\xbb\xbfdata: 1\n\n", [Event("", "1")]),
        (b"data:1\n\n", [Event("", "1")]),
        (b"data:  1\n\n", [Event("", " 1")]),
        (b"data\n\n", [Event("", "")]),
        (b": comment\n\n:\n\n", []),
        (b"id: 7\n\n: comment\n\ndata: 1\n\n", [Event("", "1")]),
        (b"event: error\n\ndata: 1\n\n", [Event("", "1")]),
        (b"data: 1\n\ndata: 2", [Event("", "1"), Event("", "2")]),
        (b"data: 1\n\ndata: 2\n", [Event("", "1"), Event("", "2")]),
        (b"data: \xff\xc3\n\n", [Event("", "\ufffd\ufffd")]),
        (b"\n\n\n", []),
        (b"", []),
    ],
)
def test_what_makes_an_event(data: bytes, events: list[Event]) -> None:
    assert decoded(data) == events


def test_an_event_comes_with_the_carriage_return_that_ends_it() -> None:
    decoder = EventDecoder()
    assert decoder.feed(b"data: 1\r\r") == [Event("", "1")]
    assert decoder.feed(b"\ndata: 2\r\n\r\n") == [Event("", "2")]


@pytest.mark.parametrize("piece", [b"data: " + b"x" * 65530, b"data: " + b"x" * 65529 + b"\n"])
def test_a_line_and_an_event_have_a_longest(piece: bytes) -> None:
    """The second is an event of many lines, of which none is long."""
    decoder = EventDecoder()
    tracemalloc.start()
    with pytest.raises(ApiError) as caught:  # noqa: PT012 - it is any of them
        for _ in range(64 * 2**20 // len(piece)):
            decoder.feed(piece)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.failure.kind is Kind.TOO_LARGE
    assert most < 3 * LONGEST_VALUE
