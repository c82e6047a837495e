"""Token biases and extra body fields: typed, pasted and imported; what is wrong is said, kept, and never sent up."""

import json

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QTableView
from pytestqt.qtbot import QtBot
from ui.by_name import Heard, by_name, words
from ui.parameters.tables import cells, delete_row, paste_into, type_cell

from deeptrin_desktop.core.conversation import Settings
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.ui.parameters.cell_table import MOST_ROWS as CELLS_SHOWN
from deeptrin_desktop.ui.parameters.panel import ParameterPanel
from deeptrin_desktop.ui.parameters.words import LONGEST_TEXT, MOST_ROWS


@pytest.fixture
def panel(qtbot: QtBot) -> ParameterPanel:
    made = ParameterPanel()
    qtbot.addWidget(made)
    made.resize(320, 1200)
    made.fold([])
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def biases(panel: ParameterPanel) -> QTableView:
    QTest.keyClick(by_name(panel, QCheckBox, "Logit bias"), Qt.Key.Key_Space)
    return by_name(panel, QTableView, "Logit bias value")


@pytest.fixture
def extra(panel: ParameterPanel) -> QTableView:
    return by_name(panel, QTableView, "Extra body fields")


def test_a_bias_is_typed_in_cell_by_cell(panel: ParameterPanel, biases: QTableView) -> None:
    heard, labels = Heard(panel.changed), Heard(panel.labels_changed)
    type_cell(biases, 0, 0, "50256")
    assert heard.all == []
    assert "The bias of token 50256 is a number from -100 to 100" in words(panel)
    type_cell(biases, 0, 1, "-100")
    type_cell(biases, 0, 2, "end of text")
    assert [settings.parameters.logit_bias for settings in heard.all] == [{"50256": -100}]
    assert isinstance(heard.all[-1].parameters.logit_bias["50256"], int)
    assert labels.all == [{"50256": "end of text"}]


@pytest.mark.parametrize(
    "text",
    ['{"50256": -100, "7": 1.5}', " 50256:-100, 7:1.5 ", "50256: -100\n7: 1.5\n", '"50256" = -100; 7\t1.5'],
)
def test_json_and_lists_are_pasted(panel: ParameterPanel, biases: QTableView, text: str) -> None:
    heard = Heard(panel.changed)
    paste_into(biases, text)
    assert [settings.parameters.logit_bias for settings in heard.all] == [{"50256": -100, "7": 1.5}]


def test_a_pasted_token_takes_the_place_of_the_one_that_is_there(panel: ParameterPanel, biases: QTableView) -> None:
    paste_into(biases, "1:1 first, 2:2")
    paste_into(biases, '{"1": 5, "3": 3}')
    assert cells(biases) == [["1", "5", "first"], ["2", "2", ""], ["3", "3", ""]]


@pytest.mark.parametrize(
    ("token", "bias", "said"),
    [
        ("5", "101", "from -100 to 100, and not “101”"),
        ("5", "nan", "from -100 to 100"),
        ("5", "inf", "from -100 to 100"),
        ("5", "much", "from -100 to 100"),
        ("5", "9" * 400, "from -100 to 100"),
        ("5", "true", "from -100 to 100"),
        ("hello", "1", "A token id is a whole number"),
        ("-5", "1", "A token id is a whole number"),
        ("9" * 5000, "1", "A token id is a whole number"),
    ],
)
def test_a_wrong_bias_is_said_kept_and_not_sent(
    panel: ParameterPanel, biases: QTableView, token: str, bias: str, said: str
) -> None:
    heard = Heard(panel.changed)
    paste_into(biases, f"7:1\n{token}:{bias}")
    assert [settings.parameters.logit_bias for settings in heard.all] == [{"7": 1}]
    assert said in words(panel)
    assert "It is not sent." in biases.accessibleDescription()
    assert cells(biases)[1][:2] == [token, bias]


@pytest.mark.parametrize(
    "text", ["", "hello", "[1, 2]", '{"5": 1', "{" * 100_000, "7:1, and so on", "7" + "\t" * 90_000 + '"']
)
def test_what_is_no_list_of_biases_adds_nothing(panel: ParameterPanel, biases: QTableView, text: str) -> None:
    heard = Heard(panel.changed)
    paste_into(biases, text)
    assert (heard.all, cells(biases)) == ([], [])
    assert "Nothing was added" in words(panel)


def test_a_token_that_is_there_twice_is_said(panel: ParameterPanel, biases: QTableView) -> None:
    heard = Heard(panel.changed)
    paste_into(biases, "7:1, 8:2")
    type_cell(biases, 1, 0, "7")
    assert "Token 7 is there twice." in words(panel)
    assert heard.all[-1].parameters.logit_bias == {"7": 1}


def test_rows_are_deleted_and_biases_unticked_and_reset(panel: ParameterPanel, biases: QTableView) -> None:
    heard = Heard(panel.changed)
    paste_into(biases, "7:1, 8:2")
    delete_row(biases, 0)
    box = by_name(panel, QCheckBox, "Logit bias")
    QTest.keyClick(box, Qt.Key.Key_Space)
    QTest.keyClick(box, Qt.Key.Key_Space)
    QTest.mouseClick(by_name(panel, QAbstractButton, "Reset Logit bias"), Qt.MouseButton.LeftButton)
    assert [settings.parameters.logit_bias for settings in heard.all[1:]] == [{"8": 2}, None, {"8": 2}, None]
    assert cells(biases) == []


def test_labels_stand_beside_their_tokens(panel: ParameterPanel, biases: QTableView) -> None:
    heard = Heard(panel.changed, panel.labels_changed)
    panel.show_labels({"7": "seven", "9": "nine"})
    panel.show_settings(Settings(parameters=Parameters(logit_bias={"7": 1.25, "8": 2})))
    assert cells(biases) == [["7", "1.25", "seven"], ["8", "2", ""]]
    panel.show_labels({"8": "eight"})
    assert cells(biases) == [["7", "1.25", ""], ["8", "2", "eight"]]
    assert heard.all == []


@pytest.mark.parametrize(
    ("written", "value"),
    [("7", 7), ("0.5", 0.5), ('"low"', "low"), ("true", True), ("null", None), ('{"of": ["a", 1]}', {"of": ["a", 1]})],
)
def test_an_extra_field_is_typed_json(panel: ParameterPanel, extra: QTableView, written: str, value: object) -> None:
    heard = Heard(panel.changed)
    type_cell(extra, 0, 0, "field")
    type_cell(extra, 0, 1, written)
    assert [settings.parameters.extra for settings in heard.all] == [{"field": value}]
    assert type(heard.all[-1].parameters.extra["field"]) is type(value)


@pytest.mark.parametrize(
    "name", ["temperature", "logit_bias", "messages", "prompt", "model", "stream", "stream_options"]
)
def test_a_name_that_has_its_own_place_is_refused(panel: ParameterPanel, extra: QTableView, name: str) -> None:
    heard = Heard(panel.changed)
    type_cell(extra, 0, 0, name)
    type_cell(extra, 0, 1, "1")
    assert heard.all == []
    assert f"“{name}” has a place of its own" in words(panel)
    assert cells(extra) == [[name, "1"]]


def test_each_of_a_few_wrong_rows_is_explained(panel: ParameterPanel, extra: QTableView) -> None:
    paste_into(extra, '{"a": 1, "stop": 2, "n": 3}')
    assert "“stop” has a place of its own" in words(panel)
    assert "“n” has a place of its own" in words(panel)
    assert "2 rows are wrong and not sent." in words(panel)
    paste_into(extra, '{"model": 4, "prompt": 5}')
    assert "“model” has a place of its own" in words(panel)
    assert "“prompt” has" not in words(panel)
    assert "4 rows are wrong and not sent." in words(panel)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("low", "a text stands in quotes"),
        ("", "a text stands in quotes"),
        ("NaN", "NaN is no number"),
        ("-Infinity", "-Infinity is no number"),
        ("1e999", "1e999 is no number"),
        ("9" * 30, "too large"),
        (r'"\ud800"', "half a character"),
        ('{"a": 1', "it is not JSON"),
    ],
)
def test_what_is_no_json_is_said_kept_and_not_sent(
    panel: ParameterPanel, extra: QTableView, written: str, said: str
) -> None:
    heard = Heard(panel.changed)
    paste_into(extra, '{"good": 1}')
    type_cell(extra, 1, 0, "field")
    type_cell(extra, 1, 1, written)
    assert [settings.parameters.extra for settings in heard.all] == [{"good": 1}]
    assert said in words(panel)
    assert cells(extra)[1] == ["field", written]


def test_an_object_is_pasted_over_the_fields_that_are_there(panel: ParameterPanel, extra: QTableView) -> None:
    heard = Heard(panel.changed)
    paste_into(extra, '{"seed": 7, "min_p": 0.1}')
    paste_into(extra, '{"seed": 8, "stop": "x"}')
    assert heard.all[-1].parameters.extra == {"seed": 8, "min_p": 0.1}
    for text in ("[1]", "nothing", "[" * 100_000):
        paste_into(extra, text)
        assert "Nothing was added" in words(panel)
    assert cells(extra) == [["seed", "8"], ["min_p", "0.1"], ["stop", '"x"']]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (json.dumps({str(token): 1 for token in range(MOST_ROWS + 1)}), "1,001 rows"),
        (json.dumps({"1": "x" * LONGEST_TEXT}), "more than 100,000 characters"),
    ],
)
def test_a_table_takes_no_more_than_it_can_hold_at_once(
    panel: ParameterPanel, biases: QTableView, extra: QTableView, text: str, said: str
) -> None:
    QLocale.setDefault(QLocale("en_GB"))
    for table in (biases, extra):
        paste_into(table, '{"7": 1}')
        heard = Heard(panel.changed)
        paste_into(table, text)
        assert (heard.all, [row[:2] for row in cells(table)]) == ([], [["7", "1"]])
        assert said in table.accessibleDescription()


def test_a_table_that_grows_keeps_its_next_row_in_sight(panel: ParameterPanel, extra: QTableView, qtbot: QtBot) -> None:
    def bottom(row: int) -> int:
        place = extra.visualRect(extra.model().index(row, 0)).bottomLeft()
        return extra.viewport().mapTo(panel.viewport(), place).y()

    panel.resize(320, 300)
    for row in range(CELLS_SHOWN - 1):
        type_cell(extra, row, 0, f"field{row}")
        qtbot.waitUntil(lambda row=row: 0 < bottom(row + 1) < 300)  # type: ignore[misc]
    QTest.keyClick(extra, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert 0 < bottom(0) < 300


def test_extra_fields_are_shown_deleted_and_reset(panel: ParameterPanel, extra: QTableView) -> None:
    heard = Heard(panel.changed)
    panel.show_settings(Settings(parameters=Parameters(extra={"seed": 7, "guided": {"of": ["ü"]}})))
    assert cells(extra) == [["seed", "7"], ["guided", '{"of": ["ü"]}']]
    assert heard.all == []
    delete_row(extra, 0)
    QTest.mouseClick(by_name(panel, QAbstractButton, "Reset Extra body fields"), Qt.MouseButton.LeftButton)
    assert [settings.parameters.extra for settings in heard.all] == [{"guided": {"of": ["ü"]}}, None]
