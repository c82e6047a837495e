"""Parameters in layers: each row says where its value comes from, and the way back and the way out are always there."""

from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDoubleSpinBox,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from ui.by_name import Heard, by_name, name_of, words
from ui.parameters.tables import cells, paste_into

from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Settings
from deeptrin_desktop.core.layers import Layers
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.preset import Preset
from deeptrin_desktop.ui.parameters.panel import ParameterPanel
from deeptrin_desktop.ui.words import parameter_name

FULL = Parameters(
    temperature=0.7,
    top_p=0.95,
    max_tokens=2048,
    stop=("\n", "User: "),
    n=2,
    presence_penalty=-0.5,
    frequency_penalty=0.25,
    repetition_penalty=1.1,
    logit_bias={"42": -100},
)
BELOW = Layers(
    Connection("c", "Here", "http://localhost/v1", parameters=Parameters(max_tokens=9, temperature=0.1)),
    Preset("p", "Kind", "Be kind.", Parameters(temperature=0.5, extra={"seed": 7})),
)
SETTINGS = Settings("c", "llama", preset="p")


@pytest.fixture
def panel(qtbot: QtBot) -> ParameterPanel:
    made = ParameterPanel()
    qtbot.addWidget(made)
    made.resize(320, 1400)
    made.fold([])
    with qtbot.waitExposed(made):
        made.show()
    made.show_settings(SETTINGS, BELOW)
    return made


def box(panel: ParameterPanel, name: str) -> QCheckBox:
    return by_name(panel, QCheckBox, name)


def button(panel: ParameterPanel, name: str) -> QAbstractButton:
    return by_name(panel, QAbstractButton, name)


def press(panel: ParameterPanel, name: str) -> None:
    button(panel, name).setFocus()
    QTest.keyClick(button(panel, name), Qt.Key.Key_Space)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def source(panel: ParameterPanel, name: str) -> str:
    return box(panel, name).accessibleDescription().partition(".")[0]


def prompt(panel: ParameterPanel) -> QPlainTextEdit:
    return by_name(panel, QPlainTextEdit, "System prompt")


def test_each_value_says_where_it_comes_from(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    assert [source(panel, name) for name in ("Temperature", "Max tokens", "Top p")] == [
        "Preset",
        "Connection",
        "Server default",
    ]
    assert [box(panel, name).isChecked() for name in ("Temperature", "Max tokens", "Top p")] == [True, True, False]
    assert by_name(panel, QDoubleSpinBox, "Temperature value").value() == 0.5
    assert prompt(panel).toPlainText() == "Be kind."
    assert cells(by_name(panel, QTableView, "Extra body fields")) == [["seed", "7"]]
    assert heard.all == []


@pytest.mark.parametrize("name", [field.name for field in fields(Parameters) if field.name != "extra"])
def test_an_inherited_value_is_taken_away_and_got_back_by_keyboard(panel: ParameterPanel, name: str) -> None:
    shown = parameter_name(name)
    panel.show_settings(Settings(), Layers(preset=Preset("p", "Full", parameters=FULL)))
    heard = Heard(panel.changed)
    press(panel, shown)
    assert heard.all[-1] == Settings(unsent=frozenset({name}))
    assert source(panel, shown) == "Not sent here"
    press(panel, f"Reset {shown}")
    assert heard.all[-1] == Settings()
    assert (source(panel, shown), box(panel, shown).isChecked()) == ("Preset", True)
    assert button(panel, f"Reset {shown}").isHidden()


def test_a_changed_value_is_the_conversations_own_until_it_is_reset(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    field = by_name(panel, QDoubleSpinBox, "Temperature value")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert heard.all[-1].parameters == Parameters(temperature=0.6)
    assert source(panel, "Temperature") == "This conversation"
    press(panel, "Reset Temperature")
    assert heard.all[-1] == SETTINGS
    assert field.value() == 0.5


def test_the_system_prompt_of_a_preset_is_replaced_emptied_and_got_back(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    assert button(panel, "Reset System prompt").isHidden()
    prompt(panel).selectAll()
    QTest.keyClicks(prompt(panel), "Mine")
    panel.flush()
    assert heard.all[-1] == Settings("c", "llama", "Mine", preset="p")
    QTest.keyClick(prompt(panel), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(prompt(panel), Qt.Key.Key_Delete)
    panel.flush()
    assert heard.all[-1] == Settings("c", "llama", preset="p", unsent=frozenset({"system_prompt"}))
    assert "Not sent here" in words(panel)
    panel.show_settings(heard.all[-1], BELOW)
    assert prompt(panel).toPlainText() == ""
    press(panel, "Reset System prompt")
    assert heard.all[-1] == SETTINGS
    assert prompt(panel).toPlainText() == "Be kind."


def test_extra_fields_of_a_preset_are_added_to_emptied_and_got_back(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    table = by_name(panel, QTableView, "Extra body fields")
    paste_into(table, '{"min_p": 0.1}')
    assert heard.all[-1].parameters == Parameters(extra={"seed": 7, "min_p": 0.1})
    press(panel, "Reset Extra body fields")
    assert heard.all[-1] == SETTINGS
    assert cells(table) == [["seed", "7"]]


def test_what_the_server_refused_is_said_at_its_row_and_not_sent(panel: ParameterPanel) -> None:
    heard, forgotten = Heard(panel.changed), Heard(panel.forget_asked)
    panel.show_settings(SETTINGS, Layers(BELOW.connection, BELOW.preset, frozenset({"temperature", "seed", "top_k"})))
    assert "The server refused Temperature for llama: not sent." in words(panel)
    assert "The server refused Seed, Top k for llama: not sent." in words(panel)
    assert (box(panel, "Temperature").isChecked(), box(panel, "Temperature").isEnabled()) == (False, False)
    held_back = by_name(panel, QDoubleSpinBox, "Temperature value")
    assert held_back.lineEdit().isVisible()
    assert (held_back.value(), held_back.isEnabled()) == (0.5, False)
    assert cells(by_name(panel, QTableView, "Extra body fields")) == [["seed", "7"]]
    press(panel, "Use Temperature again")
    press(panel, "Use Seed, Top k again")
    assert forgotten.all == [("temperature",), ("seed", "top_k")]
    panel.show_settings(SETTINGS, BELOW)
    assert box(panel, "Temperature").isChecked()
    assert "refused" not in words(panel)
    assert heard.all == []


def test_a_refused_value_that_is_no_number_is_shown_until_it_is_sent_again(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    settings = Settings("c", "llama", parameters=Parameters(stop=("END",), logit_bias={"42": -100}))
    table = by_name(panel, QTableView, "Logit bias value")
    for refused in (("stop", "logit_bias"), (), ("stop", "logit_bias")):
        panel.show_settings(settings, Layers(refused=frozenset(refused)))
        assert ("END" in words(panel), table.isVisible(), cells(table)) == (True, True, [["42", "-100", ""]])
        for name in ("Stop", "Logit bias"):
            assert box(panel, name).isChecked() is not bool(refused)
    assert not table.isEnabled()
    panel.show_settings(Settings("c", "llama"), Layers(refused=frozenset({"stop", "logit_bias"})))
    assert ("END" in words(panel), table.isVisible(), cells(table)) == (False, False, [])
    assert heard.all == []


def test_tab_leads_to_the_way_back_in_its_place(panel: ParameterPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(panel.isActiveWindow)
    panel.show_settings(SETTINGS, Layers(refused=frozenset({"temperature"})))
    names = []
    button(panel, "Sampling").setFocus()
    for _ in range(3):
        names.append(name_of(focused()))
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert names == ["Sampling", "Use Temperature again", "Top p"]


def test_folded_groups_count_what_is_sent_whatever_layer_it_is_from(panel: ParameterPanel) -> None:
    panel.fold(["sampling"])
    title = button(panel, "Sampling")
    assert title.accessibleDescription() == "Folded away · 1 set"
    panel.show_settings(SETTINGS, Layers(BELOW.connection, BELOW.preset, frozenset({"temperature"})))
    assert title.accessibleDescription() == "Folded away"
