"""The preset bar: searched by any part of a name, nothing chosen by accident, and a name asked for to save one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox, QDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot
from ui.by_name import Heard, by_name, words

from deeptrin_desktop.core.preset import LONGEST_NAME, Preset
from deeptrin_desktop.ui.parameters.preset_bar import PresetBar

PRESETS = (Preset("a", "Code"), Preset("b", "Creative", "Be vivid."), Preset("c", "Decode", model="org/large"))


@pytest.fixture
def bar(qtbot: QtBot) -> PresetBar:
    made = PresetBar()
    qtbot.addWidget(made)
    made.resize(300, 80)
    with qtbot.waitExposed(made):
        made.show()
    made.show_presets(PRESETS, "b", model="org/small")
    return made


def picker(bar: PresetBar) -> QComboBox:
    return by_name(bar, QComboBox, "Preset")


def type_and_enter(bar: PresetBar, text: str) -> None:
    picker(bar).setFocus()
    QTest.keyClick(picker(bar), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(picker(bar), Qt.Key.Key_Delete)
    QTest.keyClicks(picker(bar), text)
    QTest.keyClick(QApplication.activePopupWidget() or picker(bar), Qt.Key.Key_Return)


def opened_menu(bar: PresetBar) -> QMenu:
    by_name(bar, QAbstractButton, "More about presets").click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose_in_menu(bar: PresetBar, entry: str) -> None:
    menu = opened_menu(bar)
    next(action for action in menu.actions() if action.text() == entry).trigger()
    menu.close()


def dialog_of(bar: PresetBar) -> QDialog:
    [dialog] = bar.window().findChildren(QDialog)
    return dialog


def test_showing_presets_chooses_none(bar: PresetBar) -> None:
    heard = Heard(bar.chosen)
    bar.show_presets(PRESETS, "gone", model="")
    assert picker(bar).currentText() == ""
    bar.show_presets(PRESETS, "a", model="")
    assert (picker(bar).currentText(), heard.all) == ("Code", [])


@pytest.mark.parametrize(
    ("typed", "chosen"), [("code", ["a"]), ("DECO", ["c"]), ("eco", ["c"]), ("", [""]), ("No preset", [""])]
)
def test_any_part_of_a_name_finds_it_and_a_whole_name_goes_first(bar: PresetBar, typed: str, chosen: list[str]) -> None:
    heard = Heard(bar.chosen)
    type_and_enter(bar, typed)
    assert heard.all == chosen


@pytest.mark.parametrize("typed", ["nothing like it", "creative"])
def test_what_matches_none_or_is_chosen_already_changes_nothing(bar: PresetBar, typed: str) -> None:
    heard = Heard(bar.chosen)
    type_and_enter(bar, typed)
    by_name(bar, QAbstractButton, "Save preset").setFocus()
    assert (heard.all, picker(bar).currentText()) == ([], "Creative")


def test_leaving_or_escape_forgets_what_was_typed(bar: PresetBar) -> None:
    heard = Heard(bar.chosen)
    picker(bar).setFocus()
    QTest.keyClicks(picker(bar), "xyz")
    QTest.keyClick(picker(bar), Qt.Key.Key_Escape)
    assert picker(bar).currentText() == "Creative"
    QTest.keyClicks(picker(bar), "xyz")
    by_name(bar, QAbstractButton, "Save preset").setFocus()
    assert (picker(bar).currentText(), heard.all) == ("Creative", [])


def test_a_name_is_asked_for_and_a_known_one_is_said_to_be_replaced(bar: PresetBar) -> None:
    heard = Heard(bar.saved)
    by_name(bar, QAbstractButton, "Save preset").click()
    dialog = dialog_of(bar)
    name = by_name(dialog, QLineEdit, "Name of the preset")
    assert (name.text(), name.hasSelectedText()) == ("Creative", True)
    assert "It takes the place of the preset of that name." in words(dialog)
    QTest.keyClicks(name, " ")
    assert not by_name(dialog, QAbstractButton, "Save").isEnabled()
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert heard.all == []
    QTest.keyClicks(name, "x" * 99)
    assert "It takes the place" not in words(dialog)
    QTest.keyClick(by_name(dialog, QCheckBox, "With the model org/small"), Qt.Key.Key_Space)
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert heard.all == [("x" * (LONGEST_NAME - 1), True)]


def test_the_one_that_was_chosen_when_its_name_was_asked_for_is_renamed(bar: PresetBar) -> None:
    heard = Heard(bar.renamed)
    choose_in_menu(bar, "Rename preset…")
    bar.show_presets(PRESETS, "a", model="org/small")
    name = by_name(dialog_of(bar), QLineEdit, "Name of the preset")
    assert name.text() == "Creative"
    QTest.keyClicks(name, "Vivid")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert heard.all == [("b", "Vivid")]


@pytest.mark.parametrize("entry", ["Duplicate preset", "Delete preset"])
def test_the_one_that_was_chosen_when_the_menu_was_opened_is_meant(bar: PresetBar, entry: str) -> None:
    heard = Heard(bar.duplicate_asked, bar.delete_asked)
    menu = opened_menu(bar)
    bar.show_presets(PRESETS, "a", model="org/small")
    next(action for action in menu.actions() if action.text() == entry).trigger()
    menu.close()
    assert heard.all == ["b"]


def test_the_model_stays_in_a_preset_that_has_one(bar: PresetBar) -> None:
    heard = Heard(bar.saved)
    bar.show_presets(PRESETS, "c", model="org/small")
    by_name(bar, QAbstractButton, "Save preset").click()
    by_name(dialog_of(bar), QAbstractButton, "Save").click()
    assert heard.all == [("Decode", True)]


def test_without_a_preset_only_what_needs_none_is_offered(bar: PresetBar) -> None:
    bar.show_presets((), "", model="")
    menu = opened_menu(bar)
    assert [action.text() for action in menu.actions() if action.isEnabled() and action.text()] == [
        "Import presets…",
        "Make these the connection’s defaults",
        "Reset all to what is inherited",
    ]
    menu.close()
