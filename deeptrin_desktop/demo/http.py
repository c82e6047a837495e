"""As much HTTP/1.1 as one client on loopback needs: a request a connection, answered whole or in chunks."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

LARGEST_BODY = 64 * 1024 * 1024
"""Bytes."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request as it came. Names of headers are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class MalformedError(Exception):
    """What came is no HTTP request that this server reads."""


async def read_request(reader: asyncio.StreamReader) -> Incoming:
    """Raises MalformedError, and EOFError when the client left before the end of its request."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.LimitOverrunError:
        raise MalformedError from None
    first, *rest = head.decode("latin-1").split("\r\n")
    try:
        method, target, _ = first.split(" ")
        headers = {name.lower(): value.strip() for name, value in (line.split(":", 1) for line in rest if line)}
        length = int(headers.get("content-length", "0"))
    except ValueError:
        raise MalformedError from None
    if not 0 <= length <= LARGEST_BODY:
        raise MalformedError
    return Incoming(method, target.partition("?")[0], headers, await reader.readexactly(length))


class Response:
    """Writes one answer, after which the connection is closed."""

    def __init__(self, writer: asyncio.StreamWriter, request_id: str) -> None:
        self._writer = writer
        self._request_id = request_id

    async def send(
        self, status: int, value: object, *, headers: Mapping[str, str] | None = None, missing: int = 0
    ) -> None:
        """A whole JSON body. `missing` bytes more are promised than are sent, as when a connection breaks."""
        body = json.dumps(value).encode()
        length = str(len(body) + missing)
        self._head(status, {"Content-Type": "application/json", "Content-Length": length, **(headers or {})})
        self._writer.write(body)
        await self._writer.drain()

    async def start_events(self) -> None:
        self._head(HTTPStatus.OK, {"Content-Type": "text/event-stream", "Transfer-Encoding": "chunked"})
        await self._writer.drain()

    async def send_events(self, *events: object) -> None:
        """Server-sent events in one write: JSON values, or a string as it is."""
        lines = (event if isinstance(event, str) else json.dumps(event, ensure_ascii=False) for event in events)
        data = "".join(f"data: {line}\n\n" for line in lines).encode()
        self._writer.write(b"%x\r\n%s\r\n" % (len(data), data))
        await self._writer.drain()

    async def end_events(self) -> None:
        self._writer.write(b"0\r\n\r\n")
        await self._writer.drain()

    def _head(self, status: int, headers: Mapping[str, str]) -> None:
        lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", f"X-Request-Id: {self._request_id}"]
        lines += ["Connection: close", *(f"{name}: {value}" for name, value in headers.items())]
        self._writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
