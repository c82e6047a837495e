"""The server itself: connections on loopback, and which answer each request gets."""

import asyncio
import contextlib
import itertools
import logging
from collections.abc import Coroutine
from typing import Any

from deeptrin_desktop.core.tasks import Tasks
from deeptrin_desktop.demo.answer import model_list
from deeptrin_desktop.demo.asked import RefusedError, read_asked
from deeptrin_desktop.demo.generation import Generation
from deeptrin_desktop.demo.http import Incoming, MalformedError, Response, read_request
from deeptrin_desktop.demo.models import model_of
from deeptrin_desktop.demo.script import choices

log = logging.getLogger(__name__)


class DemoServer:
    """An OpenAI-compatible server on a free port of 127.0.0.1, on the running event loop.

    `pace` stretches every wait of the scripted models; at 0 they answer as fast as they can.
    """

    def __init__(self, pace: float = 1.0) -> None:
        self._pace = pace
        self._turns = itertools.count()
        self._connections = Tasks(lambda error: log.error("The demo's server failed", exc_info=error))
        self._server: asyncio.Server | None = None

    async def start(self) -> str:
        """Returns the base URL."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}/v1"

    async def stop(self) -> None:
        """Ends every connection and waits until they have ended."""
        if self._server is not None:
            with contextlib.suppress(NotImplementedError):  # Windows' loop has no readers
                for listening in self._server.sockets:
                    asyncio.get_running_loop().remove_reader(listening)
            await asyncio.sleep(0)  # asyncio loses a connection that it is just accepting when the server is closed
            self._server.close()
        await self._connections.cancel()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._server is None or not self._server.is_serving():  # it came while the server was being stopped
            writer.transport.abort()
            return
        serving = self._connections.start(self._serve(reader, writer))
        # Not in the coroutine itself, which never begins when the server stops in that very moment.
        serving.add_done_callback(lambda _: writer.transport.abort())

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if await self._answer(reader, writer):
                writer.close()
                await writer.wait_closed()
        except (ConnectionError, EOFError):
            pass  # the client left

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Returns whether the answer is complete."""
        turn = next(self._turns)
        request_id = f"demo-{turn + 1}"
        response = Response(writer, request_id)
        try:
            incoming = await read_request(reader)
            return await _while_connected(reader, self._route(incoming, response, turn=turn, request_id=request_id))
        except MalformedError:
            refused = RefusedError(400, "This is not a request that the demo's server can read.")
        except RefusedError as error:
            refused = error
        await response.send(refused.status, refused.body, headers=refused.headers)
        return True

    async def _route(self, incoming: Incoming, response: Response, *, turn: int, request_id: str) -> bool:
        match incoming.method, incoming.path:
            case "GET", "/v1/models":
                await response.send(200, model_list())
                return True
            case "POST", "/v1/chat/completions" | "/v1/completions":
                asked = read_asked(incoming.body, chat="/chat/" in incoming.path)
                model = model_of(asked)
                said = choices(asked, model.write(asked), turn)
                return await Generation(model, asked, said, request_id=request_id, pace=self._pace).send(response)
            case _, "/v1/models" | "/v1/chat/completions" | "/v1/completions":
                raise RefusedError(405, f"{incoming.method} is not for {incoming.path}.")
        raise RefusedError(404, f"The demo's server has nothing at {incoming.path}.")


async def _while_connected(reader: asyncio.StreamReader, answering: Coroutine[Any, Any, bool]) -> bool:
    """Awaits an answer, and cancels it when the client closes the connection. Raises EOFError then."""
    answer = asyncio.ensure_future(answering)
    left = asyncio.ensure_future(reader.read())
    try:
        await asyncio.wait((answer, left), return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            raise EOFError
        return answer.result()
    finally:
        answer.cancel()
        left.cancel()
        await asyncio.gather(answer, left, return_exceptions=True)
