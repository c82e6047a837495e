"""Going through the conversation list by the keyboard, and from there to the composer."""

from pathlib import Path

import pytest
from app.talking import talking
from app.turns import talking_to
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView, QPlainTextEdit

pytestmark = pytest.mark.usefixtures("qt_loop")


async def test_arrows_stay_in_the_list_and_enter_leaves_it(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        for draft in ("one", "two", "three"):
            person.types(draft)
            person.clicks("New conversation")
            await person.until(lambda: person.composer() == "")
        await person.until(lambda: len(person.conversations()) == 3)
        view = person.find(QListView, "Conversations")
        view.setFocus()
        seen = {""}
        for _ in range(3):
            person.presses(Qt.Key.Key_Down)
            await person.until(lambda: person.composer() not in seen)
            seen.add(person.composer())
        assert seen == {"", "one", "two", "three"}
        assert view.hasFocus()
        person.presses(Qt.Key.Key_Return)
        assert person.find(QPlainTextEdit, "Message").hasFocus()
