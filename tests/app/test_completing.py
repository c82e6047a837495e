"""Completion mode as a person works in it: one document, generated in, undone, generated again, and never lost."""

import asyncio
import json
import signal
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from app.operated import operated
from app.person import Person, at_the_app
from app.talking import Line, talking
from app.turns import converse, states, stored, talking_to
from fakes.memory_vault import MemoryVault
from proofs.kill import GRACE, LONGEST_START, Words
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QRadioButton

from deeptrin_desktop.app.paths import paths_of
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Conversation, Mode, Settings
from deeptrin_desktop.core.document import Document
from deeptrin_desktop.core.message import ReplyState
from deeptrin_desktop.store.sqlite import open_store

pytestmark = pytest.mark.usefixtures("qt_loop")


def piece(text: str = "", *, index: int = 0, finish_reason: str | None = None) -> str:
    """One chunk of a completion's stream."""
    choice = {"index": index, "text": text, "finish_reason": finish_reason}
    return json.dumps({"object": "text_completion", "choices": [choice]})


async def finish(line: Line, *texts: str) -> None:
    await line.streams(*map(piece, texts), piece(finish_reason="stop"), "[DONE]")
    line.over.set()


def edit(person: Person) -> QPlainTextEdit:
    return person.find(QPlainTextEdit, "Document")


def text(person: Person) -> str:
    return edit(person).toPlainText()


def generated(person: Person) -> list[str]:
    """The marked parts."""
    document = person.window.completion.editor.value()
    return [document.text[mark.start : mark.end] for mark in document.marks]


def press(person: Person, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(QApplication.focusWidget() or person.window, key, held)


CONTROL = Qt.KeyboardModifier.ControlModifier


async def begins(person: Person, written: str) -> None:
    """Chooses the mode by keys alone, and writes."""
    chat = person.find(QRadioButton, "Chat")
    chat.setFocus()
    QTest.keyClick(chat, Qt.Key.Key_Down)
    await person.until(person.window.completion.isVisible)
    person.types(written, into="Document")


def document_of(conversation: Conversation) -> Document:
    assert conversation.document is not None
    return conversation.document


async def test_a_completion_generated_undone_and_generated_again(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        await begins(person, "Once upon")
        assert not person.window.composer.isVisible()
        assert not person.window.pane.isVisible()
        person.ticks("Temperature")
        person.overwrites("Temperature value", "0.5")
        edit(person).setFocus()
        press(person, Qt.Key.Key_Return, CONTROL)
        line = await server.asked()
        assert line.exchange.request.target == "/v1/completions"
        assert line.body == {"model": "small", "prompt": "Once upon", "temperature": 0.5, "stream": True}
        await line.streams(piece(" a"))
        await person.until(lambda: text(person) == "Once upon a")
        await person.sees("Receiving")
        assert person.offers("Stop")
        assert not person.offers("Generate")
        person.types("x", into="Document")
        await finish(line, " time")
        await person.reply_ended()
        assert text(person) == "Once upon a time"
        assert generated(person) == [" a time"]
        await person.sees("small · ")
        assert person.offers("Inspect")
        assert not person.find(QRadioButton, "Chat").isEnabled()
        assert "empty" in person.find(QRadioButton, "Chat").toolTip()

        press(person, Qt.Key.Key_Z, CONTROL)
        assert text(person) == "Once upon"
        press(person, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
        assert text(person) == "Once upon a time"
        person.clicks("Undo generation")
        assert (text(person), generated(person)) == ("Once upon", [])
        assert not person.find(QPushButton, "Undo generation").isEnabled()

        person.clicks("Generate")
        await finish(await server.asked(), " midnight")
        await person.reply_ended()
        assert text(person) == "Once upon midnight"
        person.clicks("Previous version")
        await person.until(lambda: text(person) == "Once upon")
        person.clicks("Previous version")
        await person.until(lambda: text(person) == "Once upon a time")
        assert generated(person) == [" a time"]
    [conversation] = stored(tmp_path)
    assert (conversation.mode, conversation.title) == (Mode.COMPLETION, "Once upon")
    assert document_of(conversation).text == "Once upon a time"
    assert [message.text for message in conversation.tree.messages.values()] == [
        *("Once upon", " a time", "Once upon", " midnight")
    ]


async def test_stop_and_continue_at_the_end_of_the_last_generation(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        await begins(person, "Once upon, they say")
        person.window.completion.editor.go_to(9)
        person.clicks("Generate")
        line = await server.asked()
        assert line.body["prompt"] == "Once upon"
        await line.streams(piece(" a"))
        await person.until(lambda: text(person) == "Once upon a, they say")
        press(person, Qt.Key.Key_Escape)
        await line.gone()
        await person.reply_ended()
        await person.sees("Stopped")
        person.clicks("Continue")
        line = await server.asked()
        assert line.body["prompt"] == "Once upon a"
        await finish(line, " time")
        await person.reply_ended()
        assert text(person) == "Once upon a time, they say"
        assert generated(person) == [" a", " time"]
        edit(person).setFocus()
        press(person, Qt.Key.Key_Home, CONTROL)
        person.clicks("Generate at end")
        line = await server.asked()
        assert line.body["prompt"] == "Once upon a time, they say"
        await finish(line, ".")
        await person.reply_ended()
    assert states(stored(tmp_path)[0]) == [ReplyState.STOPPED, ReplyState.DONE, ReplyState.DONE]


async def test_three_choices_stream_and_one_is_picked(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        await begins(person, "Once upon!")
        person.ticks("N")
        person.overwrites("N value", "3")
        person.window.completion.editor.go_to(9)
        person.clicks("Generate")
        line = await server.asked()
        assert line.body["n"] == 3
        await line.streams(piece(" the", index=2), piece(" a", index=0), piece(" one", index=1))
        await person.until(lambda: choice(person, 2) == " one")
        assert text(person) == "Once upon!"
        assert not person.offers("Use this choice")
        await line.streams(piece(" road", index=2), piece(" time", index=0))
        await finish(line)
        await person.reply_ended()
        assert [choice(person, number) for number in (1, 2, 3)] == [" a time", " one", " the road"]
    async with talking() as server, talking_to(server, tmp_path) as person:
        person.chooses("Once upon")
        await person.until(lambda: person.window.completion.isVisible() and person.offers("Use this choice"))
        assert choice(person, 3) == " the road"
        person.types(" ever", into="Document")
        use = [button for button in person.window.findChildren(QPushButton) if button.text() == "Use this choice"]
        QTest.keyClick(use[2], Qt.Key.Key_Space)
        await person.until(lambda: text(person) == "Once upon the road! ever")
        assert generated(person) == [" the road"]
        assert not person.offers("Use this choice")
        edit(person).setFocus()
        press(person, Qt.Key.Key_Z, CONTROL)
        assert text(person) == "Once upon! ever"
    [conversation] = stored(tmp_path)
    assert document_of(conversation).text == "Once upon! ever"
    assert [message.text for message in conversation.tree.messages.values()][1:] == [" a time", " one", " the road"]


def choice(person: Person, number: int) -> str:
    return person.find(QPlainTextEdit, f"Choice {number}").toPlainText()


async def test_an_error_is_shown_where_it_happened_and_can_be_tried_again(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        await begins(person, "Once upon")
        person.clicks("Generate")
        line = await server.asked()
        await line.streams(piece(" a"), '{"error": {"message": "the model fell over"}}')
        line.over.set()
        await person.sees("the model fell over")
        assert text(person) == "Once upon a"
        person.clicks("Retry")
        line = await server.asked()
        assert line.body["prompt"] == "Once upon"
        await finish(line, " time")
        await person.reply_ended()
        assert text(person) == "Once upon time"
        assert "fell over" not in person.screen()


async def test_what_is_typed_is_kept_and_each_conversation_has_its_own_document(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        await begins(person, "First")
        person.clicks("New conversation")
        await person.until(person.window.composer.isVisible)
        await converse(person, server, "Hello", "Hi")
        await person.until(lambda: "First" in person.conversations())
        person.chooses("First")
        await person.until(person.window.completion.isVisible)
        assert text(person) == "First"
        person.types(" of all", into="Document")
        person.chooses("Hello")
        await person.reads("Hello", "Hi")
        await person.until(lambda: "First of all" in person.conversations())
        person.chooses("First of all")
        await person.until(person.window.completion.isVisible)
        assert text(person) == "First of all"
    assert {conversation.title for conversation in stored(tmp_path)} == {"Hello", "First of all"}


async def test_a_generation_goes_on_while_another_conversation_is_shown(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        await begins(person, "Once upon")
        person.clicks("Generate")
        line = await server.asked()
        await line.streams(piece(" a"))
        await person.until(lambda: text(person) == "Once upon a")
        person.clicks("New conversation")
        await person.until(person.window.composer.isVisible)
        await line.streams(piece(" ti"))
        person.chooses("Once upon")
        await person.until(lambda: person.window.completion.isVisible() and text(person) == "Once upon a ti")
        await line.streams(piece("me"))
        await person.until(lambda: text(person) == "Once upon a time")
        person.clicks("New conversation")
        await person.until(person.window.composer.isVisible)
        await finish(line, "!")
        unread = "Once upon, an unread reply"
        await person.until(lambda: unread in person.conversations(Qt.ItemDataRole.AccessibleTextRole))
        person.chooses("Once upon")
        await person.until(person.window.completion.isVisible)
        assert text(person) == "Once upon a time!"
        assert generated(person) == [" a time!"]


async def test_the_mode_can_be_changed_until_something_was_generated(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        person.types("Once upon")
        person.clicks("Completion")
        await person.until(person.window.completion.isVisible)
        assert text(person) == "Once upon"
        person.clicks("Chat")
        await person.until(person.window.composer.isVisible)
        assert person.composer() == "Once upon"


async def a_profile(profile: Path, base_url: str) -> None:
    """A profile that was left with a document."""
    path = paths_of(profile, demo=False).database
    store = await open_store(path)
    await store.save_connection(Connection("words", "Words", base_url))
    now, settings = datetime.now(UTC), Settings("words", "words")
    await store.record(Conversation("c", now, now, "Once", Mode.COMPLETION, settings, document=Document("Once. End")))
    await store.save_state("conversation", "c")
    await store.close()


async def test_going_back_to_a_version_loses_nothing_of_what_stands_there(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        await begins(person, "Once upon")
        person.clicks("Generate")
        await finish(await server.asked(), " a time")
        await person.reply_ended()
        person.types(", far away", into="Document")
        person.clicks("Previous version")
        await person.until(lambda: text(person) == "Once upon a time")
        assert generated(person) == [" a time"]
    async with talking() as server, talking_to(server, tmp_path) as person:
        assert edit(person).hasFocus()
        person.chooses("Once upon")
        await person.until(person.window.completion.isVisible)
        await person.sees("2/3")
        person.clicks("Next version")
        await person.until(lambda: text(person) == "Once upon a time, far away")
        assert generated(person) == [" a time"]


async def test_choices_that_are_not_used_stay_among_the_versions(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        await begins(person, "Once upon")
        person.ticks("N")
        person.overwrites("N value", "2")
        person.clicks("Generate")
        line = await server.asked()
        await line.streams(piece(" a time"), piece(" a rock", index=1))
        await finish(line)
        await person.reply_ended()
        person.clicks("Use no choice")
        assert not person.offers("Use this choice")
    async with talking() as server, talking_to(server, tmp_path) as person:
        person.chooses("Once upon")
        await person.until(person.window.completion.isVisible)
        assert not person.offers("Use this choice")
        person.clicks("Next version")
        person.clicks("Next version")
        await person.until(lambda: text(person) == "Once upon a rock")


async def test_where_nothing_can_be_sent_the_document_stays_as_it_is(tmp_path: Path) -> None:
    nowhere = Connection("test", "Test", "http://127.0.0.1:9/v1")
    async with at_the_app(tmp_path, MemoryVault(), override=nowhere) as person:
        await begins(person, "Once upon")
        person.clicks("Generate")
        await person.sees("No model is chosen")
        assert person.offers("Generate")
        person.types(" a time", into="Document")
        assert text(person) == "Once upon a time"
    assert document_of(stored(tmp_path)[0]).text == "Once upon a time"


async def shown_after(profile: Path, child: subprocess.Popen[str]) -> dict[str, Any]:
    """Kills the app, and tells what the next one shows."""
    child.send_signal(signal.SIGKILL)
    child.communicate()
    said, _ = await asyncio.to_thread(operated("document", "--profile", profile).communicate, timeout=LONGEST_START)
    shown: dict[str, Any] = json.loads(said)
    return shown


async def test_what_had_arrived_is_in_the_document_after_a_kill(tmp_path: Path) -> None:
    words = Words()
    await a_profile(tmp_path, words.base_url)
    child = operated("generate:5", "--profile", tmp_path)
    assert await asyncio.to_thread(words.begun.wait, LONGEST_START)
    await asyncio.to_thread(time.sleep, 1)
    must = words.sent_until(time.monotonic() - GRACE)
    shown = await shown_after(tmp_path, child)
    words.close()
    assert must
    assert shown["text"].startswith("Once." + must)
    assert shown["text"].endswith(" End")
    assert "Interrupted" in shown["state"]
    assert shown["generated"] == [shown["text"][5:-4]]


async def test_what_was_typed_is_in_the_document_after_a_kill(tmp_path: Path) -> None:
    await a_profile(tmp_path, "http://127.0.0.1:9/v1")
    child = operated("write: of all", "--profile", tmp_path)
    assert child.stdout
    assert await asyncio.to_thread(child.stdout.readline) == "typed\n"
    await asyncio.to_thread(time.sleep, GRACE + 0.25)
    assert (await shown_after(tmp_path, child))["text"] == "Once. End of all"
