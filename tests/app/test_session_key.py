"""While the keyring is silent a key can be given where that is said: for the server that waits, and for no other."""

from pathlib import Path

import pytest
from app.person import at_the_app, database_of
from app.talking import MODELS, talking
from fakes.memory_vault import MemoryVault
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from deeptrin_desktop.chat import patience
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.store.sqlite import open_store

pytestmark = pytest.mark.usefixtures("qt_loop")


async def test_another_connection_that_was_chosen_meanwhile_does_not_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "KEYRING_PATIENCE", 0)
    async with talking() as server, talking() as other:
        waiting = Connection("one", "One", server.base_url, has_key=True)
        chosen = Connection("two", "Two", other.base_url, has_key=True)
        store = await open_store(database_of(tmp_path))
        for connection in (waiting, chosen):
            await store.save_connection(connection)
            await store.save_models(connection.id, MODELS)
        await store.close()
        vault = MemoryVault()
        vault.freeze()
        async with at_the_app(tmp_path, vault) as person:
            person.sends("Hello")
            await person.sees("Waiting for the keyring", "It may ask for its password")
            person.window.connection_picker.chosen.emit(chosen.id)
            await person.until(lambda: person.find(QComboBox, "Connection").currentText() == chosen.name)
            person.types("sk-for-one", into="API key")
            person.clicks("Use for this session")
            line = await server.asked()
            assert line.exchange.request.headers["authorization"] == "Bearer sk-for-one"
            await line.says("Good day")
            await line.ends()
            await person.reads("Hello", "Good day")
            await person.reply_ended()
        assert vault.session == {waiting.origin: "sk-for-one"}


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> MemoryVault:
    """One that is silent, for a person without patience."""
    monkeypatch.setattr(patience, "KEYRING_PATIENCE", 0)
    silent = MemoryVault()
    silent.freeze()
    return silent


async def test_it_is_said_where_it_is_waited_for_and_nowhere_else(tmp_path: Path, vault: MemoryVault) -> None:
    async with talking() as server:
        await keep(tmp_path, Connection("one", "One", server.base_url, has_key=True), models=MODELS)
        async with at_the_app(tmp_path, vault) as person:
            person.sends("Hello")
            await person.sees("Waiting for the keyring", "It may ask for its password")
            assert "Waiting for the server" not in person.screen()
            assert server.requests == []
            person.clicks("New conversation")
            await person.until(lambda: "Waiting for the keyring" not in person.screen())
            person.chooses("Hello")
            await person.sees("Waiting for the keyring", "It may ask for its password")
            vault.thaw()
            await person.until(lambda: "Waiting for the keyring" not in person.screen())
            await person.reply_ended()


async def test_a_key_can_be_given_for_the_list_of_models(tmp_path: Path, vault: MemoryVault) -> None:
    async with talking() as server:
        await keep(tmp_path, Connection("one", "One", server.base_url, has_key=True))
        async with at_the_app(tmp_path, vault) as person:
            await person.sees("Waiting for the keyring", "It may ask for its password")
            assert server.requests == []
            person.types("sk-for-now", into="API key")
            person.presses(Qt.Key.Key_Return, "API key")
            await person.until(lambda: person.models() == list(MODELS))
            assert "Waiting for the keyring" not in person.screen()
            [request] = server.requests
            assert request.headers["authorization"] == "Bearer sk-for-now"


async def test_a_key_can_be_typed_for_a_test_that_waits(tmp_path: Path, vault: MemoryVault) -> None:
    async with talking() as server:
        await keep(tmp_path, Connection("one", "One", server.base_url, has_key=True), models=MODELS)
        async with at_the_app(tmp_path, vault) as person:
            person.window.connection_picker.manage_asked.emit()
            person.clicks("Edit…")
            person.clicks("Test connection")
            await person.sees("The keyring does not answer.", "Or type the key here")
            person.types("sk-typed", into="API key")
            person.clicks("Test connection")
            await person.sees("The connection works. Models: 2.")
            [request] = server.requests
            assert request.headers["authorization"] == "Bearer sk-typed"
            vault.thaw()


async def keep(profile: Path, connection: Connection, *, models: tuple[str, ...] = ()) -> None:
    store = await open_store(database_of(profile))
    await store.save_connection(connection)
    await store.save_models(connection.id, models)
    await store.close()
