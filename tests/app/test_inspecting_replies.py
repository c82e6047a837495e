"""A person inspects replies: what the window says is what the server's log says, also after a restart."""

import json
from pathlib import Path

import pytest
from api.loopback import KEY, answer, chunk, stream
from app.person import Person, at_the_app
from app.talking import MODELS, Line, Talk, talking
from fakes.memory_vault import MemoryVault
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QRadioButton, QTableView
from ui.by_name import by_name, words

from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.ui.inspector.window import Inspector

USAGE = '{"choices": [], "usage": {"prompt_tokens": 11, "completion_tokens": 7}}'


async def ready(person: Person, server: Talk) -> None:
    await person.connects(server.base_url, KEY)
    await person.until(lambda: person.models() == list(MODELS))


async def inspector(person: Person) -> Inspector:
    """Once it is there."""
    await person.until(lambda: person.window.findChildren(Inspector))
    [found] = person.window.findChildren(Inspector)
    person.watches(found)
    await person.until(found.isVisible)
    return found


def presses_the_shortcut(person: Person) -> None:
    QTest.keyClick(person.window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)


def body_in(found: Inspector) -> bytes:
    """As it is copied."""
    by_name(found, QAbstractButton, "Copy body").click()
    return QApplication.clipboard().text().encode()


def facts_in(found: Inspector) -> dict[str, str]:
    """The numbers by their names; of two with one name, the reply's."""
    by_name(found, QAbstractButton, "Copy numbers").click()
    lines = (line.partition(": ") for line in reversed(QApplication.clipboard().text().splitlines()))
    return {name: fact for name, _, fact in lines}


def read(found: Inspector, name: str) -> str:
    return by_name(found, QPlainTextEdit, name).toPlainText()


async def replied(line: Line) -> None:
    await line.streams(chunk(content="Hello"), chunk(content=" you"), chunk(finish_reason="stop"), USAGE, "[DONE]")
    line.over.set()


async def test_a_reply_is_inspected_by_key_and_by_click_and_after_a_restart(qt_loop: object, tmp_path: Path) -> None:
    vault = MemoryVault()
    async with talking() as server:
        async with at_the_app(tmp_path, vault) as person:
            await ready(person, server)
            person.pastes("Be \u00fc kind.\n", "System prompt")
            person.ticks("Temperature")
            person.sends('What\'s "this"?')
            line = await server.asked()
            await replied(line)
            await person.reads('What\'s "this"?', "Hello you")
            await person.reply_ended()
            sent = line.exchange.request
            presses_the_shortcut(person)
            found = await inspector(person)
            assert found.isVisible()
            assert not found.isModal()
            head = read(found, "Request headers")
            assert head.splitlines()[0] == f"{sent.method} {sent.target} HTTP/1.1"
            assert "Authorization: Bearer [key]" in head
            assert f"Content-Length: {len(sent.body)}" in head
            assert body_in(found) == sent.body
            assert "byte for byte" in words(found)
            assert by_name(found, QTableView, "Events").model().rowCount() == 5
            assert read(found, "Event") == f"data: {chunk(content='Hello')}"
            facts = facts_in(found)
            assert [facts[name] for name in ("Tokens in", "Tokens out", "Finish reason")] == ["11", "7", "stop"]
            assert "11 tokens in · 7 tokens out" in person.screen()
            assert KEY not in person.screen() + words(found) + head + str(facts)
        async with at_the_app(tmp_path, vault) as person:
            person.clicks("Inspect")
            found = await inspector(person)
            assert body_in(found) == sent.body
            assert "byte for byte" in words(found)
            assert by_name(found, QTableView, "Events").model().rowCount() == 0
            assert "until the app is closed" in read(found, "Request headers")
            facts = facts_in(found)
            assert [facts[name] for name in ("Tokens in", "Tokens out", "Finish reason")] == ["11", "7", "stop"]


async def test_a_refused_request_is_inspected_with_what_was_sent_once_more(qt_loop: object, tmp_path: Path) -> None:
    refusal = answer(json.dumps({"error": {"message": f"no {KEY}", "param": "stream_options"}}).encode(), status=400)
    async with talking() as server:
        connection = Connection("c", "Server", server.base_url, has_key=True, include_usage=True)
        async with at_the_app(tmp_path, MemoryVault({connection.origin: KEY}), override=connection) as person:
            await inspects_the_refused(person, server, refusal)


async def inspects_the_refused(person: Person, server: Talk, refusal: bytes) -> None:
    await person.until(lambda: person.models() == list(MODELS))
    person.sends("Hello")
    await (await server.asked()).answers(refusal)
    again = await server.asked()
    await again.answers(answer(b'{"error": {"message": "Out of GPUs"}}', status=503))
    await person.sees("Out of GPUs")
    person.clicks("Inspect")
    found = await inspector(person)
    assert body_in(found) == again.exchange.request.body
    assert read(found, "Request headers").count("POST /v1/chat/completions HTTP/1.1") == 2
    heads = read(found, "Response headers").split("\n\n")
    assert [head.splitlines()[0] for head in heads] == ["HTTP/1.1 400 Status", "HTTP/1.1 503 Status"]
    assert read(found, "Event") == '{"error": {"message": "Out of GPUs"}}'
    assert facts_in(found)["Sent once more"] == "1"


async def test_a_running_reply_is_inspected_and_shown_anew_when_it_ends(qt_loop: object, tmp_path: Path) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await ready(person, server)
        person.sends("Hello")
        line = await server.asked()
        await line.says("Some")
        await person.reads("Hello", "Some")
        presses_the_shortcut(person)
        found = await inspector(person)
        events = by_name(found, QTableView, "Events").model()
        assert events.rowCount() == 1
        assert facts_in(found)["State"] == "Receiving"
        await line.says(" more")
        await line.ends()
        await person.reply_ended()
        await person.until(lambda: events.rowCount() == 4)
        assert facts_in(found)["State"] == "Done"


def piece(text: str) -> str:
    return json.dumps({"choices": [{"index": 0, "text": text}]})


async def test_a_generation_is_inspected_whatever_has_become_of_the_document(qt_loop: object, tmp_path: Path) -> None:
    async with talking() as server:
        async with at_the_app(tmp_path, MemoryVault()) as person:
            await ready(person, server)
            chat = person.find(QRadioButton, "Chat")
            chat.setFocus()
            QTest.keyClick(chat, Qt.Key.Key_Down)
            await person.until(person.window.completion.isVisible)
            presses_the_shortcut(person)
            assert not person.offers("Inspect")
            person.types("Once upon! rest", into="Document")
            person.window.completion.editor.go_to(9)
            person.clicks("Generate")
            line = await server.asked()
            await line.streams(piece(" a"), piece(" time"), "[DONE]")
            line.over.set()
            await person.reply_ended()
            sent = line.exchange.request
            assert sent.json["prompt"] == "Once upon"
            person.types(" and more", into="Document")
            person.clicks("Inspect")
            found = await inspector(person)
            assert read(found, "Request headers").startswith("POST /v1/completions HTTP/1.1")
            assert body_in(found) == sent.body
            assert "byte for byte" in words(found)
        async with at_the_app(tmp_path, MemoryVault()) as person:
            await person.until(person.window.completion.isVisible)
            presses_the_shortcut(person)
            found = await inspector(person)
            assert body_in(found) == sent.body
            assert "byte for byte" in words(found)


@pytest.mark.parametrize(
    ("button", "beginning"),
    [
        ("Copy as cURL", "curl --no-buffer http://127.0.0.1"),
        ("Copy as Python (openai)", "import os\n\nfrom openai import OpenAI"),
        ("Copy as Python (httpx)", "import os\n\nimport httpx"),
    ],
)
async def test_a_request_is_copied_as_a_command_without_the_key(
    qt_loop: object, tmp_path: Path, button: str, beginning: str
) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await ready(person, server)
        person.sends("Hello")
        await (await server.asked()).answers(answer(stream(chunk(content="Hi", finish_reason="stop"))))
        await person.reads("Hello", "Hi")
        await person.reply_ended()
        person.clicks("Inspect")
        by_name(await inspector(person), QAbstractButton, button).click()
        copied = QApplication.clipboard().text()
        assert copied.startswith(beginning)
        assert "DEEPTRIN_API_KEY" in copied
        assert KEY not in copied
