"""The whole app, as a person at its window sees it: real controls, real SQLite, a real server on loopback."""

from pathlib import Path

import pytest
from app.person import at_the_app
from app.talking import MODELS, talking
from app.turns import converse, states, stored, talking_to
from fakes.memory_vault import MemoryVault
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QPlainTextEdit

from deeptrin_desktop.chat import patience
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.message import ReplyState
from deeptrin_desktop.demo.server import DemoServer

pytestmark = pytest.mark.usefixtures("qt_loop")
KEY = "sk-0123456789"


async def test_from_the_first_start_to_a_reply(tmp_path: Path) -> None:
    vault = MemoryVault()
    async with talking() as server, at_the_app(tmp_path, vault) as person:
        await person.sees("Welcome to Deeptrin Desktop")
        assert not person.window.composer.isVisible()
        await person.connects(server.base_url, KEY)
        await person.until(lambda: person.models() == list(MODELS))
        person.sends("Hello")
        line = await server.asked()
        assert line.body == {"model": "small", "messages": [{"role": "user", "content": "Hello"}], "stream": True}
        assert line.exchange.request.headers["authorization"] == f"Bearer {KEY}"
        await line.says("Good ")
        await person.sees("Good", "Receiving")
        assert person.offers("Stop")
        assert not person.offers("Send")
        await line.says("day")
        await line.ends()
        await person.reply_ended()
        assert person.messages() == ["Hello", "Good day"]
        assert person.conversations() == ["Hello"]
        assert person.composer() == ""
    assert list(vault.stored.values()) == [KEY]
    assert states(stored(tmp_path)[0]) == [ReplyState.DONE]


async def test_testing_a_connection_before_anything_is_kept(tmp_path: Path) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        person.overwrites("Base URL", server.base_url)
        person.clicks("Test connection")
        await person.sees("The connection works. Models: 2.")
        assert [request.method for request in server.requests] == ["GET"]
    async with at_the_app(tmp_path, MemoryVault()) as person:
        await person.sees("Welcome to Deeptrin Desktop")


async def test_stopping_keeps_the_exact_text_and_closes_the_connection(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        person.sends("Count")
        line = await server.asked()
        await line.says("One, two")
        await person.sees("One, two")
        person.types("next")
        person.presses(Qt.Key.Key_Return, "Message")
        assert person.composer() == "next"
        person.clicks("Stop")
        await line.gone()
        await person.sees("Stopped")
        assert person.messages() == ["Count", "One, two"]
        assert person.offers("Send")
    assert states(stored(tmp_path)[0]) == [ReplyState.STOPPED]


async def test_stopping_before_the_first_byte(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        person.sends("Hello?")
        line = await server.asked()
        person.presses(Qt.Key.Key_Escape)
        await line.gone()
        await person.sees("Stopped")
        assert person.messages() == ["Hello?", ""]


async def test_versions_of_a_reply(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        await converse(person, server, "Say", "first")
        person.clicks("Regenerate")
        line = await server.asked()
        assert [turn["content"] for turn in line.body["messages"]] == ["Say"]
        await line.says("second")
        await line.ends()
        await person.reads("Say", "second")
        await person.reply_ended()
        person.clicks("Previous version")
        await person.reads("Say", "first")
    async with talking_to(server, tmp_path) as person:
        assert person.messages() == ["Say", "first"]
        person.clicks("Next version")
        await person.reads("Say", "second")


async def test_editing_a_message_is_another_version_of_it(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        await converse(person, server, "Sya", "What?")
        person.clicks("Edit message")
        person.overwrites("Edited message", "Say")
        person.clicks("Save")
        line = await server.asked()
        assert [turn["content"] for turn in line.body["messages"]] == ["Say"]
        await line.says("Said")
        await line.ends()
        await person.reads("Say", "Said")
        await person.reply_ended()
        person.clicks("Previous version")
        await person.reads("Sya", "What?")


async def test_continuing_what_was_stopped(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        person.sends("Count")
        line = await server.asked()
        await line.says("One, ")
        await person.sees("One,")
        person.clicks("Stop")
        await line.gone()
        await person.sees("Stopped")
        person.clicks("Continue")
        line = await server.asked()
        assert line.body["messages"][-1] == {"role": "assistant", "content": "One, "}
        await line.says("two")
        await line.ends()
        await person.reads("Count", "One, two")
        await person.reply_ended()
        person.clicks("Previous version")
        await person.reads("Count", "One, ")


async def test_everything_is_as_it_was_left(tmp_path: Path) -> None:
    async with talking() as server:
        async with at_the_app(tmp_path, MemoryVault()) as person:
            await person.connects(server.base_url)
            await person.until(lambda: person.models() == list(MODELS))
            await converse(person, server, "Hello", "Good day")
            person.overwrites("Model", "large")
            person.presses(Qt.Key.Key_Return, "Model")
            person.types("half a thou")
            person.clicks("Show or hide parameters")
            person.window.resize(person.window.width(), 650)
            await person.until(lambda: person.window.height() == 650)
        async with at_the_app(tmp_path, MemoryVault()) as person:
            assert person.messages() == ["Hello", "Good day"]
            assert person.composer() == "half a thou"
            assert person.find(QComboBox, "Model").currentText() == "large"
            assert person.models() == list(MODELS)
            assert not person.window.right.isVisible()
            assert person.window.left.isVisible()
            assert person.window.height() == 650


async def test_drafts_belong_to_their_conversations(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        await converse(person, server, "One", "1")
        person.types("about one")
        person.clicks("New conversation")
        await person.until(lambda: person.composer() == "")
        person.types("about two")
        await person.until(lambda: len(person.conversations()) == 2)
        person.chooses("One")
        await person.until(lambda: person.composer() == "about one")
        person.chooses("Untitled")
        await person.until(lambda: person.composer() == "about two")
    assert sorted(conversation.draft for conversation in stored(tmp_path)) == ["about one", "about two"]


async def test_renaming_and_deleting(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        await converse(person, server, "One", "1")
        person.clicks("New conversation")
        await person.reads()
        await converse(person, server, "Two", "2")
        assert person.conversations() == ["Two", "One"]
        person.presses(Qt.Key.Key_F2)
        person.retypes("Second")
        person.presses(Qt.Key.Key_Return)
        await person.until(lambda: person.conversations() == ["Second", "One"])
        assert "Second" in person.window.windowTitle()
        person.presses(Qt.Key.Key_Delete, "Conversations")
        await person.sees("Delete “Second”?")
        person.clicks("Cancel")
        assert person.conversations() == ["Second", "One"]
        person.presses(Qt.Key.Key_Delete, "Conversations")
        person.clicks("Delete")
        await person.until(lambda: person.conversations() == ["One"] and person.messages() == ["One", "1"])
    assert [conversation.title for conversation in stored(tmp_path)] == ["One"]


async def test_several_replies_run_while_one_looks_elsewhere(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        lines = {}
        for name in ("A", "B", "C"):
            person.clicks("New conversation")
            await person.reads()
            person.sends(name)
            lines[name] = await server.asked()
            await lines[name].says(f"{name}1 ")
            await person.sees(f"{name}1")
        for name in ("A", "C", "B"):
            person.chooses(name)
            await person.reads(name, f"{name}1 ")
            assert person.offers("Stop")
        for name in ("C", "A"):
            await lines[name].says(f"{name}2")
            await lines[name].ends()
        await lines["B"].says("B2")
        await person.reads("B", "B1 B2")
        person.chooses("A")
        await person.reads("A", "A1 A2")
        await person.reply_ended()
        await lines["B"].ends()
        person.chooses("B")
        await person.reads("B", "B1 B2")
        await person.reply_ended()
        assert "about 1 token " in person.screen()
    assert [states(conversation) for conversation in stored(tmp_path)] == [[ReplyState.DONE]] * 3


async def test_closing_the_window_in_mid_stream(tmp_path: Path) -> None:
    async with talking() as server:
        async with talking_to(server, tmp_path) as person:
            person.sends("Tell me")
            line = await server.asked()
            await line.says("Once upon")
            await person.sees("Once upon")
            person.types("next")
            await person.close()
            assert not person.window.isVisible()
            await line.gone()
        [conversation] = stored(tmp_path)
        assert states(conversation) == [ReplyState.INTERRUPTED]
        async with talking_to(server, tmp_path) as person:
            assert person.messages() == ["Tell me", "Once upon"]
            await person.sees("Interrupted")
            assert person.composer() == "next"


async def test_parameters_that_are_set_reach_the_body(tmp_path: Path) -> None:
    async with talking() as server, talking_to(server, tmp_path) as person:
        person.types("Be brief", into="System prompt")
        for name, value in (("Temperature", "0.5"), ("Top p", "0.9"), ("Max tokens", "7")):
            person.ticks(name)
            person.overwrites(f"{name} value", value)
        for stop in ("END", "\\n"):
            person.types(stop, into="Add stop sequence")
            person.presses(Qt.Key.Key_Return, "Add stop sequence")
        person.ticks("Stream")
        person.sends("Hello")
        line = await server.asked()
        assert line.body == {
            "model": "small",
            "messages": [{"role": "system", "content": "Be brief"}, {"role": "user", "content": "Hello"}],
            "temperature": 0.5,
            "top_p": 0.9,
            "max_tokens": 7,
            "stop": ["END", "\n"],
            "stream": False,
        }
        await line.ends()
        await person.reply_ended()
        for name in ("Temperature", "Top p", "Max tokens", "Stop", "Stream"):
            person.ticks(name)
        person.overwrites("System prompt", "")
        person.sends("Again")
        line = await server.asked()
        assert set(line.body) == {"model", "messages", "stream"}
        assert line.body["stream"] is True
        assert line.body["messages"][0] == {"role": "user", "content": "Hello"}
        await line.ends()
        await person.reply_ended()


async def test_parameters_belong_to_their_conversation(tmp_path: Path) -> None:
    async with talking() as server:
        async with talking_to(server, tmp_path) as person:
            await converse(person, server, "One", "1")
            person.ticks("Temperature")
            person.overwrites("Temperature value", "0.2")
            person.clicks("New conversation")
            await person.until(lambda: not person.find(QCheckBox, "Temperature").isChecked())
            person.ticks("Temperature")
            assert person.find(QDoubleSpinBox, "Temperature value").text() == "1"
            person.ticks("Temperature")
            person.types("for this one alone", into="System prompt")
            person.chooses("One")
            await person.until(lambda: person.find(QCheckBox, "Temperature").isChecked())
            assert person.find(QPlainTextEdit, "System prompt").toPlainText() == ""
        async with talking_to(server, tmp_path) as person:
            assert person.find(QCheckBox, "Temperature").isChecked()


async def test_a_keyring_that_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = MemoryVault()
    async with talking() as server, at_the_app(tmp_path, vault) as person:
        await person.connects(server.base_url, KEY)
        await person.until(lambda: person.models() == list(MODELS))
        vault.freeze()
        monkeypatch.setattr(patience, "KEYRING_PATIENCE", 0)
        person.sends("Hello")
        await person.sees("Waiting for the keyring", "It may ask for its password")
        person.types("sk-for-now", into="API key")
        person.clicks("Use for this session")
        line = await server.asked()
        assert line.exchange.request.headers["authorization"] == "Bearer sk-for-now"
        await line.says("Good day")
        await line.ends()
        await person.reads("Hello", "Good day")
        await person.reply_ended()
        assert "Waiting for the keyring" not in person.screen()


async def test_a_model_list_from_before_while_the_server_is_away(tmp_path: Path) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await person.connects(server.base_url)
        await person.until(lambda: person.models() == list(MODELS))
    async with at_the_app(tmp_path, MemoryVault()) as person:
        assert person.models() == list(MODELS)


async def test_the_demo(tmp_path: Path) -> None:
    demo = DemoServer(pace=0)
    connection = Connection("demo", "Demo", await demo.start())
    async with at_the_app(tmp_path, MemoryVault(), override=connection) as person:
        await person.until(lambda: "demo/echo" in person.models())
        person.overwrites("Model", "demo/echo")
        person.presses(Qt.Key.Key_Return, "Model")
        person.sends("Hello")
        await person.sees("• stream: true", "the last one with these words:")
        await person.reply_ended()
        assert "temperature" not in person.screen()
    await demo.stop()
