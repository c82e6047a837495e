"""Presets and layers, as a person uses them: by keyboard, over restarts, in files, and on the wire."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from app.person import Person, at_the_app, database_of
from app.talking import MODELS, Talk, talking
from fakes.memory_vault import MemoryVault
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDoubleSpinBox, QMenu

from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.preset import Preset
from deeptrin_desktop.store.reading import read_store
from deeptrin_desktop.store.sqlite import SqliteStore

pytestmark = pytest.mark.usefixtures("qt_loop")
SHIPPED = ["No preset", "Code", "Creative", "Precise", "Translate"]


async def connected(person: Person, server: Talk) -> None:
    await person.connects(server.base_url)
    await person.until(lambda: person.models() == list(MODELS))
    await person.until(lambda: presets(person) == SHIPPED)


def presets(person: Person) -> list[str]:
    picker = person.find(QComboBox, "Preset")
    return [picker.itemText(row) for row in range(picker.count())]


def preset(person: Person) -> str:
    return person.find(QComboBox, "Preset").currentText()


async def choose(person: Person, typed: str, name: str) -> None:
    person.overwrites("Preset", typed)
    popup = QApplication.activePopupWidget()  # it has the keyboard while it is open
    QTest.keyClick(popup or person.find(QComboBox, "Preset"), Qt.Key.Key_Return)
    await person.until(lambda: preset(person) == name)


def choose_in_menu(person: Person, *entries: str) -> None:
    """Opens the menu of presets, and goes to an entry, or one of a menu inside it, by the arrow keys."""
    person.clicks("More about presets")
    for entry in entries:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _ in menu.actions():
            if [action.text() for action in menu.actions() if action is menu.activeAction()] != [entry]:
                QTest.keyClick(menu, Qt.Key.Key_Down)
        assert menu.activeAction().text() == entry
        QTest.keyClick(menu, Qt.Key.Key_Return)


async def sent(person: Person, server: Talk, text: str = "Hello") -> Any:
    """What goes out with a message."""
    person.sends(text)
    line = await server.asked()
    await line.says("Yes.")
    await line.ends()
    await person.reply_ended()
    return line.body


async def save_as(person: Person, name: str, *, with_model: str = "") -> None:
    person.clicks("Save preset")
    await person.sees("Name of the preset")
    person.overwrites("Name of the preset", name)
    if with_model:
        person.ticks(f"With the model {with_model}")
    person.presses(Qt.Key.Key_Return, "Name of the preset")
    await person.until(lambda: preset(person) == name)


def is_ticked(person: Person, name: str) -> bool:
    return person.find(QCheckBox, name).isChecked()


async def test_a_preset_is_searched_chosen_and_sent_until_the_conversation_says_otherwise(tmp_path: Path) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await connected(person, server)
        assert await sent(person, server) == {
            "model": "small",
            "messages": [{"role": "user", "content": "Hello"}],
            "stream": True,
        }
        await choose(person, "reat", "Creative")
        await person.until(lambda: is_ticked(person, "Temperature"))
        body = await sent(person, server)
        assert (body["temperature"], body["presence_penalty"]) == (1.1, 0.4)
        assert body["messages"][0]["role"] == "system"
        person.ticks("Temperature")
        await person.sees("Not sent here")
        assert "temperature" not in await sent(person, server)
        person.clicks("Reset Temperature")
        assert is_ticked(person, "Temperature")
        person.overwrites("Temperature value", "0.5")
        await person.sees("This conversation")
        assert (await sent(person, server))["temperature"] == 0.5
        person.overwrites("System prompt", " ")
        person.window.parameters.flush()
        body = await sent(person, server)
        assert body["messages"][0]["role"] == "user"
        person.clicks("Reset System prompt")
        await choose(person, "no pre", "")
        body = await sent(person, server)
        assert {name: body[name] for name in body if name != "messages"} == {
            "model": "small",
            "temperature": 0.5,
            "stream": True,
        }


async def test_what_is_set_becomes_a_preset_that_is_there_after_a_restart(tmp_path: Path) -> None:
    async with talking() as server:
        async with at_the_app(tmp_path, MemoryVault()) as person:
            await connected(person, server)
            person.types("Be kind.", into="System prompt")
            person.ticks("Max tokens")
            await save_as(person, "Kind", with_model="small")
            await person.sees("Preset")
            assert not person.offers("Reset Max tokens")
            person.overwrites("Max tokens value", "77")
            await save_as(person, "Kind")
            person.overwrites("Model", "large")
            person.presses(Qt.Key.Key_Return, "Model")
            assert (await sent(person, server))["max_tokens"] == 77
        async with at_the_app(tmp_path, MemoryVault()) as person:
            assert preset(person) == "Kind"
            assert person.find(QDoubleSpinBox, "Max tokens value").text() == "77"
            person.clicks("New conversation")
            await person.until(lambda: preset(person) == "")
            assert not is_ticked(person, "Max tokens")
            await choose(person, "kin", "Kind")
            await person.until(lambda: person.find(QComboBox, "Model").currentText() == "small")
            body = await sent(person, server)
            assert (body["model"], body["max_tokens"], body["messages"][0]["content"]) == ("small", 77, "Be kind.")


async def test_a_reply_keeps_what_was_really_sent_with_it(tmp_path: Path) -> None:
    async with talking() as server:
        async with at_the_app(tmp_path, MemoryVault()) as person:
            await connected(person, server)
            await choose(person, "precise", "Precise")
            await person.until(lambda: is_ticked(person, "Temperature"))
            body = await sent(person, server)
            await choose(person, "no pre", "")
            await sent(person, server)
        with read_store(database_of(tmp_path)) as store:
            [summary] = store.summaries()
            kept = store.conversation(summary.id)
        assert kept is not None
        with_preset, without = kept.replies.values()
        assert (with_preset.parameters, without.parameters) == (Parameters(temperature=0.2), Parameters())
        assert (with_preset.system_prompt, without.system_prompt) == (body["messages"][0]["content"], "")


async def test_a_preset_is_renamed_duplicated_deleted_and_brought_back(tmp_path: Path) -> None:
    async with talking() as server:
        async with at_the_app(tmp_path, MemoryVault()) as person:
            await connected(person, server)
            await choose(person, "precise", "Precise")
            choose_in_menu(person, "Duplicate preset")
            await person.until(lambda: preset(person) == "Precise 2")
            choose_in_menu(person, "Rename preset…")
            await person.sees("Name of the preset")
            person.overwrites("Name of the preset", "Exact")
            person.presses(Qt.Key.Key_Return, "Name of the preset")
            await person.until(lambda: preset(person) == "Exact")
            choose_in_menu(person, "Delete preset")
            await person.sees("The preset “Exact” was deleted.")
            assert presets(person) == SHIPPED
            assert not is_ticked(person, "Temperature")
            person.clicks("Undo")
            await person.until(lambda: preset(person) == "Exact")
            assert is_ticked(person, "Temperature")
            await choose(person, "code", "Code")
            choose_in_menu(person, "Delete preset")
            await person.sees("The preset “Code” was deleted.")
        async with at_the_app(tmp_path, MemoryVault()) as person:
            await person.until(lambda: presets(person) == ["No preset", "Creative", "Exact", "Precise", "Translate"])


async def test_a_deleted_preset_can_be_brought_back_whatever_was_said_and_done_since(tmp_path: Path) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await connected(person, server)
        await choose(person, "precise", "Precise")
        choose_in_menu(person, "Delete preset")
        await person.sees("The preset “Precise” was deleted.")
        person.window.notice.show_text("Something else happened.")
        assert person.offers("Undo")
        await sent(person, server)
        assert not person.offers("Undo")
        choose_in_menu(person, "Bring back", "Precise")
        await person.until(lambda: preset(person) == "Precise")
        assert presets(person) == SHIPPED


async def test_a_preset_is_saved_for_its_conversation_though_two_others_were_opened_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()
    save = SqliteStore.save_presets

    async def save_slowly(store: SqliteStore, presets: Sequence[Preset]) -> None:
        begun.set()
        await go_on.wait()
        await save(store, presets)

    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await connected(person, server)
        person.ticks("Max tokens")
        await sent(person, server, "First")
        monkeypatch.setattr(SqliteStore, "save_presets", save_slowly)
        person.clicks("Save preset")
        await person.sees("Name of the preset")
        person.overwrites("Name of the preset", "Mine")
        person.presses(Qt.Key.Key_Return, "Name of the preset")
        await begun.wait()
        for text in ("Second", "Third"):
            person.clicks("New conversation")
            await person.until(lambda: person.messages() == [])
            await sent(person, server, text)
        go_on.set()
        await person.until(lambda: "Mine" in presets(person))
        assert preset(person) == ""
        person.chooses("First")
        await person.until(lambda: preset(person) == "Mine")


async def test_presets_travel_in_a_file(tmp_path: Path) -> None:
    file, wrong = tmp_path / "mine.json", tmp_path / "wrong.json"
    wrong.write_text('{"format": "deeptrin-desktop", "version": 1}')
    async with talking() as server:
        async with at_the_app(tmp_path / "one", MemoryVault()) as person:
            await connected(person, server)
            person.ticks("Top p")
            await save_as(person, "Mine")
            choose_in_menu(person, "Export preset…")
            await person.gives_file(file)
            await person.sees(f"Saved to {file}.")
        assert json.loads(file.read_text())["presets"] == [{"name": "Mine", "parameters": {"top_p": 1.0}}]
        async with at_the_app(tmp_path / "two", MemoryVault()) as person:
            await connected(person, server)
            choose_in_menu(person, "Import presets…")
            await person.gives_file(wrong)
            await person.sees("holds no presets.", "Nothing was changed.")
            choose_in_menu(person, "Import presets…")
            await person.gives_file(file)
            await person.sees("Imported: Mine.")
            assert "Mine" in presets(person)
            choose_in_menu(person, "Import presets…")
            await person.gives_file(file)
            await person.sees("All presets of the file are there already.")


async def test_a_connection_has_parameters_for_all_its_conversations(tmp_path: Path) -> None:
    async with talking() as server:
        async with at_the_app(tmp_path, MemoryVault()) as person:
            await connected(person, server)
            person.ticks("Max tokens")
            choose_in_menu(person, "Make these the connection’s defaults")
            await person.sees("send these parameters from now on.", "Connection")
            await sent(person, server)
            person.clicks("New conversation")
            assert is_ticked(person, "Max tokens")
        async with at_the_app(tmp_path, MemoryVault()) as person:
            person.clicks("New conversation")
            assert (await sent(person, server))["max_tokens"] == 1024
            person.ticks("Max tokens")
            assert "max_tokens" not in await sent(person, server)
            choose_in_menu(person, "Reset all to what is inherited")
            await person.sees("This conversation has no parameters of its own now.")
            assert is_ticked(person, "Max tokens")
            person.clicks("Undo")
            await person.until(lambda: not is_ticked(person, "Max tokens"))
