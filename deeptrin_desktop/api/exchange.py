"""The port `Api` over HTTP, once all that it takes is imported: see `client`."""

import ssl
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

from deeptrin_desktop.api.answer import Answer
from deeptrin_desktop.api.arrivals import arrivals_in
from deeptrin_desktop.api.complaints import complaint_in, complaint_in_body, heading
from deeptrin_desktop.api.failures import about_request, failure_in_stream, failure_of_status, settled
from deeptrin_desktop.api.fields import models_in, read_json
from deeptrin_desktop.api.headers import headers_with
from deeptrin_desktop.api.limits import LONGEST_ERROR, LONGEST_VALUE
from deeptrin_desktop.api.pools import Pools
from deeptrin_desktop.api.telling import Teller
from deeptrin_desktop.api.transport import Outgoing, send
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.errors import ApiError, Failure, Kind, VaultError
from deeptrin_desktop.core.key import clean_key, scrub
from deeptrin_desktop.core.request import Arrival, Request
from deeptrin_desktop.core.wire import Witness

_NO_LIST = (404, 405, 501)


class Exchanges:
    """Requests to OpenAI-compatible servers, and what they answer. What it raises is made anew, so that no exception of
    httpx, whose texts may quote the key, hangs on it.
    """

    def __init__(self, tls: ssl.SSLContext) -> None:
        self._pools = Pools(tls)

    async def reply(
        self, connection: Connection, key: str, request: Request, witness: Witness | None
    ) -> AsyncGenerator[Arrival, None]:
        """See the port. Nothing is sent twice, but for a refused `stream_options`."""
        answer: Answer | None = None
        failure: Failure | None = None
        try:
            key = _usable(key)
            teller = Teller(witness, key) if witness else None
            answer, usage_refused = await self._answer_to(connection, key, request, teller)
            yield Arrival(request_id=scrub(answer.request_id, key), usage_refused=usage_refused)
            async with aclosing(arrivals_in(answer)) as arrivals:
                async for arrival in arrivals:
                    yield _scrubbed(arrival, key)
        except ApiError as error:
            failure = error.failure
        finally:
            if answer is not None:
                await answer.aclose()
        if failure is not None:
            failure = replace(failure, request_id=answer.request_id if answer else failure.request_id)
            failure = about_request(failure, request.optional)
            raise ApiError(settled(failure, base_url=connection.base_url, key=key, model=request.model))

    async def models(self, connection: Connection, key: str) -> tuple[str, ...]:
        """See the port."""
        try:
            key = _usable(key)
            url = f"{connection.base_url}/models"
            outgoing = Outgoing("GET", url, headers_with(key, has_body=False), connection.timeouts)
            async with aclosing(await self._accepted(outgoing)) as answer:
                return tuple(scrub(model, key) for model in _models_in(await answer.body(LONGEST_VALUE)))
        except ApiError as error:
            failure = error.failure
        if failure.status in _NO_LIST:
            failure = replace(failure, kind=Kind.NO_MODEL_LIST)
        raise ApiError(settled(failure, base_url=connection.base_url, key=key))

    async def close(self) -> None:
        """Closes all sockets, those of running replies too."""
        await self._pools.close()

    async def _answer_to(
        self, connection: Connection, key: str, request: Request, teller: Teller | None
    ) -> tuple[Answer, bool]:
        """The answer to a request, and whether it came only after `stream_options` was left out."""
        url = f"{connection.base_url}/{request.endpoint.value}"
        headers = headers_with(key, has_body=True)
        outgoing = Outgoing("POST", url, headers, connection.timeouts, request.encoded(), teller)
        try:
            return await self._accepted(outgoing, request), False
        except ApiError as error:
            if "stream_options" not in request.body() or not _refuses_usage(error.failure):
                raise
        without = replace(request, include_usage=False)
        return await self._accepted(replace(outgoing, content=without.encoded()), without), True

    async def _accepted(self, outgoing: Outgoing, request: Request | None = None) -> Answer:
        """The answer to a request that the server did not reject. Raises ApiError for one that it did."""
        answer = await send(self._pools, outgoing)
        if 200 <= answer.status < 300:
            return answer
        async with aclosing(answer):
            complaint = complaint_in_body(await answer.beginning(LONGEST_ERROR))
        failure = failure_of_status(
            answer.status,
            answer.headers,
            complaint,
            sent=request.optional if request else (),
            model=request.model if request else "",
        )
        raise ApiError(replace(failure, request_id=answer.request_id))


def _usable(key: str) -> str:
    """A key that can stand in a header; httpx quotes one that cannot in what it raises. Raises ApiError (bad-key)."""
    if not key:
        return key
    try:
        return clean_key(key)
    except VaultError as error:
        raise ApiError(error.failure) from None


def _refuses_usage(failure: Failure) -> bool:
    blamed = f"{failure.parameter} {failure.said}"
    return failure.status in (400, 422) and ("stream_options" in blamed or "include_usage" in blamed)


def _models_in(body: bytes) -> tuple[str, ...]:
    text = body.decode("utf-8", "replace").removeprefix("\ufeff").strip()
    if text[:1] not in ("{", "["):
        raise ApiError(Failure(Kind.NOT_AN_API, said=heading(text)))
    value = read_json(text)
    models = models_in(value)
    if models is not None:
        return models
    if isinstance(value, dict) and (value.get("error") or value.get("detail")):
        raise ApiError(failure_in_stream(complaint_in(value)))
    raise ApiError(Failure(Kind.NOT_AN_API))


def _scrubbed(arrival: Arrival, key: str) -> Arrival:
    """Without the key in what the server says about a reply. The reply's own text is shown as it came."""
    deltas = arrival.deltas
    if any(delta.finish_reason for delta in deltas):
        deltas = tuple(replace(delta, finish_reason=scrub(delta.finish_reason, key)) for delta in deltas)
    return replace(arrival, model=scrub(arrival.model, key), deltas=deltas)
