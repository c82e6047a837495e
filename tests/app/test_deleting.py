"""Deleting the conversation that is shown: another one is shown first, so that there is always one to write in."""

from pathlib import Path

import pytest
from app.person import at_the_app
from app.talking import MODELS, talking
from fakes.memory_vault import MemoryVault
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListView

from deeptrin_desktop.core.connection import Connection

pytestmark = pytest.mark.usefixtures("qt_loop")


async def test_after_the_last_one_a_new_one_is_ready(tmp_path: Path) -> None:
    async with talking() as server:
        connection = Connection("test", "Test", server.base_url)
        async with at_the_app(tmp_path, MemoryVault(), override=connection) as person:
            await person.until(lambda: person.find(QComboBox, "Model").currentText() == MODELS[0])
            person.sends("The only one")
            line = await server.asked()
            await line.says("so far")
            await person.reads("The only one", "so far")
            person.find(QListView, "Conversations").setFocus()
            person.presses(Qt.Key.Key_Delete, "Conversations")
            await person.sees("Delete “The only one”?")
            person.clicks("Delete")
            await person.until(lambda: person.conversations() == [] and person.messages() == [])
            await line.gone()
            person.sends("Another")
            line = await server.asked()
            await line.says("is answered")
            await line.ends()
            await person.reads("Another", "is answered")
            assert person.conversations() == ["Another"]
