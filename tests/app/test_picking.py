"""Models and parameters over restarts: favourites, recent models, labels of tokens, a retired model, the preview."""

import json
from pathlib import Path

import pytest
from app.person import Person, at_the_app
from app.talking import MODELS, model_list, talking
from fakes.memory_vault import MemoryVault
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QTableView
from ui.parameters.tables import cells, paste_into

from deeptrin_desktop.ui.models.picker import ModelPicker

pytestmark = pytest.mark.usefixtures("qt_loop")


def picker_of(person: Person) -> ModelPicker:
    found = person.find(QComboBox, "Model")
    assert isinstance(found, ModelPicker)
    return found


def offered(person: Person) -> list[str]:
    """The models in the open list, with what is said about them."""
    model = picker_of(person).popup.view.model()
    return [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


def choose(person: Person, model: str) -> None:
    person.overwrites("Model", model)
    person.presses(Qt.Key.Key_Return, "Model")


async def test_marks_and_labels_are_there_after_a_restart(tmp_path: Path) -> None:
    async with talking() as server:
        server.models = model_list("small", "large", "other")
        async with at_the_app(tmp_path, MemoryVault()) as person:
            await person.connects(server.base_url)
            await person.until(lambda: person.models() == ["small", "large", "other"])
            choose(person, "large")
            picker = picker_of(person)
            QTest.keyClick(picker, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
            choose(person, "other")
            person.window.parameters.fold([])
            person.ticks("Logit bias")
            paste_into(person.find(QTableView, "Logit bias value"), "7:1 seven")
            person.sends("Hello")
            line = await server.asked()
            assert line.body["logit_bias"] == {"7": 1}
            await line.ends()
            await person.reply_ended()
        async with at_the_app(tmp_path, MemoryVault()) as person:
            assert cells(person.find(QTableView, "Logit bias value")) == [["7", "1", "seven"]]
            assert person.window.parameters.folded == ()
            picker_of(person).open()
            assert offered(person) == ["large, Favourite", "other, Recent", "small"]


async def test_opening_the_list_reads_it_anew_and_a_retired_model_is_said(tmp_path: Path) -> None:
    async with talking() as server:
        async with at_the_app(tmp_path, MemoryVault()) as person:
            await person.connects(server.base_url)
            await person.until(lambda: person.models() == list(MODELS))
            person.sends("Hello")
            line = await server.asked()
            await line.says("Hi")
            await line.ends()
            await person.reply_ended()
        server.models = model_list("large", "new")
        async with at_the_app(tmp_path, MemoryVault()) as person:
            assert picker_of(person).currentText() == "small"
            person.types("not sent yet")
            picker_of(person).open()
            await person.sees("The server does not list the model small.")
            assert offered(person) == ["large", "new"]
            picker_of(person).hidePopup()
            person.clicks("Choose a model")
            view = picker_of(person).popup.view
            QTest.keyClick(view, Qt.Key.Key_Down)
            QTest.keyClick(view, Qt.Key.Key_Return)
            await person.until(lambda: picker_of(person).currentText() == "large")
            assert person.composer() == "not sent yet"
            person.presses(Qt.Key.Key_Return, "Message")
            line = await server.asked()
            assert line.body["model"] == "large"
            await line.ends()


async def test_what_is_previewed_is_what_goes_out(tmp_path: Path) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await person.connects(server.base_url)
        await person.until(lambda: person.models() == list(MODELS))
        person.types("Be kind.", into="System prompt")
        person.ticks("Temperature")
        person.window.parameters.fold([])
        paste_into(person.find(QTableView, "Extra body fields"), '{"seed": 7}')
        person.types("Hello")
        person.clicks("Preview request")
        await person.sees(f"POST {server.base_url}/chat/completions")
        previewed = json.loads(person.find(QPlainTextEdit, "Request preview").toPlainText())
        person.clicks("Close")
        await person.until(lambda: person.find(QPlainTextEdit, "Message").isVisible())
        person.presses(Qt.Key.Key_Return, "Message")
        line = await server.asked()
        assert line.body == previewed
        assert line.body["seed"] == 7
        await line.ends()


async def test_biases_are_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_text('\ufeff{"7": 1}', encoding="utf-8")
    (tmp_path / "bad.json").write_bytes(b"\xff\xfe\x00nothing")
    (tmp_path / "large.json").write_bytes(b" " * 1_000_000)
    async with talking() as server, at_the_app(tmp_path / "profile", MemoryVault()) as person:
        await person.connects(server.base_url)
        person.window.parameters.fold([])
        person.ticks("Logit bias")
        table = person.find(QTableView, "Logit bias value")
        for name, said in (("bad", "Nothing was added"), ("large", "large.json could not be read")):
            person.clicks("Import biases…")
            await person.gives_file(tmp_path / f"{name}.json")
            await person.sees(said)
            assert cells(table) == []
        person.clicks("Import biases…")
        await person.gives_file(tmp_path / "good.json")
        await person.until(lambda: cells(table) == [["7", "1", ""]])
