"""What a person sees when something is wrong: words that say what to do, nothing lost, and never a traceback."""

import asyncio
import socket
import sqlite3
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import trustme
from api.loopback import answer, chunk, playing, serving, stream
from app.disk import Disk, mounted
from app.operated import operated
from app.person import Person, at_the_app, at_the_program, database_of
from app.talking import MODELS, Talk, talking
from cli.profiles import conversation, deeptrin, fill
from fakes.memory_vault import MemoryVault
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from deeptrin_desktop.app import drafts
from deeptrin_desktop.app.options import Options
from deeptrin_desktop.chat import saving

KEY = "sk-0123456789abcdef"
QUOTING = f'{{"error": {{"message": "Incorrect API key provided: {KEY}", "code": "invalid_api_key"}}}}'.encode()
PAGE = b"<!doctype html><html><head><title>Sign in</title></head><body>Welcome to the hotel</body></html>"
HTML = ("Content-Type: text/html",)
EVENTS = ("Content-Type: text/event-stream",)
DONE = answer(stream(chunk(content="At last"), chunk(finish_reason="stop")), headers=EVENTS)
LONG = "x" * 5000


@pytest.fixture(autouse=True)
def no_traceback(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    said = capfd.readouterr()
    assert "Traceback" not in said.err + said.out


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with mounted(tmp_path / "disk") as disk:
        yield disk


async def fails_its_test(person: Person, base_url: str, *, key: str = "") -> None:
    person.overwrites("Base URL", base_url)
    if key:
        person.types(key, into="API key")
    person.clicks("Test connection")


# ---- where to talk ----


@pytest.mark.parametrize("written", ["what is this", "ftp://host/v1", "https://user@host/v1", "https://host/v1?a=b"])
async def test_no_web_address(qt_loop: object, tmp_path: Path, written: str) -> None:
    async with at_the_app(tmp_path, MemoryVault()) as person:
        person.overwrites("Base URL", written)
        person.clicks("Connect")
        await person.sees("is not a web address", "Write the base URL as https://host/v1")
        assert person.find(QLineEdit, "Base URL").text() == written
        assert "Welcome" in person.screen()


async def test_no_web_address_in_the_environment(qt_loop: object, tmp_path: Path) -> None:
    """The window is of use all the same, and no message goes to a server that was not meant."""
    profile = tmp_path / "profile"
    async with talking() as server:
        async with at_the_app(profile, MemoryVault()) as person:
            await person.connects(server.base_url)
            await person.until(lambda: person.models() == list(MODELS))
        options = Options(profile=profile, model="small").with_environment({"DEEPTRIN_BASE_URL": "ftp://host/v1"})
        async with at_the_program(options) as person:
            await person.sees("“ftp://host/v1” is not a web address")
            person.sends("For this machine alone")
            await person.reads("For this machine alone", "")
            await person.reply_ended()
            await person.sees("is not a web address")
            assert [request.method for request in server.requests if request.method != "GET"] == []


async def test_a_host_that_is_not_there(qt_loop: object, tmp_path: Path) -> None:
    async with at_the_app(tmp_path, MemoryVault()) as person:
        await fails_its_test(person, "https://no-such-host.invalid/v1")
        await person.sees("There is no server at no-such-host.invalid", "Check the base URL")


async def test_a_server_that_is_down(qt_loop: object, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    async with at_the_app(tmp_path, MemoryVault()) as person:
        await fails_its_test(person, f"http://127.0.0.1:{port}/v1")
        await person.sees("does not take connections", "Start it or wait a little")


async def test_a_certificate_that_nobody_vouches_for(qt_loop: object, tmp_path: Path) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(tls)
    async with serving(playing(DONE), tls=tls) as server, at_the_app(tmp_path, MemoryVault()) as person:
        await fails_its_test(person, server.connection.base_url, key=KEY)
        await person.sees("No secure connection", "whether it trusts the server")
        assert server.requests == []


@pytest.mark.parametrize(
    ("answered", "words"),
    [
        (answer(QUOTING, status=401), ("did not accept the API key", "Check that the key is whole")),
        (answer(b'{"error": "Not for you"}', status=403), ("does not allow this",)),
        (answer(b"Not Found", status=404), ("does not list its models",)),
        (answer(PAGE, headers=HTML), ("is a web page", "sign-in page")),
        (answer(PAGE, status=502, headers=HTML), ("had an error of its own",)),
        (answer(b'{"data": [{"id": '), ("could not be read",)),
        (answer(b"", status=302, headers=("Location: https://elsewhere/v1",)), ("sends on to another address",)),
        (b"220 mail.example ESMTP\r\n\r\n", ("is a web page or something else",)),
    ],
)
async def test_what_a_test_of_the_connection_says(
    qt_loop: object, tmp_path: Path, answered: bytes, words: tuple[str, ...]
) -> None:
    async with serving(playing(answered)) as server, at_the_app(tmp_path, MemoryVault()) as person:
        await fails_its_test(person, server.connection.base_url, key=KEY)
        await person.sees(*words)
        assert KEY not in person.screen()


# ---- the key ----


async def test_a_key_pasted_with_its_line_end(qt_loop: object, tmp_path: Path) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        person.overwrites("Base URL", server.base_url)
        person.pastes(f"  {KEY}\r\n", "API key")
        person.clicks("Connect")
        await person.until(lambda: person.models() == list(MODELS))
        assert {request.headers["authorization"] for request in server.requests} == {f"Bearer {KEY}"}


async def test_a_key_with_a_line_end_inside(qt_loop: object, tmp_path: Path) -> None:
    vault = MemoryVault()
    async with talking() as server, at_the_app(tmp_path, vault) as person:
        person.overwrites("Base URL", server.base_url)
        person.pastes(f"{KEY}\nand more", "API key")
        person.clicks("Connect")
        await person.sees("This is not an API key.", "Paste it anew")
        assert server.requests == []
    assert vault.stored == {}


# ---- the reply ----


@pytest.mark.parametrize(
    ("answered", "reply", "words"),
    [
        (answer(QUOTING, status=401), "", ("did not accept the API key", "Incorrect API key provided: [key]")),
        (answer(b"no", status=404), "", ("has nothing at this address",)),
        (answer(PAGE, headers=HTML), "", ("is a web page", "Sign in")),
        (answer(PAGE, status=502, headers=HTML), "", ("had an error of its own", "502")),
        (answer(b'{"choices": [{"message": {"content": "Ha'), "", ("could not be read",)),
        (answer(b"data: " + chunk(content="Ha").encode() + b"\n\ndata: {]\n\n"), "Ha", ("could not be read",)),
        (answer(stream(chunk(content="Ha"), '{"error": {"message": "No GPU left"}}')), "Ha", ("No GPU left",)),
        (answer(stream(chunk(content="Ha"), done=False)), "Ha", ("did not say that it was done",)),
        (answer(stream(chunk(content="Ha")))[:-8], "Ha", ("broke",)),
    ],
)
async def test_a_reply_that_goes_wrong(
    qt_loop: object, tmp_path: Path, answered: bytes, reply: str, words: tuple[str, ...]
) -> None:
    vault = MemoryVault()
    async with talking() as server:
        async with at_the_app(tmp_path, vault) as person:
            await ready(person, server)
            person.sends("Hello")
            await (await server.asked()).answers(answered)
            await person.sees(*words)
            await person.reads("Hello", reply)
            assert KEY not in person.screen()
        async with at_the_app(tmp_path, vault) as person:
            assert person.messages() == ["Hello", reply]
            await person.sees(*words)
            person.clicks("Retry")
            await (await server.asked()).answers(DONE)
            await person.reads("Hello", "At last")


async def test_a_server_that_is_gone_when_the_message_goes_out(qt_loop: object, tmp_path: Path) -> None:
    async with at_the_app(tmp_path, MemoryVault()) as person:
        async with talking() as server:
            await ready(person, server)
        person.sends("Hello")
        await person.sees("does not take connections")
        assert person.messages() == ["Hello", ""]


async def test_a_message_without_a_model(qt_loop: object, tmp_path: Path) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        server.models = answer(b"no", status=404)
        await person.connects(server.base_url)
        person.sends("Hello")
        await person.sees("No model is chosen.", "type its id")
        assert person.composer() == "Hello"


# ---- the disk ----


async def test_a_full_disk(qt_loop: object, disk: Disk) -> None:
    async with talking() as server, at_the_app(disk.path / "profile", MemoryVault()) as person:
        await ready(person, server)
        disk.fill()
        person.pastes(LONG, "Message")
        person.presses(Qt.Key.Key_Return, "Message")
        await person.sees("The disk is full", "Make room")
        assert person.composer() == LONG
        assert person.messages() == []
        disk.make_room()
        person.presses(Qt.Key.Key_Return, "Message")
        await (await server.asked()).answers(DONE)
        await person.reads(LONG, "At last")
        assert "The disk is full" not in person.screen()


async def test_an_edit_while_the_disk_is_full(qt_loop: object, disk: Disk) -> None:
    async with talking() as server, at_the_app(disk.path / "profile", MemoryVault()) as person:
        await ready(person, server)
        person.sends("Sya")
        await (await server.asked()).answers(DONE)
        await person.reads("Sya", "At last")
        await person.reply_ended()
        disk.fill()
        person.clicks("Edit message")
        person.overwrites("Edited message", "Say")
        person.pastes(LONG, "Edited message")
        person.clicks("Save")
        await person.sees("The disk is full", "Make room")
        await person.until(lambda: person.offers("Save"))
        assert person.find(QPlainTextEdit, "Edited message").toPlainText() == f"Say{LONG}"
        disk.make_room()
        person.clicks("Save")
        await (await server.asked()).answers(DONE)
        await person.reads(f"Say{LONG}", "At last")


async def test_a_draft_while_the_disk_is_full(qt_loop: object, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "SAVE_AGAIN_AFTER", 0.1)
    profile = disk.path / "profile"
    async with talking() as server:
        async with at_the_app(profile, MemoryVault()) as person:
            await ready(person, server)
            disk.fill()
            person.pastes(LONG, "Message")
            await person.sees("The disk is full")
            disk.make_room()
            await person.until(lambda: "The disk is full" not in person.screen())
            assert person.composer() == LONG
        async with at_the_app(profile, MemoryVault()) as person:
            assert person.composer() == LONG


async def test_closing_while_the_disk_is_full(qt_loop: object, disk: Disk) -> None:
    profile = disk.path / "profile"
    async with talking() as server:
        async with at_the_app(profile, MemoryVault()) as person:
            await ready(person, server)
            disk.fill()
            person.pastes(LONG, "Message")
            person.window.close()
            await person.sees("Not everything could be saved.", "The disk is full")
            person.clicks("Cancel")
            assert person.composer() == LONG
            disk.make_room()
        async with at_the_app(profile, MemoryVault()) as person:
            assert person.composer() == LONG
            disk.fill()
            person.pastes(LONG, "Message")
            person.window.close()
            await person.sees("Not everything could be saved.")
            person.clicks("Close and lose it")


async def test_a_disk_that_fills_up_while_a_reply_streams(
    qt_loop: object, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "SAVE_AGAIN_AFTER", 0.1)
    monkeypatch.setattr(saving, "JOURNAL_AFTER", 0)
    profile = disk.path / "profile"
    long = "word " * 10_000
    async with talking() as server, at_the_app(profile, MemoryVault()) as person:
        await ready(person, server)
        person.sends("Hello")
        line = await server.asked()
        disk.fill()
        await line.says(long)
        await person.sees("The disk is full", "Leave this window open")
        await line.says("end")
        await line.ends()
        await person.reads("Hello", long + "end")
        disk.make_room()
        await person.until(lambda: "The disk is full" not in person.screen())
    async with at_the_app(profile, MemoryVault()) as person:
        await person.reads("Hello", long + "end")


async def test_a_damaged_database(qt_loop: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    tmp_path.chmod(0o700)
    database = database_of(tmp_path / "profile")
    database.parent.mkdir()
    database.write_bytes(b"This was a database once. " * 400)
    async with at_the_program(Options(profile=tmp_path / "profile")) as person:
        await person.sees("The database was damaged.", "The damaged file is kept as")
        person.clicks("Close")
    kept = [path for path in database.parent.rglob("*") if path.is_file()]
    assert any(path.read_bytes().startswith(b"This was a database once.") for path in kept)


@pytest.mark.parametrize("content", [b"Dear diary,", b'{"conversations": 3}', b""])
async def test_a_file_to_import_that_is_none(
    qt_loop: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    tmp_path.chmod(0o700)
    profile, file = tmp_path / "profile", tmp_path / "diary.json"
    file.write_bytes(content)
    async with talking() as server, at_the_program(Options(profile=profile, base_url=server.base_url)) as person:
        person.types("half a thou")
        ended = await asyncio.to_thread(deeptrin, "import", file, "--profile", profile)
        assert (ended.returncode, ended.stdout) == (1, "")
        assert "diary.json holds no exported conversations." in ended.stderr
        assert "Choose a file that Deeptrin Desktop exported. Nothing was changed." in ended.stderr
        assert ended.stderr.count("\n") == 1
        assert person.composer() == "half a thou"


# ---- what the app cannot start with ----


def refuses_to_start(profile: Path) -> str:
    """What the box says; standard error says it in one line."""
    program = operated("dismiss", "--profile", profile, stderr=subprocess.PIPE)
    box, errors = program.communicate(timeout=50)
    assert program.returncode == 1, errors
    lines = [line for line in errors.splitlines() if not line.startswith("This plugin does not support")]
    assert [line.partition(": ")[0] for line in lines] == ["deeptrin-desktop"]
    return box


def test_no_display(without_display: None, tmp_path: Path) -> None:
    ended = deeptrin("--profile", tmp_path)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("deeptrin-desktop: There is no display to open a window on. Start ")
    assert ended.stderr.count("\n") == 1


def test_no_display_hides_no_other_trouble(without_display: None, tmp_path: Path) -> None:
    (tmp_path / "profile").write_text("This is no folder.")
    ended = deeptrin("--profile", tmp_path / "profile")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "could not be used" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_database_of_a_newer_version(tmp_path: Path) -> None:
    with closing(sqlite3.connect(database_of(tmp_path))) as database:
        database.execute("CREATE TABLE wonders (text)")
        database.execute("PRAGMA user_version = 999")
    before = database_of(tmp_path).read_bytes()
    said = refuses_to_start(tmp_path)
    assert "A newer version of Deeptrin Desktop wrote" in said
    assert "Update Deeptrin Desktop." in said
    assert database_of(tmp_path).read_bytes() == before


@pytest.mark.parametrize("there_already", [True, False])
def test_a_read_only_disk(disk: Disk, there_already: bool) -> None:
    profile = disk.path / "profile"
    if there_already:
        profile.mkdir()
        (profile / "lock").touch()
    disk.make_read_only()
    said = refuses_to_start(profile)
    assert "cannot be written to" in said
    assert "--profile" in said


def test_a_conversation_list_that_makes_no_sense(tmp_path: Path) -> None:
    """Damage that only reading shows: there is no window that knows nothing, and the next start salvages."""
    fill(tmp_path, conversation("ants"))
    with closing(sqlite3.connect(database_of(tmp_path))) as database:
        database.execute("UPDATE conversations SET updated = 'long ago'")
        database.commit()
    said = refuses_to_start(tmp_path)
    assert "database is damaged" in said
    assert "Start Deeptrin Desktop again" in said
    salvaged = operated("dismiss_then_close", "--profile", tmp_path)
    said, _ = salvaged.communicate(timeout=50)
    assert "The database was damaged." in said


def test_a_disk_without_any_room(disk: Disk) -> None:
    disk.fill()
    said = refuses_to_start(disk.path / "profile")
    assert "The disk is full" in said
    assert "window" not in said


async def ready(person: Person, server: Talk) -> None:
    """Connects with a key and waits for a model."""
    await person.connects(server.base_url, KEY)
    await person.until(lambda: person.models() == list(MODELS))
