"""What a server refuses, a parameter or a model: said where it happened, with a way on that is remembered."""

import json
from pathlib import Path
from typing import Any

import pytest
from api.loopback import answer
from app.person import Person, at_the_app
from app.talking import MODELS, Line, Talk, model_list, talking
from fakes.memory_vault import MemoryVault
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit, QRadioButton, QTableView
from ui.parameters.tables import paste_into

from deeptrin_desktop.ui.models.picker import ModelPicker

pytestmark = pytest.mark.usefixtures("qt_loop")


async def connected(person: Person, server: Talk) -> None:
    await person.connects(server.base_url)
    await person.until(lambda: person.models() == list(MODELS))


async def refuses(line: Line, message: str, *, status: int = 400, **facts: Any) -> None:
    error = json.dumps({"error": {"message": message, "type": "invalid_request_error", **facts}})
    await line.answers(answer(error.encode(), status=status))


async def accepts(person: Person, line: Line) -> Any:
    await line.says("Yes.")
    await line.ends()
    await person.reply_ended()
    return line.body


async def test_a_parameter_that_is_refused_is_left_out_from_then_on_and_can_be_sent_again(tmp_path: Path) -> None:
    async with talking() as server:
        async with at_the_app(tmp_path, MemoryVault()) as person:
            await connected(person, server)
            person.ticks("Temperature")
            person.sends("Hello")
            line = await server.asked()
            assert line.body["temperature"] == 1
            await refuses(line, "Unsupported value", param="temperature")
            await person.sees("The server did not accept Temperature.", "Unsupported value")
            person.clicks("Send without Temperature")
            body = await accepts(person, await server.asked())
            assert "temperature" not in body
            assert body["messages"] == [{"role": "user", "content": "Hello"}]
            await person.sees("The server refused Temperature for small: not sent.")
            assert not person.find(QCheckBox, "Temperature").isChecked()
        async with at_the_app(tmp_path, MemoryVault()) as person:
            await person.sees("The server refused Temperature for small: not sent.")
            person.sends("Again")
            assert "temperature" not in await accepts(person, await server.asked())
            person.overwrites("Model", "large")
            person.presses(Qt.Key.Key_Return, "Model")
            await person.until(lambda: person.find(QCheckBox, "Temperature").isChecked())
            person.sends("To the other")
            assert (await accepts(person, await server.asked()))["temperature"] == 1
            person.overwrites("Model", "small")
            person.presses(Qt.Key.Key_Return, "Model")
            await person.until(lambda: person.offers("Use Temperature again"))
            person.clicks("Use Temperature again")
            await person.until(lambda: person.find(QCheckBox, "Temperature").isChecked())
            person.sends("Once more")
            assert (await accepts(person, await server.asked()))["temperature"] == 1
        async with at_the_app(tmp_path, MemoryVault()) as person:
            assert "refused" not in person.screen()


async def test_a_connection_that_moves_to_another_server_has_nothing_refused(tmp_path: Path) -> None:
    async with talking() as server, talking() as other, at_the_app(tmp_path, MemoryVault()) as person:
        await connected(person, server)
        person.ticks("Temperature")
        person.sends("Hello")
        await refuses(await server.asked(), "Unsupported value", param="temperature")
        await person.sees("The server did not accept Temperature.")
        person.clicks("Send without Temperature")
        await accepts(person, await server.asked())
        await person.sees("The server refused Temperature for small: not sent.")
        person.window.connection_picker.manage_asked.emit()
        person.clicks("Edit…")
        person.overwrites("Base URL", other.base_url)
        person.clicks("Save")
        await person.until(lambda: person.offers("Edit…"))
        person.clicks("Close")
        await person.until(lambda: person.find(QCheckBox, "Temperature").isChecked())
        assert "refused" not in person.screen()


@pytest.mark.parametrize(
    ("facts", "message", "status"),
    [({}, "Unrecognized request argument supplied: seed", 400), ({"param": "seed"}, "No.", 422)],
)
async def test_an_extra_field_that_is_refused_is_left_out(
    tmp_path: Path, facts: dict[str, str], message: str, status: int
) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await connected(person, server)
        person.window.parameters.fold([])
        paste_into(person.find(QTableView, "Extra body fields"), '{"seed": 7, "min_p": 0.1}')
        person.sends("Hello")
        line = await server.asked()
        assert (line.body["seed"], line.body["min_p"]) == (7, 0.1)
        await refuses(line, message, status=status, **facts)
        await person.sees("The server did not accept Seed.")
        person.clicks("Send without Seed")
        body = await accepts(person, await server.asked())
        assert ("seed" in body, body["min_p"]) == (False, 0.1)
        await person.sees("The server refused Seed for small: not sent.")
        person.clicks("Use Seed again")
        await person.until(lambda: not person.offers("Use Seed again"))
        person.sends("Again")
        assert (await accepts(person, await server.asked()))["seed"] == 7


async def test_n_that_is_refused_asks_for_one_reply(tmp_path: Path) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await connected(person, server)
        person.window.resize(1800, 800)  # the choices stand side by side
        person.ticks("N")
        person.overwrites("N value", "3")
        person.sends("Hello")
        line = await server.asked()
        assert line.body["n"] == 3
        await refuses(line, "n must be 1")
        await person.sees("The server did not accept N.")
        person.clicks("Send without N")
        assert "n" not in await accepts(person, await server.asked())
        await person.reads("Hello", "Yes.")


async def test_the_model_changed_since_the_parameter_was_refused(tmp_path: Path) -> None:
    """What was refused for one model is known of no other."""
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await connected(person, server)
        person.ticks("Temperature")
        person.sends("Hello")
        await refuses(await server.asked(), "No.", param="temperature")
        await person.sees("The server did not accept Temperature.")
        person.overwrites("Model", "large")
        person.presses(Qt.Key.Key_Return, "Model")
        person.clicks("Send without Temperature")
        body = await accepts(person, await server.asked())
        assert (body["model"], "temperature" in body) == ("large", False)
        assert "refused" not in person.screen()
        person.ticks("Temperature")
        person.sends("Again")
        assert (await accepts(person, await server.asked()))["temperature"] == 1


async def test_what_was_not_sent_is_not_offered_to_be_left_out(tmp_path: Path) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await connected(person, server)
        person.sends("Hello")
        await refuses(await server.asked(), "tool_choice is missing", param="tool_choice")
        await person.sees("turned the request down.", "tool_choice is missing")


@pytest.mark.parametrize(
    ("status", "message", "facts"),
    [
        (404, "The model `small` does not exist", {"code": "model_not_found"}),
        (400, "The model small has been decommissioned", {}),
        (410, "gone", {}),
    ],
)
async def test_a_model_that_is_refused_is_said_with_a_fresh_list_to_choose_from(
    tmp_path: Path, status: int, message: str, facts: dict[str, str]
) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await connected(person, server)
        server.models = model_list("new", "large")
        person.sends("Hello")
        await refuses(await server.asked(), message, status=status, **facts)
        await person.sees("The model small is not available.", message)
        person.types("not sent yet")
        asked = len(server.requests)
        person.clicks("Choose a model")
        await person.until(lambda: person.models() == ["new", "large"])
        assert [request.method for request in server.requests[asked:]] == ["GET"]
        picker = person.find(QComboBox, "Model")
        assert isinstance(picker, ModelPicker)
        assert picker.accessibleDescription() == "The server does not list this model."
        view = picker.popup.view
        QTest.keyClick(view, Qt.Key.Key_Down)
        QTest.keyClick(view, Qt.Key.Key_Return)
        await person.until(lambda: picker.currentText() == "new")
        assert picker.accessibleDescription() == ""
        assert person.composer() == "not sent yet"
        person.clicks("Retry")
        body = await accepts(person, await server.asked())
        assert (body["model"], body["messages"]) == ("new", [{"role": "user", "content": "Hello"}])
        await person.reads("Hello", "Yes.")


async def test_a_reply_by_another_model_says_so(tmp_path: Path) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await connected(person, server)
        person.sends("Hello")
        line = await server.asked()
        await line.streams('{"model": "small-2", "choices": [{"index": 0, "delta": {"content": "Hi"}}]}')
        await line.ends()
        await person.reply_ended()
        await person.sees("small · answered by small-2")


async def test_in_completion_mode_a_refused_parameter_is_left_out_too(tmp_path: Path) -> None:
    async with talking() as server, at_the_app(tmp_path, MemoryVault()) as person:
        await connected(person, server)
        person.find(QRadioButton, "Completion").click()
        await person.until(person.window.completion.isVisible)
        person.ticks("Temperature")
        person.types("Once", into="Document")
        person.clicks("Generate")
        line = await server.asked()
        assert line.body["temperature"] == 1
        await refuses(line, "No.", param="temperature")
        await person.sees("The server did not accept Temperature.")
        person.clicks("Send without Temperature")
        line = await server.asked()
        assert line.body == {"model": "small", "prompt": "Once", "stream": True}
        await line.streams('{"choices": [{"index": 0, "text": " upon", "finish_reason": "stop"}]}', "[DONE]")
        line.over.set()
        await person.reply_ended()
        await person.until(lambda: person.find(QPlainTextEdit, "Document").toPlainText() == "Once upon")
        await person.sees("The server refused Temperature for small: not sent.")
