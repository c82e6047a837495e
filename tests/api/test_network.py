"""The way to the server: names, ports, TLS, proxies and redirects, and what is said when one of them fails."""

import asyncio
import json
import socket
import ssl
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme
from api.loopback import CHAT, KEY, Exchange, Server, answer, chunk, playing, serving, stream

from deeptrin_desktop.core.connection import Timeouts
from deeptrin_desktop.core.errors import Failure, Kind

GOOD = answer(stream(chunk(content="a")))


async def failure_at(base_url: str, **timeouts: float) -> Failure:
    async with serving(playing(GOOD)) as server:
        server.connection = replace(server.connection, base_url=base_url, timeouts=Timeouts(**timeouts))
        return (await server.reply(key=KEY)).failure


@pytest.mark.parametrize(
    "base_url",
    [
        "",
        "no address",
        "ftp://example.test/v1",
        "http://",
        "http://[::g]/v1",
        "http://a b/v1",
        "http://a:b/v1",
        "http://xn--a.de/v1",
    ],
)
async def test_what_is_no_address_is_said_so(base_url: str) -> None:
    assert (await failure_at(base_url)).kind is Kind.BAD_URL


async def test_a_host_that_is_not_found() -> None:
    failure = await failure_at("http://nothing.invalid:81/v1")
    assert (failure.kind, failure.host) == (Kind.HOST_NOT_FOUND, "nothing.invalid:81")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_a_port_where_nobody_listens(host: str, unused_port: int) -> None:
    failure = await failure_at(f"http://{host}:{unused_port}/v1")
    assert (failure.kind, failure.host, failure.said) == (Kind.REFUSED, f"{host}:{unused_port}", "")


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_a_server_that_ends_the_connection_before_its_answer() -> None:
    async def reset(exchange: Exchange) -> None:
        exchange.reset()

    async with serving(playing(), playing(b"HTTP/1.1 200 OK\r\n"), reset) as server:
        for _ in range(3):
            assert (await server.reply()).failure.kind is Kind.DISCONNECTED


async def test_a_connection_that_is_reset_in_the_middle_loses_nothing_that_had_come() -> None:
    async def script(exchange: Exchange) -> None:
        await exchange.send(b"HTTP/1.1 200 OK\r\n\r\n" + stream(chunk(content="a"), done=False) + b"data: {")
        await read.wait()
        exchange.reset()

    read = asyncio.Event()
    async with serving(script) as server:
        arrivals = server.api.reply(server.connection, "", CHAT)
        await anext(arrivals)
        assert (await anext(arrivals)).deltas[0].text == "a"
        read.set()
        with pytest.raises(Exception, match="disconnected"):
            await anext(arrivals)


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (b"SSH-2.0-OpenSSH_9.9\r\n\r\n", Kind.NOT_AN_API),
        (b"\x15\x03\x01\x00\x02\x02\x50\r\n\r\n", Kind.NOT_AN_API),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot a size\r\n", Kind.BROKEN_REPLY),
        (answer(b"no gzip", headers=["Content-Encoding: gzip"]), Kind.BROKEN_REPLY),
        (answer(b"x", headers=["Content-Encoding: br"]), Kind.BROKEN_REPLY),
        (answer(b"x", headers=["Content-Encoding: br"], status=500), Kind.SERVER_FAILED),
        (answer(b"<html><title>Sign in</title></html>"), Kind.NOT_AN_API),
    ],
)
async def test_what_speaks_another_language(sent: bytes, kind: Kind) -> None:
    async with serving(playing(sent)) as server:
        assert (await server.reply()).failure.kind is kind


# TLS


class Authority:
    """A certificate authority and the contexts that servers and clients make with it."""

    def __init__(self) -> None:
        self._authority = trustme.CA()

    def server(self, name: str = "127.0.0.1", **options: Any) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert(name, **options).configure_cert(context)
        return context

    def trusted(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        self._authority.configure_trust(context)
        return context

    def write(self, path: Path) -> None:
        self._authority.cert_pem.write_to_path(str(path))


async def tls_failure(server: ssl.SSLContext, client: ssl.SSLContext | None) -> Failure:
    async with serving(playing(GOOD), tls=server, trust=client) as running:
        return (await running.reply(key=KEY)).failure


async def test_tls_with_a_trusted_authority() -> None:
    authority = Authority()
    await _speak_tls(authority, authority.trusted())


async def test_tls_says_in_words_what_is_wrong() -> None:
    authority, past = Authority(), datetime.now(UTC) - timedelta(days=1)
    unknown = await tls_failure(authority.server(), Authority().trusted())
    expired = await tls_failure(authority.server(not_after=past), authority.trusted())
    misnamed = await tls_failure(authority.server("example.test"), authority.trusted())
    assert {failure.kind for failure in (unknown, expired, misnamed)} == {Kind.TLS}
    assert {failure.code for failure in (unknown, expired, misnamed)} == {"CERTIFICATE_VERIFY_FAILED"}
    assert "unable to get local issuer certificate" in unknown.said
    assert "certificate has expired" in expired.said
    assert "not valid for '127.0.0.1'" in misnamed.said


async def test_the_system_s_trust_is_asked_where_none_is_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    authority, roots = Authority(), tmp_path / "roots.pem"
    authority.write(roots)
    failure = await tls_failure(authority.server(), None)
    assert (failure.kind, failure.code) == (Kind.TLS, "CERTIFICATE_VERIFY_FAILED")
    monkeypatch.setenv("SSL_CERT_FILE", str(roots))
    await _speak_tls(authority, None)


async def test_tls_on_the_loop_of_the_window_leaves_no_thread(qt_loop: Any) -> None:
    """One that is not a daemon would keep the process alive."""
    authority = Authority()
    before = set(threading.enumerate())
    await _speak_tls(authority, authority.trusted())
    await tls_failure(authority.server(), None)
    assert {type(thread).__name__ for thread in set(threading.enumerate()) - before} <= {"_DummyThread"}


async def _speak_tls(authority: Authority, trust: ssl.SSLContext | None) -> None:
    async with serving(playing(GOOD), tls=authority.server(), trust=trust) as server:
        assert (await server.reply(key=KEY)).text() == "a"


@pytest.mark.parametrize(("said", "kind"), [(b"HTTP/1.1 400 Bad Request\r\n\r\n", Kind.TLS), (b"", Kind.DISCONNECTED)])
async def test_a_server_that_does_not_speak_tls(said: bytes, kind: Kind) -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(said)
        writer.close()

    listener = await asyncio.start_server(plain, "127.0.0.1", 0)
    async with listener:
        failure = await failure_at(f"https://127.0.0.1:{listener.sockets[0].getsockname()[1]}/v1")
    assert failure.kind is kind


# Redirects


def redirect(location: str, status: int = 307) -> bytes:
    return answer(b"moved", status=status, headers=[f"Location: {location}"] if location else [])


@pytest.mark.parametrize("status", [307, 308])
async def test_a_redirect_within_the_origin_is_followed_with_all_that_was_sent(status: int) -> None:
    async with serving(playing(redirect("/other/chat?x=1", status)), playing(GOOD)) as server:
        assert (await server.reply(key=KEY)).text() == "a"
    first, second = server.requests
    assert second.target == "/other/chat?x=1"
    assert (first.method, first.headers, first.body) == (second.method, second.headers, second.body)


@pytest.mark.parametrize(
    ("location", "status", "said"),
    [
        ("https://evil.test/v1?token=1", 307, "evil.test"),
        ("//evil.test:8443/v1", 308, "evil.test:8443"),
        ("http://user:pass@evil.test/", 307, "evil.test"),
        ("/other", 301, "127.0.0.1"),
        ("/other", 302, "127.0.0.1"),
        ("/other", 303, "127.0.0.1"),
        ("", 307, ""),
        ("mailto:a@b.c", 308, ""),
        ("http://[", 308, ""),
    ],
)
async def test_any_other_redirect_is_an_error_and_sends_nothing(location: str, status: int, said: str) -> None:
    async with serving(playing(redirect(location, status))) as server:
        failure = (await server.reply(key=KEY)).failure
    assert (failure.kind, failure.status) == (Kind.REDIRECTED, status)
    assert failure.said.partition(":")[0] == said.partition(":")[0]
    assert len(server.requests) == 1


async def test_redirects_have_an_end() -> None:
    async with serving(playing(redirect("/again"))) as server:
        assert (await server.reply()).failure.kind is Kind.REDIRECTED
    assert len(server.requests) == 4


# Proxies


@pytest.fixture(autouse=True)
def no_proxy_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


async def through(server: Server, monkeypatch: pytest.MonkeyPatch, base_url: str, *, scheme: str = "http") -> None:
    address = server.connection.base_url.removesuffix("/v1").replace("http", scheme, 1)
    monkeypatch.setenv("http_proxy", address)
    monkeypatch.setenv("https_proxy", address)
    server.connection = replace(server.connection, base_url=base_url)


async def test_the_system_s_proxy_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(playing(GOOD)) as server:
        await through(server, monkeypatch, "http://far-away.invalid/v1")
        assert (await server.reply()).text() == "a"
    assert server.requests[0].target == "http://far-away.invalid/v1/chat/completions"


@pytest.mark.parametrize("setting", ["http://127.0.0.1:1", "socks://127.0.0.1:1", "nonsense://x"])
async def test_loopback_never_goes_to_a_proxy(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, setting)
    async with serving(playing(GOOD)) as server:
        assert (await server.reply()).text() == "a"


async def test_a_host_that_the_system_excepts_is_reached_without_its_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(playing(GOOD)) as server:
        await through(server, monkeypatch, "http://far-away.invalid/v1")
        monkeypatch.setenv("no_proxy", "example.test,.invalid")
        assert (await server.reply()).failure.kind is Kind.HOST_NOT_FOUND
    assert server.requests == []


async def test_a_proxy_that_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = answer(b"no", status=407, reason="Proxy Authentication Required")
    for base_url in ("http://far-away.invalid/v1", "https://far-away.invalid/v1"):
        async with serving(playing(refusal)) as server:
            await through(server, monkeypatch, base_url)
            failure = (await server.reply(key=KEY)).failure
        assert (failure.kind, failure.host) == (Kind.PROXY, "far-away.invalid")


@pytest.mark.parametrize(
    "setting", ["http://127.0.0.1:{port}", "socks5://127.0.0.1:{port}", "nonsense://u:secret@x", "http://[::g"]
)
async def test_a_proxy_that_is_not_there(monkeypatch: pytest.MonkeyPatch, setting: str, unused_port: int) -> None:
    monkeypatch.setenv("all_proxy", setting.format(port=unused_port))
    failure = await failure_at("https://far-away.invalid/v1")
    assert failure.kind is Kind.PROXY
    assert "secret" not in repr(failure)


@pytest.mark.parametrize("scheme", ["socks", "socks5"])
async def test_a_socks_proxy_is_used(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    """The part of SOCKS 5 that a client without a password needs."""
    asked = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.readexactly(3) == b"\x05\x01\x00"
        writer.write(b"\x05\x00")
        length = (await reader.readexactly(5))[4]
        asked.append((await reader.readexactly(length + 2))[:-2])
        writer.write(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x50")
        await reader.readuntil(b"\r\n\r\n")
        writer.write(GOOD)
        await writer.drain()
        writer.close()

    listener = await asyncio.start_server(proxy, "127.0.0.1", 0)
    async with listener, serving(playing(GOOD)) as server:
        monkeypatch.setenv("all_proxy", f"{scheme}://127.0.0.1:{listener.sockets[0].getsockname()[1]}")
        server.connection = replace(server.connection, base_url="http://far-away.invalid/v1")
        assert (await server.reply()).text() == "a"
    assert asked == [b"far-away.invalid"]


# Refusals of usage


REFUSALS: list[Any] = [
    {"error": {"message": "no", "param": "stream_options"}},
    {"error": {"message": "Unrecognized request argument: stream_options"}},
    {"detail": [{"loc": ["body", "stream_options", "include_usage"], "msg": "Extra inputs are not permitted"}]},
]


@pytest.mark.parametrize("refusal", REFUSALS)
@pytest.mark.parametrize("status", [400, 422])
async def test_a_refused_request_for_usage_goes_out_once_more_without_it(refusal: Any, status: int) -> None:
    async with serving(playing(answer(json.dumps(refusal).encode(), status=status)), playing(GOOD)) as server:
        outcome = await server.reply(replace(CHAT, include_usage=True))
    assert outcome.arrivals[0].usage_refused
    assert outcome.text() == "a"
    first, second = (request.json for request in server.requests)
    assert {**second, "stream_options": {"include_usage": True}} == first


async def test_nothing_else_is_sent_twice() -> None:
    refusal = json.dumps(REFUSALS[0]).encode()
    statuses = [400, 401, 404, 408, 409, 413, 429, 500, 503]
    async with serving(*(playing(answer(refusal, status=status)) for status in statuses)) as server:
        for status in statuses:
            failure = (await server.reply(replace(CHAT, include_usage=status != 400))).failure
            assert failure.status == status
    assert len(server.requests) == len(statuses)


async def test_a_second_refusal_is_told() -> None:
    async with serving(playing(answer(json.dumps(REFUSALS[0]).encode(), status=400))) as server:
        failure = (await server.reply(replace(CHAT, include_usage=True))).failure
    assert (failure.kind, len(server.requests)) == (Kind.REJECTED, 2)  # there is nothing more to leave out
