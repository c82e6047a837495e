"""Bad input at every editor of the parameters: said at the field, never sent, and nothing that was typed is lost."""

from pathlib import Path

import pytest
from app.at_parameters import NUMBERS, at_parameters, sent, tick, unfold_advanced
from app.keyboard import Key, focused, go_to, paste, paste_over, press, type_text
from app.person import Person
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QTableView, QWidget
from ui.parameters.tables import cells, type_cell

pytestmark = pytest.mark.usefixtures("qt_loop")
NO_NUMBERS = ["", "   ", "warm", "1 2", "0x10", "nan", "inf", "-inf", "1e400", "9" * 400, "-" + "9" * 400]
OUT_OF_RANGE = {
    "Temperature": ["-0.1", "2.01", "1e15"],
    "Top p": ["-0.001", "1.5"],
    "Max tokens": ["0", "-5", "1.5"],
    "N": ["0", "-1", "2.5"],
    "Presence penalty": ["-2.1", "3"],
    "Frequency penalty": ["-3", "2.0001"],
    "Repetition penalty": ["0", "-1"],
}


def stands_there(person: Person, name: str, typed: str) -> bool:
    """As it was typed, or as the same number."""
    shown: str = person.find(QDoubleSpinBox, f"{name} value").lineEdit().text()
    return shown == typed or (typed not in NO_NUMBERS and float(shown) == float(typed))


def said_at(field: QWidget) -> str:
    """What a screen reader hears at the field."""
    return field.accessibleDescription()


@pytest.mark.parametrize("name", NUMBERS)
async def test_a_number(tmp_path: Path, name: str) -> None:
    written, wire_name, value = NUMBERS[name]
    async with at_parameters(tmp_path) as (person, server):
        tick(name)
        for bad in (*NO_NUMBERS, *OUT_OF_RANGE[name]):
            go_to(f"{name} value")
            type_text(written)
            press(Key.Key_Return)
            paste_over(bad)
            press(Key.Key_Return)
            person.types("draft ")
            assert stands_there(person, name, bad)
            field = person.find(QDoubleSpinBox, f"{name} value")
            assert "Until then" in said_at(field), bad
            assert said_at(field) in person.screen()
        person.overwrites("Message", "")
        assert (await sent(person, server))[wire_name] == value
        assert stands_there(person, name, bad)
        assert "Until then" in said_at(field)
        go_to(f"{name} value")
        type_text(written)
        assert "Until then" not in person.screen()


@pytest.mark.parametrize(("name", "bad"), [("Temperature", "1e400"), ("Max tokens", "1.5"), ("Max tokens", "9" * 20)])
async def test_no_part_of_a_wrong_number_is_sent(tmp_path: Path, name: str, bad: str) -> None:
    """Each key of `1.5` makes a number, and `1` is a good one."""
    written, wire_name, value = NUMBERS[name]
    async with at_parameters(tmp_path) as (person, server):
        tick(name)
        go_to(f"{name} value")
        for typed in (written, bad):
            type_text(typed)
        assert f"Until then {value} is sent" in said_at(person.find(QDoubleSpinBox, f"{name} value"))
        assert (await sent(person, server))[wire_name] == value


async def test_stop_sequences(tmp_path: Path) -> None:
    async with at_parameters(tmp_path) as (person, server):
        for bad, words in (("", "at least one character"), ('["a", ""]', "at least one character")):
            go_to("Add stop sequence")
            type_text(bad)
            press(Key.Key_Return)
            assert words in said_at(focused())
            assert focused().text() == bad  # type: ignore[attr-defined]
        assert await sent(person, server) == {"stream": True}
        go_to("Add stop sequence")
        for written in ("a", "b", "c", "d", "e"):
            type_text(written)
            press(Key.Key_Return)
        assert "4 is the most there can be" in said_at(focused())
        assert (await sent(person, server))["stop"] == ["a", "b", "c", "d"]
        assert person.find(QLineEdit, "Add stop sequence").text() == "e"
        await person.sees("4 is the most there can be")
        go_to("Add stop sequence")
        type_text("a")
        press(Key.Key_Return)
        assert "there already" in said_at(focused())
        type_text('["x", "y"]')
        press(Key.Key_Return)
        assert "there would be 6" in said_at(focused())
        assert person.find(QLineEdit, "Add stop sequence").text() == '["x", "y"]'
        assert (await sent(person, server))["stop"] == ["a", "b", "c", "d"]


BAD_BIASES = ["", "-101", "100.5", "nan", "Infinity", "-Infinity", "1e400", "9" * 400, "much", "true", "null", "[1]"]
BAD_TOKENS = ["", "-1", "1.5", "word", "9" * 40]


async def test_biases(tmp_path: Path) -> None:
    """A row that is wrong stays as it was typed, is said, and is not sent; the others are."""
    async with at_parameters(tmp_path) as (person, server):
        unfold_advanced()
        tick("Logit bias")
        table = person.find(QTableView, "Logit bias value")
        rows = [(str(number), bad) for number, bad in enumerate(BAD_BIASES)] + [(bad, "1") for bad in BAD_TOKENS]
        for row, (token, bias) in enumerate(rows):
            go_to("Logit bias value")
            type_cell(table, row, 0, token or "x")
            type_cell(table, row, 0, token)
            type_cell(table, row, 1, bias or "x")
            type_cell(table, row, 1, bias)
            assert cells(table)[row][:2] == [token, bias]
            assert "not sent" in said_at(table).lower(), (token, bias)
        assert await sent(person, server) == {"stream": True}
        before = cells(table)
        for nonsense in ("", "{", "[1, 2]", '{"1": 2', "just words"):
            go_to("Logit bias value")
            paste(nonsense)
            assert "Nothing was added" in said_at(table)
            assert cells(table) == before
        paste('{"50256": -100, "101": NaN, "102": 101, "103": null}')
        body = await sent(person, server)
        assert body["logit_bias"] == {"50256": -100}
        assert len(cells(table)) == len(before) + 4


BAD_VALUES = [
    "",
    "low",
    "{",
    "[1,",
    "nan",
    "NaN",
    "Infinity",
    "-Infinity",
    "1e400",
    "9" * 400,
    "'a'",
    "True",
    '"\\ud800"',
]
BAD_NAMES = ["", "temperature", "stream", "messages", "logit_bias"]


async def test_extra_body_fields(tmp_path: Path) -> None:
    async with at_parameters(tmp_path) as (person, server):
        unfold_advanced()
        table = person.find(QTableView, "Extra body fields")
        rows = [(f"field{number}", bad) for number, bad in enumerate(BAD_VALUES)] + [(bad, "1") for bad in BAD_NAMES]
        for row, (name, value) in enumerate(rows):
            go_to("Extra body fields")
            type_cell(table, row, 0, name or "x")
            type_cell(table, row, 0, name)
            type_cell(table, row, 1, value or "x")
            type_cell(table, row, 1, value)
            assert cells(table)[row] == [name, value]
            assert "not sent" in said_at(table).lower(), (name, value)
        assert await sent(person, server) == {"stream": True}
        before = cells(table)
        for nonsense in ("", "{", "[1, 2]", '{"a": NaN}', '{"a": 1e400}', "7", '{"a": ' + "9" * 400 + "}"):
            go_to("Extra body fields")
            paste(nonsense)
            assert "Nothing was added" in said_at(table)
            assert cells(table) == before
        assert await sent(person, server) == {"stream": True}
        await person.sees("Nothing was added")
