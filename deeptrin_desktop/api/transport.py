"""One request out, its answer's headers back: with time limits, hardly any redirect, and httpx's trouble translated."""

import asyncio
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, urljoin, urlsplit

import httpx

from deeptrin_desktop.api.answer import Answer
from deeptrin_desktop.api.exceptions import failure_of_exception
from deeptrin_desktop.api.pools import Pools
from deeptrin_desktop.api.telling import Teller
from deeptrin_desktop.core.connection import Timeouts, origin_of
from deeptrin_desktop.core.errors import ApiError, Failure, Kind

_MOST_REDIRECTS = 3

_log = logging.getLogger("deeptrin_desktop.api")


@dataclass(frozen=True, slots=True, repr=False)
class Outgoing:
    """One HTTP request. It holds the key, so it never shows itself."""

    method: str
    url: str
    headers: Mapping[str, str]
    timeouts: Timeouts
    content: bytes = b""
    teller: Teller | None = None
    """Is told of it."""


async def send(pools: Pools, outgoing: Outgoing) -> Answer:
    """Sends a request and gives the answer once its headers are there; the caller closes it.

    The conversation goes to no other origin than it was meant for: only 307 and 308 within it are followed.
    Raises ApiError.
    """
    url = parts_of(outgoing.url)
    logged = f"{outgoing.method} {url.scheme}://{host_in(url)}{url.path}"
    for _ in range(_MOST_REDIRECTS + 1):
        answer = await _send_once(pools, outgoing, logged=logged)
        if answer.status not in (301, 302, 303, 307, 308):
            return answer
        await answer.aclose()
        target = _target(outgoing.url, answer)
        if answer.status < 307 or target is None or origin_of(target.geturl()) != origin_of(outgoing.url):
            break
        outgoing = replace(outgoing, url=target.geturl())
    raise ApiError(Failure(Kind.REDIRECTED, said=host_in(target) if target else "", status=answer.status))


def host_in(url: SplitResult) -> str:
    """The host of an address, and its port where it has one."""
    return url.netloc.rpartition("@")[2]


def parts_of(url: str) -> SplitResult:
    """Raises ApiError (bad-url) for what is no HTTP address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = SplitResult("", "", "", "", "")
    if parts.scheme not in ("http", "https") or not parts.hostname or " " in parts.netloc:
        raise ApiError(Failure(Kind.BAD_URL, said=url))
    return parts


def _target(url: str, answer: Answer) -> SplitResult | None:
    location = answer.headers.get("location", "")
    try:
        return parts_of(urljoin(url, location)) if location else None
    except (ApiError, ValueError):
        return None


async def _send_once(pools: Pools, outgoing: Outgoing, *, logged: str) -> Answer:
    pool, proxied = await pools.towards(parts_of(outgoing.url))
    started = time.monotonic()
    try:
        response = await _headers_of(pool, outgoing)
    except Exception as error:
        failure = failure_of_exception(error, timeouts=outgoing.timeouts, proxied=proxied)
        _log.debug("%s: %s after %.3f s", logged, failure.kind, time.monotonic() - started)
        raise ApiError(failure) from None
    _log.debug("%s: %d after %.3f s", logged, response.status_code, time.monotonic() - started)
    return Answer(response, timeouts=outgoing.timeouts, teller=outgoing.teller)


async def _headers_of(pool: httpx.AsyncHTTPTransport, outgoing: Outgoing) -> httpx.Response:
    timeouts = outgoing.timeouts
    limits = httpx.Timeout(connect=timeouts.connect, write=timeouts.first_byte, read=None, pool=None)
    request = httpx.Request(
        outgoing.method,
        outgoing.url,
        headers=dict(outgoing.headers),
        content=outgoing.content,
        extensions={"timeout": limits.as_dict()},
    )
    if outgoing.teller:
        outgoing.teller.sent(request)
    async with asyncio.timeout(timeouts.first_byte):
        return await pool.handle_async_request(request)
