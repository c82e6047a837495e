"""A real server on loopback that plays scripts of raw bytes, records what it was sent, and can cut anywhere."""

import asyncio
import json
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from deeptrin_desktop.api.client import HttpApi
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.errors import ApiError, Failure
from deeptrin_desktop.core.message import Role
from deeptrin_desktop.core.request import Arrival, Endpoint, Request, Turn
from deeptrin_desktop.core.wire import Sight

KEY = "sk-very-secret-0123456789"
CHAT = Request(Endpoint.CHAT, "a-model", messages=(Turn(Role.USER, "Hi"),))


@dataclass(frozen=True)
class Recorded:
    """A request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    """By names in lower case."""
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Exchange:
    """One connection, from the server's side, after a request was read."""

    request: Recorded
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, *pieces: bytes) -> None:
        """Each piece goes out on its own, and the client has a chance to read it before the next."""
        for piece in pieces:
            self.writer.write(piece)
            await self.writer.drain()
            for _ in range(4 if len(pieces) > 1 else 0):
                await asyncio.sleep(0)

    def reset(self) -> None:
        """Ends the connection the hard way."""
        linger = struct.pack("ii", 1, 0)
        self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.writer.transport.abort()

    async def gone(self) -> None:
        """Waits until the client has closed its side."""
        with suppress(ConnectionError):
            await self.reader.read()


Script = Callable[[Exchange], Awaitable[None]]


@dataclass
class Server:
    """A running server, and a client for it."""

    api: HttpApi
    connection: Connection
    requests: list[Recorded] = field(default_factory=list)

    async def reply(self, request: Request = CHAT, *, key: str = "", watched: bool = True) -> "Outcome":
        """What a request ends with, read to its end."""
        outcome = Outcome()
        witness = outcome.seen.append if watched else None
        try:
            async for arrival in self.api.reply(self.connection, key, request, witness=witness):
                outcome.arrivals.append(arrival)
        except ApiError as error:
            outcome.error = error
        return outcome


@dataclass
class Outcome:
    """All that a reply brought, and what ended it."""

    arrivals: list[Arrival] = field(default_factory=list)
    seen: list[Sight] = field(default_factory=list)
    error: ApiError | None = None

    @property
    def failure(self) -> Failure:
        assert self.error is not None
        return self.error.failure

    @property
    def done(self) -> bool:
        return bool(self.arrivals) and self.arrivals[-1].done

    @property
    def finish_reasons(self) -> dict[int, str]:
        deltas = [delta for arrival in self.arrivals for delta in arrival.deltas]
        return {delta.choice: delta.finish_reason for delta in deltas if delta.finish_reason}

    def text(self, choice: int = 0) -> str:
        deltas = (delta for arrival in self.arrivals for delta in arrival.deltas)
        return "".join(delta.text for delta in deltas if delta.choice == choice)

    def reasoning(self, choice: int = 0) -> str:
        deltas = (delta for arrival in self.arrivals for delta in arrival.deltas)
        return "".join(delta.reasoning for delta in deltas if delta.choice == choice)


def playing(*pieces: bytes) -> Script:
    """Sends these bytes and closes."""

    async def script(exchange: Exchange) -> None:
        await exchange.send(*pieces)

    return script


def answer(
    body: bytes, *, status: int = 200, headers: Iterable[str] = (), framing: str = "length", reason: str = "Status"
) -> bytes:
    """An HTTP answer whose body is framed by `length`, `chunked` (one chunk a byte) or `close`."""
    head = [f"HTTP/1.1 {status} {reason}", *headers]
    if framing == "length":
        head.append(f"Content-Length: {len(body)}")
    elif framing == "chunked":
        head.append("Transfer-Encoding: chunked")
        body = b"".join(b"1\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n"
    else:
        head.append("Connection: close")
    return "\r\n".join([*head, "", ""]).encode() + body


def chunk(**fields: Any) -> str:
    """One chunk of a chat stream: `content`, `index`, `finish_reason`, and whatever else a delta has."""
    index = fields.pop("index", 0)
    finish_reason = fields.pop("finish_reason", None)
    choice = {"index": index, "delta": fields, "finish_reason": finish_reason}
    return json.dumps({"object": "chat.completion.chunk", "choices": [choice]})


def stream(*data: str, line_end: str = "\n", done: bool = True) -> bytes:
    """Server-sent events, one for each."""
    events = [*data, "[DONE]"] if done else data
    return "".join(f"data: {event}{line_end}{line_end}" for event in events).encode()


def cuts(data: bytes) -> Sequence[tuple[bytes, bytes]]:
    """The bytes in two pieces, cut at every place."""
    return [(data[:place], data[place:]) for place in range(len(data) + 1)]


@asynccontextmanager
async def serving(
    *scripts: Script, tls: ssl.SSLContext | None = None, trust: ssl.SSLContext | None = None, host: str = "127.0.0.1"
) -> AsyncIterator[Server]:
    """A server that answers each request with the next script, and goes on with the last one."""
    left = list(scripts)
    server = Server(HttpApi(trust), Connection("id", "Loopback", ""))
    tasks: set[asyncio.Task[None]] = set()
    writers: set[asyncio.StreamWriter] = set()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.add(writer)
        tasks.add(asyncio.create_task(played(reader, writer)))

    async def played(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.CancelledError):
            request = await _read_request(reader)
            server.requests.append(request)
            await (left.pop(0) if len(left) > 1 else left[0])(Exchange(request, reader, writer))
        writer.close()

    listener = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=tls)
    port = listener.sockets[0].getsockname()[1]
    server.connection = Connection("id", "Loopback", f"{'https' if tls else 'http'}://{host}:{port}/v1")
    try:
        yield server
    finally:
        await server.api.close()
        await stopped(listener)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for writer in writers:
            writer.transport.abort()
        await listener.wait_closed()


async def stopped(listener: asyncio.Server) -> None:
    """Closes a server. Asyncio loses the connection that it is just accepting then, so none is being accepted."""
    for listening in listener.sockets:
        asyncio.get_running_loop().remove_reader(listening)
    await asyncio.sleep(0)
    listener.close()


async def _read_request(reader: asyncio.StreamReader) -> Recorded:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError as error:
        raise ConnectionError from error
    first, *lines = head.split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    return Recorded(method, target, headers, await reader.readexactly(int(headers.get("content-length", 0))))
