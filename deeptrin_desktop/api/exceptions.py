"""The one seam where exceptions of httpx, ssl and the sockets become failures of ours."""

import errno
import os
import ssl
from collections.abc import Iterator
from socket import gaierror

import httpx

from deeptrin_desktop.core.connection import Timeouts
from deeptrin_desktop.core.errors import Failure, Kind

_CUT = (
    ConnectionResetError,
    ConnectionAbortedError,
    BrokenPipeError,
    ssl.SSLEOFError,
    ssl.SSLZeroReturnError,  # which of the two an end in mid-handshake is, depends on the release of Python
)


def failure_of_exception(
    error: Exception, *, timeouts: Timeouts, proxied: bool = False, answering: bool = False
) -> Failure:
    """The failure that an exception is; `answering` once the headers were there. A bug is raised again."""
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return _timed_out(error, timeouts)
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | UnicodeError):
        return Failure(Kind.BAD_URL)
    if isinstance(error, httpx.ProxyError):
        return Failure(Kind.PROXY, said=str(error))
    if isinstance(error, httpx.RemoteProtocolError):
        return _broken_protocol(str(error), answering=answering)
    if isinstance(error, httpx.LocalProtocolError) or not isinstance(error, httpx.HTTPError | OSError):
        raise error
    return _broken_network(list(_causes(error)), proxied=proxied, connecting=isinstance(error, httpx.ConnectError))


def _timed_out(error: Exception, timeouts: Timeouts) -> Failure:
    if isinstance(error, httpx.ConnectTimeout):
        return Failure(Kind.TIMED_OUT, code="connect", seconds=timeouts.connect)
    phase = "send" if isinstance(error, httpx.WriteTimeout) else "first-byte"
    return Failure(Kind.TIMED_OUT, code=phase, seconds=timeouts.first_byte)


def _broken_protocol(said: str, *, answering: bool) -> Failure:
    if "closed connection" in said or "disconnected" in said:
        return Failure(Kind.DISCONNECTED)
    return Failure(Kind.BROKEN_REPLY if answering else Kind.NOT_AN_API, said=said)


def _broken_network(causes: list[BaseException], *, proxied: bool, connecting: bool) -> Failure:
    for cause in causes:
        if isinstance(cause, ssl.SSLError) and not isinstance(cause, _CUT):
            return Failure(Kind.TLS, said=_tls_reason(cause), code=cause.reason or "")
    errors = [cause for cause in causes if isinstance(cause, OSError) and cause.errno]
    if not connecting or not errors or any(isinstance(cause, _CUT) for cause in errors):
        return Failure(Kind.DISCONNECTED)
    refused = any(cause.errno == errno.ECONNREFUSED for cause in errors)
    said = "" if refused else _system_words(errors[0])
    if proxied:
        return Failure(Kind.PROXY, said=said or os.strerror(errno.ECONNREFUSED))
    return Failure(Kind.HOST_NOT_FOUND if isinstance(errors[0], gaierror) else Kind.REFUSED, said=said)


def _system_words(error: OSError) -> str:
    """What the operating system says, without the addresses that asyncio adds."""
    return (error.strerror or "") if isinstance(error, gaierror) else os.strerror(error.errno or 0)


def _tls_reason(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    return (error.reason or "").replace("_", " ").lower()


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception, what it was raised from, and what those were, the parts of groups among them."""
    yield error
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            yield from _causes(part)
    if cause := error.__cause__ or error.__context__:
        yield from _causes(cause)
