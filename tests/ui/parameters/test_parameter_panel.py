"""Parameters: each truly unset or set, wrong input said at the field and never sent up, silence when shown things."""

from dataclasses import fields, replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
)
from pytestqt.qtbot import QtBot
from ui.by_name import Heard, by_name, words
from ui.parameters.tables import cells

from deeptrin_desktop.core.conversation import Settings
from deeptrin_desktop.core.parameters import RANGES, Parameters
from deeptrin_desktop.ui.parameters.panel import ParameterPanel
from deeptrin_desktop.ui.words import parameter_name

FULL = Settings(
    "connection",
    "model",
    "Be kind.",
    Parameters(
        temperature=0.7,
        top_p=0.95,
        max_tokens=2048,
        stop=("\n\n", "User: "),
        n=2,
        presence_penalty=-0.5,
        frequency_penalty=0.25,
        repetition_penalty=1.1,
        logit_bias={"42": -100},
    ),
    stream=False,
)


@pytest.fixture
def panel(qtbot: QtBot) -> ParameterPanel:
    made = ParameterPanel()
    qtbot.addWidget(made)
    made.resize(320, 900)
    with qtbot.waitExposed(made):
        made.show()
    return made


def box(panel: ParameterPanel, name: str) -> QCheckBox:
    return by_name(panel, QCheckBox, name)


def field(panel: ParameterPanel, name: str) -> QDoubleSpinBox:
    return by_name(panel, QDoubleSpinBox, f"{name} value")


def tick(panel: ParameterPanel, name: str) -> None:
    box(panel, name).setFocus()
    QTest.keyClick(box(panel, name), Qt.Key.Key_Space)


def write(panel: ParameterPanel, name: str, text: str) -> None:
    field(panel, name).setFocus()
    field(panel, name).selectAll()
    QTest.keyClicks(field(panel, name), text)


def add_stop(panel: ParameterPanel, text: str) -> None:
    entry = by_name(panel, QLineEdit, "Add stop sequence")
    QTest.keyClicks(entry, text)
    QTest.keyClick(entry, Qt.Key.Key_Return)


@pytest.mark.parametrize("settings", [FULL, Settings(), replace(FULL, parameters=Parameters(stop=("a",)))])
def test_showing_settings_says_nothing(panel: ParameterPanel, settings: Settings) -> None:
    heard = Heard(panel.changed)
    for shown in (settings, Settings(), settings, FULL, settings):
        panel.show_settings(shown)
        panel.flush()
    assert heard.all == []


def test_a_change_keeps_all_that_was_shown(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    panel.show_settings(FULL)
    tick(panel, "Stream")
    assert heard.all == [replace(FULL, stream=True)]


@pytest.mark.parametrize("name", RANGES)
def test_each_number_is_unset_until_it_is_ticked(panel: ParameterPanel, name: str) -> None:
    heard = Heard(panel.changed)
    label = parameter_name(name)
    assert not box(panel, label).isChecked()
    assert not field(panel, label).isEnabled()
    tick(panel, label)
    tick(panel, label)
    (ticked, unticked) = [settings.parameters for settings in heard.all]
    assert getattr(ticked, name) == RANGES[name].start
    assert isinstance(getattr(ticked, name), int) is RANGES[name].whole
    assert unticked == Parameters()


def test_unticking_keeps_the_value_for_later(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    tick(panel, "Temperature")
    write(panel, "Temperature", "0.35")
    tick(panel, "Temperature")
    tick(panel, "Temperature")
    assert [settings.parameters.temperature for settings in heard.all][-3:] == [0.35, None, 0.35]


@pytest.mark.parametrize("text", ["0.35", "0,35", " .35"])
def test_point_and_comma_are_understood(panel: ParameterPanel, text: str) -> None:
    heard = Heard(panel.changed)
    tick(panel, "Temperature")
    write(panel, "Temperature", text)
    assert heard.all[-1].parameters.temperature == 0.35


@pytest.mark.parametrize(
    ("label", "text", "said"),
    [
        ("Temperature", "3", "From 0 to 2"),
        ("Temperature", "-1", "From 0 to 2"),
        ("Top p", "1.5", "From 0 to 1"),
        ("Max tokens", "0", "1 or more, without decimals"),
        ("Max tokens", "2.5", "1 or more, without decimals"),
        ("Repetition penalty", "0", "More than 0"),
        ("Temperature", "warm", "From 0 to 2"),
        ("Temperature", "nan", "From 0 to 2"),
        ("Max tokens", "inf", "1 or more, without decimals"),
        ("Max tokens", "9" * 400, "too large a number"),
        ("Temperature", "1e400", "From 0 to 2"),
    ],
)
def test_what_is_out_of_range_is_said_and_never_sent_up(
    panel: ParameterPanel, label: str, text: str, said: str
) -> None:
    heard = Heard(panel.changed)
    tick(panel, label)
    write(panel, label, text)
    assert f"{said}. Until then" in words(panel)
    assert said in field(panel, label).accessibleDescription()
    name = label.lower().replace(" ", "_")
    assert all(RANGES[name].holds(getattr(settings.parameters, name)) for settings in heard.all)
    write(panel, label, "1")
    assert said not in words(panel)


def test_arrows_step_inside_the_range(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    panel.show_settings(Settings(parameters=Parameters(top_p=0.95, repetition_penalty=0.05)))
    for _ in range(2):
        QTest.keyClick(field(panel, "Top p"), Qt.Key.Key_Up)
    QTest.keyClick(field(panel, "Repetition penalty"), Qt.Key.Key_Down)
    assert [settings.parameters.top_p for settings in heard.all] == [1.0]
    assert field(panel, "Repetition penalty").value() == 0.05


def test_the_wheel_turns_only_what_has_the_focus(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    panel.show_settings(Settings(parameters=Parameters(temperature=1.0)))
    by_name(panel, QPlainTextEdit, "System prompt").setFocus()
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field(panel, "Temperature"), turned)
    assert heard.all == []
    field(panel, "Temperature").setFocus()
    QApplication.sendEvent(field(panel, "Temperature"), turned)
    assert [settings.parameters.temperature for settings in heard.all] == [1.1]


def test_the_system_prompt_goes_up_when_it_is_left_or_flushed(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    prompt = by_name(panel, QPlainTextEdit, "System prompt")
    prompt.setFocus()
    QTest.keyClicks(prompt, "Be")
    panel.flush()
    QTest.keyClicks(prompt, " kind")
    box(panel, "Stream").setFocus()
    panel.flush()
    assert [settings.system_prompt for settings in heard.all] == ["Be", "Be kind"]


def test_the_system_prompt_goes_up_after_a_pause(panel: ParameterPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.changed) as heard:
        QTest.keyClicks(by_name(panel, QPlainTextEdit, "System prompt"), "Be kind")
    assert heard.args == [Settings(system_prompt="Be kind")]


def test_an_echo_does_not_undo_what_is_typed(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    prompt = by_name(panel, QPlainTextEdit, "System prompt")
    prompt.setFocus()
    QTest.keyClicks(prompt, "Be")
    panel.flush()
    QTest.keyClicks(prompt, " kind")
    panel.show_settings(heard.all[0])
    assert prompt.toPlainText() == "Be kind"
    panel.flush()
    assert heard.all[-1].system_prompt == "Be kind"


def test_stop_sequences_are_added_in_order_with_escapes(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    add_stop(panel, r"\n\n")
    add_stop(panel, "User: ")
    assert [settings.parameters.stop for settings in heard.all] == [("\n\n",), ("\n\n", "User: ")]
    assert box(panel, "Stop").isChecked()
    assert r"\n\n" in words(panel)
    assert "User:␣" in words(panel)


def test_stop_sequences_are_four_at_most_and_each_once(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    for stop in ("a", "b", "b", "", "c", "d"):
        add_stop(panel, stop)
        if stop == "b":
            by_name(panel, QLineEdit, "Add stop sequence").clear()
    assert heard.all[-1].parameters.stop == ("a", "b", "c", "d")
    add_stop(panel, "e")
    assert heard.all[-1].parameters.stop == ("a", "b", "c", "d")
    assert "4 is the most" in words(panel)
    assert by_name(panel, QLineEdit, "Add stop sequence").text() == "e"


def test_stop_sequences_are_taken_away_and_unset(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    panel.show_settings(FULL)
    QTest.mouseClick(by_name(panel, QAbstractButton, r"Remove stop sequence \n\n"), Qt.MouseButton.LeftButton)
    tick(panel, "Stop")
    tick(panel, "Stop")
    assert [settings.parameters.stop for settings in heard.all] == [("User: ",), None, ("User: ",)]


def test_stop_without_a_sequence_sends_nothing_and_says_so(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    tick(panel, "Stop")
    assert heard.all == []
    assert "Nothing is sent" in words(panel)


def test_what_was_wrong_with_an_empty_stop_entry_goes_when_it_is_left(panel: ParameterPanel) -> None:
    entry = by_name(panel, QLineEdit, "Add stop sequence")
    add_stop(panel, "a")
    add_stop(panel, "")
    assert "at least one character" in words(panel)
    entry.setFocus()
    box(panel, "N").setFocus()
    assert "at least one character" not in words(panel)
    entry.setFocus()
    add_stop(panel, "a")
    box(panel, "N").setFocus()
    assert "This one is there already." in words(panel)


def test_temperature_with_top_p_gets_a_hint(panel: ParameterPanel) -> None:
    tick(panel, "Temperature")
    assert "Top p do" not in words(panel)
    tick(panel, "Top p")
    assert "Top p do" in words(panel)


def test_a_json_array_adds_all_its_sequences(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    add_stop(panel, r'["\n", "[END]"]')
    add_stop(panel, "[1]")
    add_stop(panel, '["x", "y"]')
    assert [settings.parameters.stop for settings in heard.all] == [("\n", "[END]"), ("\n", "[END]", "[1]")]
    assert "there would be 5" in words(panel)


def test_backspace_and_delete_take_sequences_away(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    panel.show_settings(Settings(parameters=Parameters(stop=("a", "b", "c"))))
    QTest.keyClick(by_name(panel, QLineEdit, "Add stop sequence"), Qt.Key.Key_Backspace)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QTest.keyClick(by_name(panel, QAbstractButton, "Remove stop sequence a"), Qt.Key.Key_Delete)
    assert [settings.parameters.stop for settings in heard.all] == [("a", "b"), ("b",)]


def test_reset_unsets_and_forgets_the_number(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    panel.show_settings(Settings(parameters=Parameters(temperature=0.3)))
    assert "This conversation" in words(panel)
    QTest.mouseClick(by_name(panel, QAbstractButton, "Reset Temperature"), Qt.MouseButton.LeftButton)
    tick(panel, "Temperature")
    assert [settings.parameters.temperature for settings in heard.all] == [None, 1.0]


def test_each_says_where_its_value_comes_from_and_what_it_does(panel: ParameterPanel) -> None:
    panel.show_settings(Settings(parameters=Parameters(n=3)))
    assert box(panel, "N").accessibleDescription().startswith("This conversation. How many")
    assert box(panel, "Top p").accessibleDescription().startswith("Server default. Only")
    assert "From 0 to 1" in field(panel, "Top p").accessibleDescription()
    assert "3 replies cost about 3 times" in words(panel)


def test_a_click_on_the_field_of_an_unset_number_sets_it(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    QTest.mouseClick(field(panel, "Max tokens"), Qt.MouseButton.LeftButton)
    assert [settings.parameters.max_tokens for settings in heard.all] == [1024]
    assert field(panel, "Max tokens").hasFocus()


def test_what_a_folded_group_holds_is_kept(panel: ParameterPanel) -> None:
    heard = Heard(panel.changed)
    panel.show_settings(FULL)
    panel.show_labels({"42": "answer"})
    tick(panel, "Stream")
    assert heard.all == [replace(FULL, stream=True)]
    panel.fold([])
    table = by_name(panel, QTableView, "Logit bias value")
    assert cells(table) == [["42", "-100", "answer"]]
    assert len(heard.all) == 1


def test_groups_fold_by_keys_and_say_how_many_are_set(panel: ParameterPanel) -> None:
    panel.show_settings(FULL)
    sampling = by_name(panel, QAbstractButton, "Sampling")
    QTest.keyClick(sampling, Qt.Key.Key_Space)
    assert list(panel.folded) == ["sampling", "advanced"]
    assert sampling.accessibleDescription() == "Folded away · 2 set"
    assert not box(panel, "Temperature").isVisible()
    QTest.keyClick(sampling, Qt.Key.Key_Right)
    assert box(panel, "Temperature").isVisible()
    panel.fold(["length"])
    assert list(panel.folded) == ["length"]


def test_there_is_a_control_for_every_parameter(panel: ParameterPanel) -> None:
    panel.fold([])
    names = {parameter_name(one.name) for one in fields(Parameters) if one.name != "extra"}
    assert names <= {check.text() for check in panel.findChildren(QCheckBox)}


@pytest.mark.parametrize("name", RANGES)
def test_an_emptied_field_sends_what_stood_in_it_until_it_is_filled(panel: ParameterPanel, name: str) -> None:
    heard = Heard(panel.changed)
    label = parameter_name(name)
    tick(panel, label)
    field(panel, label).clear()
    assert "Until then" in words(panel)
    assert [getattr(settings.parameters, name) for settings in heard.all] == [RANGES[name].start]
    tick(panel, label)
    assert heard.all[-1].parameters == Parameters()
    assert "Until then" not in words(panel)


def test_what_was_typed_or_unticked_stays_with_its_conversation(panel: ParameterPanel) -> None:
    panel.show_settings(FULL)
    for name in ("Temperature", "Stop"):
        box(panel, name).click()
    write(panel, "Top p", "9")
    QTest.keyClicks(by_name(panel, QLineEdit, "Add stop sequence"), "half a seq")
    heard = Heard(panel.changed)
    other = Settings(parameters=Parameters(top_p=0.95))
    panel.show_others(other)
    assert heard.all == []
    assert field(panel, "Top p").text() == "0.95"
    assert "Until then" not in words(panel)
    assert by_name(panel, QLineEdit, "Add stop sequence").text() == ""
    for name in ("Temperature", "Stop"):
        box(panel, name).click()
    assert heard.all[-1].parameters == Parameters(temperature=RANGES["temperature"].start, top_p=0.95)
