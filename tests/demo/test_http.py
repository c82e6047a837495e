"""Reading requests, where a socket cannot show it reliably."""

import asyncio

import pytest

from deeptrin_desktop.demo.http import LARGEST_BODY, MalformedError, read_request


def reader_of(data: bytes) -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    reader.feed_data(data)
    reader.feed_eof()
    return reader


@pytest.mark.parametrize(
    "data",
    [b"x" * 100_000 + b"\r\n\r\n", b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (LARGEST_BODY + 1)],
)
async def test_too_much_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedError):
        await read_request(reader_of(data))


@pytest.mark.parametrize("data", [b"", b"GET / HT", b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{"])
async def test_a_client_that_leaves_early(data: bytes) -> None:
    with pytest.raises(EOFError):
        await read_request(reader_of(data))
