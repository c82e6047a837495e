"""Deleting the conversation that is shown: another one is shown first, so that there is always one to write in."""

from pathlib import Path

import pytest
from app.talking import talking
from app.turns import talking_to
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

pytestmark = pytest.mark.usefixtures("qt_loop")


async def test_after_the_last_one_a_new_one_is_ready(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
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
