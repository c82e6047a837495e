"""Stop: the socket is closed before the server sends its next event, on a plain loop and on the window's."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import httpx
import pytest
from api.loopback import CHAT, Exchange, Server, chunk, serving, stream

from deeptrin_desktop.api.answer import Answer
from deeptrin_desktop.core.connection import Connection, Timeouts
from deeptrin_desktop.core.errors import ApiError, Kind
from deeptrin_desktop.core.request import Arrival

HEADERS = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
FIRST = stream(chunk(content="a"), done=False)


class Watched:
    """A server that sends something, waits until the client is gone, and only then would send the next event."""

    def __init__(self, *pieces: bytes) -> None:
        self.asked = asyncio.Event()
        self.gone = asyncio.Event()
        self._pieces = pieces

    async def __call__(self, exchange: Exchange) -> None:
        await exchange.send(*self._pieces)
        self.asked.set()
        await exchange.gone()
        self.gone.set()


SENT = [
    (),
    (b"HTTP/1.1 200",),
    (HEADERS,),
    (HEADERS, b"%x\r\n%s\r\n" % (len(FIRST), FIRST)),
    (b"HTTP/1.1 500 Trouble\r\nContent-Length: 99\r\n\r\n{",),
]


@pytest.mark.parametrize("sent", SENT)
async def test_cancelling_closes_the_socket_whatever_was_sent_before(sent: tuple[bytes, ...]) -> None:
    await _cancel(sent)


@pytest.mark.parametrize("sent", SENT)
async def test_cancelling_closes_the_socket_on_the_loop_of_the_window(qt_loop: Any, sent: tuple[bytes, ...]) -> None:
    await _cancel(sent)


async def _cancel(sent: tuple[bytes, ...]) -> None:
    script = Watched(*sent)
    async with serving(script) as server:
        task = asyncio.create_task(server.reply())
        await script.asked.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await script.gone.wait()


@pytest.mark.parametrize("arrivals_taken", [1, 2])
async def test_closing_the_generator_closes_the_socket(arrivals_taken: int) -> None:
    await _close(arrivals_taken)


async def test_closing_the_generator_closes_the_socket_on_the_loop_of_the_window(qt_loop: Any) -> None:
    await _close(2)


async def _close(arrivals_taken: int) -> None:
    script = Watched(*SENT[3])
    async with serving(script) as server:
        arrivals = server.api.reply(server.connection, "", CHAT)
        for _ in range(arrivals_taken):
            await anext(arrivals)
        await arrivals.aclose()
        await script.gone.wait()
        with pytest.raises(StopAsyncIteration):
            await anext(arrivals)


async def test_closing_a_generator_that_was_never_started_sends_nothing() -> None:
    async with serving(Watched()) as server:
        await server.api.reply(server.connection, "", CHAT).aclose()
    assert server.requests == []


async def test_cancelling_while_it_connects_leaves_no_socket() -> None:
    """A server whose backlog is never emptied: TLS is never spoken, so the handshake hangs."""
    accepted, gone = asyncio.Event(), asyncio.Event()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        accepted.set()
        with suppress(ConnectionError):
            await reader.read()
        writer.close()
        gone.set()

    async with serving(Watched()) as server:
        listener = await asyncio.start_server(silent, "127.0.0.1", 0)
        async with listener:
            server.connection = Connection("id", "", f"https://127.0.0.1:{listener.sockets[0].getsockname()[1]}/v1")
            task = asyncio.create_task(server.reply())
            await accepted.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await gone.wait()


async def test_closing_the_client_ends_running_replies() -> None:
    script = Watched(*SENT[3])
    async with serving(script) as server:
        arrivals = server.api.reply(server.connection, "", CHAT)
        await anext(arrivals)
        await anext(arrivals)
        await server.api.close()
        await script.gone.wait()
        with pytest.raises(ApiError) as caught:
            await anext(arrivals)
    assert caught.value.failure.kind is Kind.DISCONNECTED


async def test_several_replies_run_at_once_and_stopping_one_disturbs_none() -> None:
    scripts = [Watched(*SENT[3]) for _ in range(3)]
    go_on = asyncio.Event()

    async def lasting(exchange: Exchange) -> None:
        await exchange.send(*SENT[3])
        await go_on.wait()
        await exchange.send(b"%x\r\n%s\r\n" % (len(stream()), stream()))

    async with serving(*scripts, lasting) as server:
        running = [await _started(server) for _ in range(4)]
        for arrivals, script in zip(running, scripts, strict=False):
            await arrivals.aclose()
            await script.gone.wait()
        go_on.set()
        assert [arrival async for arrival in running[-1]] == [Arrival(done=True)]


async def _started(server: Server) -> AsyncGenerator[Arrival, None]:
    arrivals = server.api.reply(server.connection, "", CHAT)
    await anext(arrivals)
    await anext(arrivals)
    return arrivals


@pytest.mark.parametrize(
    ("phase", "timeouts", "sent"),
    [("first-byte", Timeouts(first_byte=0.02), SENT[0]), ("idle", Timeouts(idle=0.02), SENT[3])],
)
async def test_silence_has_its_limits(phase: str, timeouts: Timeouts, sent: tuple[bytes, ...]) -> None:
    script = Watched(*sent)
    async with serving(script) as server:
        server.connection = replace(server.connection, timeouts=timeouts)
        failure = (await server.reply()).failure
        if server.requests:  # a busy machine may have had no time to read it
            await script.gone.wait()
    assert (failure.kind, failure.code, failure.seconds) == (Kind.TIMED_OUT, phase, 0.02)


async def test_a_silent_body_of_an_error_does_not_hide_its_status() -> None:
    async with serving(Watched(*SENT[4])) as server:
        server.connection = replace(server.connection, timeouts=Timeouts(idle=0.02))
        assert (await server.reply()).failure.kind is Kind.SERVER_FAILED


async def test_every_byte_counts_as_life() -> None:
    """On a clock of the test's own."""
    loop, ahead, source = asyncio.get_running_loop(), 0.0, Source()
    real_time = loop.time
    loop.time = lambda: real_time() + ahead  # type: ignore[method-assign]
    answer = Answer(httpx.Response(200, stream=source), timeouts=Timeouts(idle=10))
    for _ in range(3):
        reading = asyncio.create_task(answer.read())
        await asyncio.sleep(0)
        ahead += 9
        source.bytes.put_nowait(b": still here\n")
        assert await reading == b": still here\n"
    reading = asyncio.create_task(answer.read())
    await asyncio.sleep(0)
    ahead += 11
    with pytest.raises(ApiError) as caught:
        await reading
    await answer.aclose()
    assert caught.value.failure.kind is Kind.TIMED_OUT


class Source(httpx.AsyncByteStream):
    def __init__(self) -> None:
        self.bytes: asyncio.Queue[bytes] = asyncio.Queue()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            yield await self.bytes.get()
