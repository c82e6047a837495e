"""A connection that moves to another server and back, with its key in a real keyring: keys belong to origins."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from api.loopback import answer
from app.person import Person, at_the_app
from app.talking import MODELS, talking
from keys.secret_service import Bus, leaves_sockets, needs_gnome_keyring
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget

from deeptrin_desktop.chat import patience
from deeptrin_desktop.core.connection import origin_of, server_of
from deeptrin_desktop.keys.vault import KeyringVault
from deeptrin_desktop.ui.two_lines import SECOND_LINE

pytestmark = [needs_gnome_keyring, *leaves_sockets, pytest.mark.usefixtures("qt_loop")]
KEY = "sk-0123456789"


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    with TemporaryDirectory() as folder:
        bus = Bus(Path(folder))
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        monkeypatch.setenv("XDG_CONFIG_HOME", folder)
        bus.start_keyring()
        yield bus
        bus.stop()


@pytest.fixture
def vault(bus: Bus) -> KeyringVault:
    return KeyringVault(lambda _key: None)


def edits(person: Person, base_url: str) -> str:
    """Changes the address of the connection, and returns what the empty field of the key says."""
    if not person.offers("Save"):
        person.window.connection_picker.manage_asked.emit()
        person.clicks("Edit…")
    person.overwrites("Base URL", base_url)
    return person.find(QLineEdit, "API key").placeholderText()


def about_connection(person: Person) -> str:
    """What the list of connections says of the first one."""
    return str(person.find(QListWidget, "Saved connections").item(0).data(SECOND_LINE))


async def saves(person: Person) -> None:
    person.clicks("Save")
    await person.until(lambda: person.offers("Edit…"))
    person.clicks("Close")


async def test_the_key_stays_in_the_keyring_and_is_found_again(tmp_path: Path, vault: KeyringVault) -> None:
    async with talking() as server, talking() as other, at_the_app(tmp_path, vault) as person:
        await person.connects(server.base_url, KEY)
        await person.until(lambda: person.models() == list(MODELS))
        name = server_of(origin_of(server.base_url))
        assert edits(person, other.base_url) == "Looked for in the keyring; type to replace it"
        assert f"The key of {name} stays in the keyring." in person.screen()
        await saves(person)
        await person.until(lambda: other.requests)
        assert "authorization" not in other.requests[-1].headers
        assert await vault.key(origin_of(server.base_url)) == KEY
        edits(person, server.base_url)
        person.clicks("Test connection")
        await person.sees("The connection works.")
        assert server.requests[-1].headers["authorization"] == f"Bearer {KEY}"
        await saves(person)
        person.sends("Hello")
        line = await server.asked()
        assert line.exchange.request.headers["authorization"] == f"Bearer {KEY}"
        await line.ends()
        await person.reply_ended()
        edits(person, server.base_url)
        person.clicks("Remove key")
        await person.until(lambda: person.offers("Edit…"))
        assert await vault.key(origin_of(server.base_url)) == ""
        person.clicks("Close")


async def test_a_silent_keyring_holds_no_move_up_and_is_heard_later(
    tmp_path: Path, bus: Bus, vault: KeyringVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with talking() as server, talking() as other, at_the_app(tmp_path, vault) as person:
        await vault.save(origin_of(other.base_url), KEY)
        await person.connects(server.base_url)
        await person.until(lambda: person.models() == list(MODELS))
        monkeypatch.setattr(patience, "KEYRING_PATIENCE", 0)
        bus.freeze()
        edits(person, other.base_url)
        person.clicks("Save")
        await person.sees("The keyring does not answer.")
        assert "without a key" in about_connection(person)
        bus.thaw()
        await person.until(lambda: " with a key" in about_connection(person))
        person.clicks("Close")


async def test_who_sends_no_key_is_told_so(tmp_path: Path, vault: KeyringVault) -> None:
    async with talking() as server, at_the_app(tmp_path, vault) as person:
        server.models = answer(b'{"error": {"message": "No."}}', status=401)
        person.overwrites("Base URL", server.base_url)
        person.clicks("Test connection")
        await person.sees("wants an API key, and none was sent.")
        await person.connects(server.base_url)
        person.overwrites("Model", "small")
        person.presses(Qt.Key.Key_Return, "Model")
        person.sends("Hello")
        await (await server.asked()).answers(server.models)
        await person.reply_ended()
        await person.sees("wants an API key, and none was sent.")
