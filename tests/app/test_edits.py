"""What was typed in place of a message is never lost: not at a closed window, a crash, a look elsewhere, or Escape."""

import asyncio
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from app.disk import mounted
from app.operated import operated
from app.person import Person
from app.talking import Talk, talking
from app.turns import converse, stored, talking_to
from proofs.kill import GRACE, LONGEST_START
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from deeptrin_desktop.app.paths import paths_of
from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.message import Message, Role
from deeptrin_desktop.store.sqlite import open_store

pytestmark = pytest.mark.usefixtures("qt_loop")
LONG = "word " * 2000


def edited(person: Person) -> str | None:
    """What stands in the open editor."""
    field = person.find(QPlainTextEdit, "Edited message")
    return field.toPlainText() if field.isVisible() else None


async def editing(person: Person, server: Talk, message: str, typed: str) -> None:
    """One turn, and then its message is typed anew and not sent."""
    await converse(person, server, message, "What?")
    person.clicks("Edit message")
    person.overwrites("Edited message", typed)


async def saves(person: Person, server: Talk, reply: str) -> None:
    person.clicks("Save")
    line = await server.asked()
    await line.says(reply)
    await line.ends()
    await person.reply_ended()


async def test_the_editor_is_open_as_it_was_left(tmp_path: Path) -> None:
    async with talking() as server:
        async with talking_to(server, tmp_path) as person:
            await editing(person, server, "Sya", "Say it")
        async with talking_to(server, tmp_path) as person:
            assert edited(person) == "Say it"
            assert person.composer() == ""
            await saves(person, server, "Said")
            assert person.messages() == ["Say it", "Said"]
        assert [conversation.edits for conversation in stored(tmp_path)] == [{}]
        async with talking_to(server, tmp_path) as person:
            assert edited(person) is None
            person.clicks("Previous version")
            await person.reads("Sya", "What?")
            assert edited(person) is None


async def test_it_survives_a_kill(tmp_path: Path) -> None:
    path, now = paths_of(tmp_path, demo=False).database, datetime.now(UTC)
    store = await open_store(path)
    await store.add([Conversation("c", now, now, "Sya").with_message(Message("m", Role.USER, "Sya", now))])
    await store.save_state("conversation", "c")
    await store.close()
    child = operated("edit:Say it", "--profile", tmp_path)
    assert child.stdout
    assert await asyncio.to_thread(child.stdout.readline) == "typed\n"
    await asyncio.to_thread(time.sleep, GRACE + 0.25)
    child.send_signal(signal.SIGKILL)
    child.communicate()
    said, _ = await asyncio.to_thread(operated("edited", "--profile", tmp_path).communicate, timeout=LONGEST_START)
    assert said == "Say it"


async def test_each_conversation_has_its_own(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        await editing(person, server, "One", "One more")
        person.clicks("New conversation")
        await person.reads()
        assert edited(person) is None
        await editing(person, server, "Two", "Two more")
        person.chooses("One")
        await person.reads("One", "What?")
        assert edited(person) == "One more"
        person.types("!", into="Edited message")
        person.chooses("Two")
        await person.reads("Two", "What?")
        assert edited(person) == "Two more"
        await saves(person, server, "Good")
        assert person.messages() == ["Two more", "Good"]
        person.chooses("One")
        await person.reads("One", "What?")
        assert edited(person) == "One more!"
    assert [[*conversation.edits.values()] for conversation in stored(tmp_path)] == [[], ["One more!"]]


async def test_what_escape_gave_up_can_be_taken_back(tmp_path: Path) -> None:
    async with talking() as server:
        async with talking_to(server, tmp_path) as person:
            await editing(person, server, "Sya", "Say it")
            person.presses(Qt.Key.Key_Escape, "Edited message")
            await person.sees("The edit was cancelled.")
            assert edited(person) is None
            person.clicks("Undo")
            assert edited(person) == "Say it"
            assert QApplication.focusWidget() is person.find(QPlainTextEdit, "Edited message")
            assert "cancelled" not in person.screen()
        assert [[*conversation.edits.values()] for conversation in stored(tmp_path)] == [["Say it"]]
        async with talking_to(server, tmp_path) as person:
            person.clicks("Cancel")
            await person.sees("The edit was cancelled.")
        assert [conversation.edits for conversation in stored(tmp_path)] == [{}]


async def test_closing_while_the_disk_is_full(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk") as disk:
        async with talking() as server:
            async with talking_to(server, disk.path) as person:
                await converse(person, server, "Sya", "What?")
                disk.fill()
                person.clicks("Edit message")
                person.pastes(LONG, "Edited message")
                person.window.close()
                await person.sees("Not everything could be saved.")
                person.clicks("Cancel")
                assert edited(person) == f"Sya{LONG}"
                disk.make_room()
            async with talking_to(server, disk.path) as person:
                assert edited(person) == f"Sya{LONG}"


async def test_of_what_was_not_changed_nothing_is_said(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        await converse(person, server, "Sya", "What?")
        person.clicks("Edit message")
        person.presses(Qt.Key.Key_Escape, "Edited message")
        assert edited(person) is None
        assert not person.window.notice.isVisible()
