"""Find in conversation: counted, marked, gone through, and never in the way."""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from ui.pane.talk import copied, ended, long_talk, messages, picture, talk, with_turn

from deeptrin_desktop.core.message import Delta, ReplyState
from deeptrin_desktop.ui.find_bar import FindBar
from deeptrin_desktop.ui.pane import ConversationPane
from deeptrin_desktop.ui.pane.said import Said

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
TALK = talk(
    "A word?",
    "The **word** is `word`.\n\n- another Word\n\n```\nword in code\n```\n\n| word |\n|--|\n| none |",
    "Thanks",
)


def bar(pane: ConversationPane) -> FindBar:
    (found,) = pane.findChildren(FindBar)
    return found


def find(pane: ConversationPane, qtbot: QtBot, text: str, count: str) -> FindBar:
    pane.open_find()
    bar(pane).field.setText(text)
    counted(bar(pane), qtbot, count)
    return bar(pane)


def counted(bar: FindBar, qtbot: QtBot, count: str) -> None:
    qtbot.waitUntil(lambda: bar.count.text() == count)


def test_all_places_are_counted_whatever_they_look_like(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(TALK, False)
    find(pane, qtbot, "word", "1 of 6")


def test_one_goes_from_place_to_place_and_round(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(long_talk(60), False)
    pane.verticalScrollBar().setValue(0)
    shown = find(pane, qtbot, "Number 5", "1 of 11")
    for number in (*range(2, 12), 1):
        QTest.keyClick(shown.field, KEY.Key_Return)
        counted(shown, qtbot, f"{number} of 11")
        assert copied(pane) == "Number 5"
    QTest.keyClick(shown.field, KEY.Key_Return, SHIFT)
    counted(shown, qtbot, "11 of 11")
    assert not messages(pane)[59].state().offscreen


def test_every_place_is_marked_while_the_bar_is_open(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(TALK, False)
    QApplication.processEvents()
    before = picture(pane, 60)
    shown = find(pane, qtbot, "in", "1 of 1")
    assert picture(pane, 60) != before
    QTest.keyClick(shown.field, KEY.Key_Escape)
    assert not shown.isVisible()
    assert pane.hasFocus()


def test_nothing_found_is_said(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(TALK, False)
    find(pane, qtbot, "absent", "No matches")
    find(pane, qtbot, "", "")


@pytest.mark.parametrize("text", ["(", "\\", "*", "[a-z]+", "😀", "   "])
def test_signs_mean_themselves(pane: ConversationPane, qtbot: QtBot, text: str) -> None:
    pane.show_conversation(talk("Hi", "Signs ( \\\\ \\* [a-z]+ 😀"), False)
    find(pane, qtbot, text, "1 of 1" if text.strip() else "No matches")


def test_what_streams_is_found_too(pane: ConversationPane, qtbot: QtBot) -> None:
    running = with_turn(talk("One word"), "", state=ReplyState.STREAMING)
    pane.show_conversation(running, True)
    shown = find(pane, qtbot, "word", "1 of 1")
    pane.append([("m1", Delta(text="A word and a word."))])
    qtbot.waitUntil(lambda: shown.count.text().endswith("of 3"))
    QTest.keyClick(shown.field, KEY.Key_Return)
    counted(shown, qtbot, "2 of 3")
    pane.append([("m1", Delta(text=" A word."))])
    counted(shown, qtbot, "2 of 4")
    pane.show_conversation(ended(running, "m1", "A word and a word. A word. A word."), False)
    counted(shown, qtbot, "2 of 5")


def test_another_conversation_is_looked_through_anew(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(TALK, False)
    shown = find(pane, qtbot, "word", "1 of 6")
    pane.show_conversation(talk("Only one word here", identity="other"), False)
    qtbot.waitUntil(lambda: shown.count.text().endswith("of 1"))
    QTest.keyClick(shown.field, KEY.Key_Return)
    counted(shown, qtbot, "1 of 1")
    assert copied(pane) == "word"


def test_what_is_no_longer_found_is_no_longer_selected(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(long_talk(60), False)
    pane.verticalScrollBar().setValue(0)
    shown = find(pane, qtbot, "Number 5", "1 of 11")
    QTest.keyClick(shown.field, KEY.Key_Return)
    shown.field.setText("Number 5x")
    counted(shown, qtbot, "No matches")
    assert pane.page.selection.span is None
    shown.field.setText("Number 5")
    counted(shown, qtbot, "2 of 11")
    shown.field.clear()
    assert pane.page.selection.span is None


def test_what_a_person_selected_stays(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(TALK, False)
    pane.select_all()
    find(pane, qtbot, "absent", "No matches")
    assert pane.page.selection.span is not None


def test_closing_gives_the_focus_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 800)
    pane, composer = ConversationPane(), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(pane)
    column.addWidget(composer)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    composer.setFocus()
    pane.show_conversation(TALK, False)
    shown = find(pane, qtbot, "word", "1 of 6")
    pane.open_find()
    assert shown.field.hasFocus()
    QTest.keyClick(shown.field, KEY.Key_Escape)
    assert composer.hasFocus()


def test_the_next_one_is_a_key_away_even_after_the_bar_was_closed(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(TALK, False)
    shown = find(pane, qtbot, "word", "1 of 6")
    pane.find_next(forward=True)
    counted(shown, qtbot, "2 of 6")
    shown.close_bar()
    pane.find_next(forward=True)
    counted(shown, qtbot, "2 of 6")
    pane.find_next(forward=False)
    counted(shown, qtbot, "1 of 6")


def test_nothing_is_held_once_the_bar_is_closed(pane: ConversationPane, qtbot: QtBot) -> None:
    def held() -> int:
        gc.collect()
        return sum(isinstance(one, Said) for one in gc.get_objects())

    pane.show_conversation(TALK, False)
    before = held()
    shown = find(pane, qtbot, "word", "1 of 6")
    assert held() == before + 3
    shown.close_bar()
    assert held() == before


def test_a_long_message_is_gone_to(pane: ConversationPane, qtbot: QtBot) -> None:
    long = "A paragraph with **bold** words.\n\n" * 3000
    pane.show_conversation(talk("Hi", long + "The **nee**dle.\n\n" + long, "Thanks", "Welcome"), False)
    shown = find(pane, qtbot, "needle", "1 of 1")
    assert copied(pane) == "needle"
    shown.field.setText("bold")
    counted(shown, qtbot, "3001 of 6000")


def test_the_bar_is_in_the_tree_with_its_count(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(TALK, False)
    find(pane, qtbot, "word", "1 of 6")
    itself = QAccessible.queryAccessibleInterface(pane)
    (found,) = (
        itself.child(index) for index in range(itself.childCount()) if itself.child(index).object() is bar(pane)
    )
    inside = [found.child(index) for index in range(found.childCount())]
    named = {child.text(QAccessible.Text.Name): child.role() for child in inside}
    assert named["Find in conversation"] is QAccessible.Role.EditableText
    assert named["1 of 6"] is QAccessible.Role.StaticText
    assert {"Previous match", "Next match", "Close"} <= named.keys()


def test_the_bar_hides_nothing_that_was_gone_to(pane: ConversationPane, qtbot: QtBot) -> None:
    right = "עברית מימין "
    pane.show_conversation(talk("מימין needle", *([right * 30 + "needle"] * 20)), False)
    pane.verticalScrollBar().setValue(0)
    shown = find(pane, qtbot, "needle", "1 of 21")
    for number in (*range(21, 0, -1), *range(2, 22)):
        forward = shown.count.text() == f"{number - 1} of 21"
        QTest.keyClick(shown.field, KEY.Key_Return, Qt.KeyboardModifier.NoModifier if forward else SHIFT)
        counted(shown, qtbot, f"{number} of 21")
        caret = pane.page.selection.caret
        assert caret is not None
        hit = pane.caret_rect(caret).translated(pane.viewport().pos())
        assert pane.rect().contains(hit)
        assert not shown.geometry().intersects(hit)
