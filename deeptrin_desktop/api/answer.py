"""An answer whose headers are there: its status, its headers, and its bytes as the network brings them."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import suppress

import httpx

from deeptrin_desktop.api.exceptions import failure_of_exception
from deeptrin_desktop.api.telling import Teller
from deeptrin_desktop.api.unpack import Unpacker
from deeptrin_desktop.core.connection import Timeouts
from deeptrin_desktop.core.errors import ApiError, Failure, Kind

_MOST_WAITING = 64
"""Pieces that may wait to be read."""
_REQUEST_IDS = ("x-request-id", "request-id", "x-amzn-requestid", "x-ms-request-id", "cf-ray")


class Answer:
    """Reads ahead on a task of its own: where a server sends each event in an HTTP chunk of its own, one network read
    brings many of them, and they are to travel together. Must be closed.
    """

    def __init__(self, response: httpx.Response, *, timeouts: Timeouts, teller: Teller | None = None) -> None:
        """The teller is told of its head, and then of its body as far as it is unpacked."""
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers
        """Their names are found in any case."""
        self._response = response
        self._timeouts = timeouts
        self._teller = teller
        if teller:
            teller.answered(response)
        self._unpacker: Unpacker | None = None
        self._waiting: asyncio.Queue[bytes | Exception | None] = asyncio.Queue(_MOST_WAITING)
        self._reader = asyncio.create_task(self._read_ahead())

    @property
    def request_id(self) -> str:
        return next((self.headers[name] for name in _REQUEST_IDS if name in self.headers), "")

    async def read(self) -> bytes:
        """All bytes that are there, as they came over the wire; waits for some, and always gives other tasks a turn.
        Empty at the end. Raises ApiError.
        """
        if not self._waiting.empty():
            await asyncio.sleep(0)
        pieces: list[bytes] = []
        item = await self._first()
        while isinstance(item, bytes):
            pieces.append(item)
            if self._waiting.empty():
                return b"".join(pieces)
            item = self._waiting.get_nowait()
        self._waiting.put_nowait(item)  # how it ended is told once all that came before is read
        if item is not None and not pieces:
            raise ApiError(failure_of_exception(item, timeouts=self._timeouts, answering=True))
        return b"".join(pieces)

    def unpacked(self, data: bytes) -> Iterator[bytes]:
        """Small pieces of what the bytes mean. Raises ApiError (broken-reply)."""
        if self._unpacker is None:
            self._unpacker = Unpacker(self.headers.get("content-encoding", ""))
        for piece in self._unpacker.pieces(data):
            if self._teller:
                self._teller.came(piece)
            yield piece

    async def body(self, longest: int) -> bytes:
        """The whole body, unpacked. Raises ApiError (too-large and others)."""
        body = bytearray()
        while data := await self.read():
            self._collect(body, data, longest)
            if len(body) > longest:
                raise ApiError(Failure(Kind.TOO_LARGE))
        return bytes(body)

    async def beginning(self, longest: int) -> bytes:
        """What can be read of the body, unpacked, until there is trouble or no byte comes or it is long enough."""
        body = bytearray()
        with suppress(ApiError, TimeoutError):
            async with asyncio.timeout(self._timeouts.idle):
                while len(body) <= longest and (data := await self.read()):
                    self._collect(body, data, longest)
        return bytes(body[:longest])

    def _collect(self, body: bytearray, data: bytes, longest: int) -> None:
        for piece in self.unpacked(data):
            body += piece
            if len(body) > longest:
                return

    async def aclose(self) -> None:
        """Closes the socket, unless the whole answer was read."""
        self._reader.cancel()
        await asyncio.wait([self._reader])
        await self._response.aclose()
        if self._teller:
            self._teller.ended()

    async def _first(self) -> bytes | Exception | None:
        try:
            async with asyncio.timeout(self._timeouts.idle):
                return await self._waiting.get()
        except TimeoutError:
            raise ApiError(Failure(Kind.TIMED_OUT, code="idle", seconds=self._timeouts.idle)) from None

    async def _read_ahead(self) -> None:
        ending: Exception | None = None
        try:
            async for piece in self._response.aiter_raw():
                await self._waiting.put(piece)
        except Exception as error:
            ending = error  # told where it is awaited
        await self._waiting.put(ending)
