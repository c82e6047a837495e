"""Find in conversation: counted, marked, gone through, and never in the way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.pane.talk import copied, ended, long_talk, messages, picture, talk, with_turn

from deeptrin_desktop.core.message import Delta, ReplyState
from deeptrin_desktop.ui.find_bar import FindBar
from deeptrin_desktop.ui.pane import ConversationPane

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
    qtbot.waitUntil(lambda: bar(pane).count.text() == count)
    return bar(pane)


def test_all_places_are_counted_whatever_they_look_like(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(TALK, False)
    find(pane, qtbot, "word", "1 of 6")


def test_one_goes_from_place_to_place_and_round(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(long_talk(60), False)
    pane.verticalScrollBar().setValue(0)
    shown = find(pane, qtbot, "Number 5", "1 of 11")
    for number in (*range(2, 12), 1):
        QTest.keyClick(shown.field, KEY.Key_Return)
        assert shown.count.text() == f"{number} of 11"
        assert copied(pane) == "Number 5"
    QTest.keyClick(shown.field, KEY.Key_Return, SHIFT)
    assert shown.count.text() == "11 of 11"
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
    pane.show_conversation(ended(running, "m1", "A word and a word. A word."), False)
    qtbot.waitUntil(lambda: shown.count.text().endswith("of 4"))


def test_another_conversation_is_looked_through_anew(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(TALK, False)
    shown = find(pane, qtbot, "word", "1 of 6")
    pane.show_conversation(talk("Only one word here", identity="other"), False)
    qtbot.waitUntil(lambda: shown.count.text().endswith("of 1"))
    QTest.keyClick(shown.field, KEY.Key_Return)
    assert copied(pane) == "word"
