"""What a person does with connections in the menu's dialog."""

from pathlib import Path

import pytest
from app.person import at_the_app
from app.talking import MODELS, model_list, talking
from fakes.memory_vault import MemoryVault
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QListWidget

pytestmark = pytest.mark.usefixtures("qt_loop")


async def test_a_first_connection_by_the_menu_leaves_the_welcome(tmp_path: Path) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await person.sees("Welcome to Deeptrin Desktop")
        [connections] = [action for action in person.window.findChildren(QAction) if action.text() == "Connections"]
        connections.trigger()
        person.overwrites("Base URL", server.base_url)
        person.clicks("Save")
        await person.until(person.window.composer.isVisible)
        assert person.window.composer.isAncestorOf(person.window.focusWidget())


async def test_connect_pressed_twice_makes_one_connection(tmp_path: Path) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        person.overwrites("Base URL", server.base_url)
        person.clicks("Connect")
        person.clicks("Connect")
        await person.until(person.window.composer.isVisible)
        await person.until(lambda: person.models() == list(MODELS))
        person.window.connection_picker.manage_asked.emit()
        assert person.find(QListWidget, "Saved connections").count() == 1


async def test_a_connection_that_moves_to_another_server(tmp_path: Path) -> None:
    """Its key stays behind and is forgotten, and the models are those of the server that it is at now."""
    vault = MemoryVault()
    async with talking() as server, talking() as other, at_the_app(tmp_path, vault) as person:
        other.models = model_list("another")
        await person.connects(server.base_url, "sk-0123456789abcdef")
        await person.until(lambda: person.models() == list(MODELS))
        person.window.connection_picker.manage_asked.emit()
        person.clicks("Edit…")
        assert person.find(QLineEdit, "API key").placeholderText().startswith("Stored in the keyring")
        person.overwrites("Base URL", other.base_url)
        assert not person.find(QLineEdit, "API key").placeholderText().startswith("Stored in the keyring")
        person.clicks("Save")
        await person.until(lambda: person.offers("Edit…"))
        person.clicks("Close")
        await person.until(lambda: person.models() == ["another"])
        await person.sees("The server does not list the model small.")
        assert list(vault.stored.values()) == ["sk-0123456789abcdef"]
        assert not any("authorization" in request.headers for request in other.requests)
