"""A key that is given because the keyring is silent is for the server that waits for it, and for no other."""

from pathlib import Path

import pytest
from app.person import at_the_app, database_of
from app.talking import MODELS, talking
from fakes.memory_vault import MemoryVault
from PySide6.QtWidgets import QComboBox

from deeptrin_desktop.chat import receiving
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.store.sqlite import open_store

pytestmark = pytest.mark.usefixtures("qt_loop")


async def test_another_connection_that_was_chosen_meanwhile_does_not_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "KEYRING_PATIENCE", 0)
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
            await person.sees("Waiting for the keyring")
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
