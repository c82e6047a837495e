"""The first connection may also come from the menu's dialog."""

from pathlib import Path

import pytest
from app.person import at_the_app
from app.talking import talking
from fakes.memory_vault import MemoryVault
from PySide6.QtGui import QAction

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
