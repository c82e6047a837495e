"""The key is nowhere but in the keyring, whatever servers send back: all that the app wrote is looked through."""

import base64
import html
import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import pytest
from api.loopback import answer, chunk, stream
from app.person import Person, at_the_program
from app.talking import MODELS, Talk, talking
from keys.secret_service import Bus, leaves_sockets, needs_gnome_keyring

from deeptrin_desktop.app.options import Options

pytestmark = leaves_sockets
KEY = "sk-live-0123/456789+abcdef=&GHIJKLMNOP"
BROKEN_KEY = "sk-broken-0123456789\nabcdefghijklm"
DONE = answer(stream(chunk(content="Good day"), chunk(finish_reason="stop")))


def json_of(**error: str) -> bytes:
    return json.dumps({"error": error}).encode()


QUOTING = {
    "json": answer(json_of(message=f"Incorrect API key provided: {KEY}", code=KEY, param=KEY), status=401),
    "html": answer(f"<title>No {html.escape(KEY)}</title><h1>{KEY}</h1>".encode(), status=401),
    "text": answer(f"Authorization: Bearer {KEY} was refused".encode(), status=403),
    "quoted": answer(f"No {quote(KEY, safe='')}, {html.escape(KEY)}, {json.dumps(KEY)}".encode(), status=400),
    "stream": answer(stream(chunk(content="Well"), json_of(message=f"Key {KEY} has expired").decode())),
    "headers": answer(
        json.dumps({"model": KEY, "choices": [{"message": {"content": "Hm"}, "finish_reason": "stop"}]}).encode(),
        headers=[f"X-Request-Id: {KEY}", f"Set-Cookie: key={KEY}", f"X-Echo: Bearer {KEY}"],
    ),
    "finish reason": answer(stream(chunk(content="Well"), chunk(finish_reason=f"refused: {KEY}"))),
    "redirect": answer(b"", status=302, headers=[f"Location: https://elsewhere.example/{KEY}"]),
    "redirect on": answer(b"", status=307, headers=[f"Location: /v1/chat/completions?key={quote(KEY)}"]),
    "no json": answer(f"{{{KEY}".encode()),
    "no http": f"{KEY}\r\n\r\n".encode(),
}
"""Answers to a request for a reply."""


@pytest.fixture(params=[pytest.param("gnome-keyring", marks=needs_gnome_keyring), "no keyring"])
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home in which everything is that the app writes, with a keyring outside of it."""
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    with TemporaryDirectory() as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        bus = Bus(Path(folder))
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        if request.param == "gnome-keyring":
            bus.start_keyring()
        yield tmp_path
        bus.stop()


async def test_the_key_is_nowhere(qt_loop: object, home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    async with talking() as server, at_the_program(Options(profile=home / "profile", debug=True)) as person:
        await type_a_broken_key(person, server)
        await be_refused_and_connect(person, server)
        for name, answered in {"done": DONE, **QUOTING, "done again": DONE}.items():
            person.sends(f"Answer with {name}")
            await (await server.asked()).answers(answered)
            if name == "redirect on":
                await (await server.asked()).answers(DONE)
            await person.sees(f"Answer with {name}")
            await person.reply_ended()
            assert KEY not in person.screen()
        assert server.requests[-1].headers["authorization"] == f"Bearer {KEY}"
    written = everything_in(home)
    said = capfd.readouterr()
    assert b"[key]" in written
    assert b"Incorrect API key provided" in written
    for form in forms(KEY):
        assert form not in written + said.out.encode() + said.err.encode(), form
    assert b"sk-broken" not in written


async def test_a_key_from_the_environment(qt_loop: object, home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    async with talking() as server:
        options = Options(profile=home / "profile", base_url=server.base_url, key=KEY, debug=True)
        async with at_the_program(options) as person:
            await person.until(lambda: person.models() == list(MODELS))
            person.sends("Hello")
            await (await server.asked()).answers(QUOTING["json"])
            await person.sees("did not accept the API key")
        options = Options(profile=home / "profile", base_url=server.base_url, key=BROKEN_KEY, debug=True)
        async with at_the_program(options) as person:
            await person.sees("This is not an API key.")
    written = everything_in(home)
    said = capfd.readouterr()
    for form in (*forms(KEY), b"sk-broken", b"abcdefghijklm"):
        assert form not in written + said.out.encode() + said.err.encode(), form


async def type_a_broken_key(person: Person, server: Talk) -> None:
    person.overwrites("Base URL", server.base_url)
    person.pastes(BROKEN_KEY, "API key")
    person.clicks("Connect")
    await person.sees("This is not an API key.")


async def be_refused_and_connect(person: Person, server: Talk) -> None:
    good, server.models = server.models, QUOTING["json"]
    person.overwrites("API key", KEY)
    person.clicks("Test connection")
    await person.sees("did not accept the API key", "Said: Incorrect API key provided: [key]")
    server.models = good
    await person.connects(server.base_url)
    await person.until(lambda: person.models() == list(MODELS))


def everything_in(folder: Path) -> bytes:
    """The names and the contents of all files below a folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return b"\n".join(bytes(path) + b"\n" + path.read_bytes() for path in files)


def forms(key: str) -> Iterator[bytes]:
    """A key as it may be written, whole and in halves."""
    half = len(key) // 2
    for part in (key, key[:half], key[half:]):
        yield part.encode()
        yield quote(part, safe="").encode()
        yield html.escape(part).encode()
        yield json.dumps(part)[1:-1].encode()
        yield repr(part)[1:-1].encode()
        yield part.encode("utf-16-le")
        for start in range(3):
            yield base64.b64encode(part[start:].encode())[4:-4]
