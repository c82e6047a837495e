"""A connection that was given for one run, and none at all."""

from pathlib import Path

import pytest
from app.person import at_the_app
from app.talking import talking
from fakes.memory_vault import MemoryVault
from PySide6.QtWidgets import QComboBox

from deeptrin_desktop.core.connection import Connection

pytestmark = pytest.mark.usefixtures("qt_loop")


async def test_it_is_not_to_be_managed_and_is_not_stored(tmp_path: Path) -> None:
    async with talking() as server:
        given = Connection("this-run", "Given", server.base_url)
        async with at_the_app(tmp_path, MemoryVault(), override=given) as person:
            await person.until(lambda: person.find(QComboBox, "Connection").currentText() == "Given")
            person.window.connection_picker.manage_asked.emit()
            await person.sees("The connection of this run was given when it was started.")
            assert person.window.connections_dialog is None
        async with at_the_app(tmp_path, MemoryVault()) as person:
            await person.sees("Welcome to Deeptrin Desktop")


async def test_without_a_connection_conversations_are_shown_all_the_same(tmp_path: Path) -> None:
    async with talking() as server:
        given = Connection("this-run", "Given", server.base_url)
        async with at_the_app(tmp_path, MemoryVault(), override=given) as person:
            person.types("half a thought")
            await person.until(lambda: person.conversations() == ["Untitled"])
        async with at_the_app(tmp_path, MemoryVault()) as person:
            await person.until(lambda: person.composer() == "half a thought")
            person.sends(" more")
            await person.sees("No connection is chosen.")
