"""Editing a message in its place: sent as another version, and never lost."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from ui.by_name import Heard, by_name
from ui.pane.talk import click, ended, long_talk, messages, offered, talk, with_turn, with_version

from deeptrin_desktop.core.message import ReplyState
from deeptrin_desktop.ui.pane import ConversationPane

SHORT = talk("First question", "An answer", "Second question", "Another answer")
CONTROL = Qt.KeyboardModifier.ControlModifier


def field(pane: ConversationPane) -> QPlainTextEdit:
    return by_name(pane, QPlainTextEdit, "Edited message")


def test_an_edited_message_is_told_with_its_new_text(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    edited = Heard(pane.edited)
    click(pane, offered(messages(pane)[0])["Edit message"])
    assert field(pane).toPlainText() == "First question"
    assert QApplication.focusWidget() is field(pane)
    QTest.keyClicks(field(pane), "?")
    QTest.keyClick(field(pane), Qt.Key.Key_Return)
    QTest.keyClicks(field(pane), "More")
    QTest.keyClick(field(pane), Qt.Key.Key_Return, CONTROL)
    assert edited.all == [("m0", "First question?\nMore")]
    assert not field(pane).isVisible()
    assert pane.hasFocus()


def test_the_buttons_do_the_same(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    edited = Heard(pane.edited)
    pane.edit_message("m2")
    by_name(pane, QPushButton, "Save").click()
    assert edited.all == [("m2", "Second question")]
    pane.edit_message("m2")
    by_name(pane, QPushButton, "Cancel").click()
    assert len(edited.all) == 1
    assert not field(pane).isVisible()


def test_escape_leaves_the_message_as_it_is(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    edited = Heard(pane.edited)
    pane.edit_message("m0")
    QTest.keyClicks(field(pane), "x")
    QTest.keyClick(field(pane), Qt.Key.Key_Escape)
    assert edited.all == []
    assert not field(pane).isVisible()
    pane.edit_message("m0")
    assert field(pane).toPlainText() == "First question"


def test_what_escape_gives_up_is_told_and_can_be_taken_back(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    typed, given_up = Heard(pane.editor.typed), Heard(pane.editor.given_up)
    pane.edit_message("m0")
    field(pane).clear()
    QTest.keyClick(field(pane), Qt.Key.Key_Escape)
    assert typed.all == [("m0", ""), ("m0", None)]
    assert given_up.all == [("m0", "")]
    pane.editor.take_back("m0", "x")
    assert field(pane).isVisible()
    assert field(pane).toPlainText() == "x"


def test_an_empty_message_is_not_sent(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    edited = Heard(pane.edited)
    pane.edit_message("m0")
    field(pane).setPlainText("  \n ")
    QTest.keyClick(field(pane), Qt.Key.Key_Return, CONTROL)
    assert edited.all == []
    assert field(pane).isVisible()
    assert not by_name(pane, QPushButton, "Save").isEnabled()
    field(pane).setPlainText("More")
    assert by_name(pane, QPushButton, "Save").isEnabled()


def test_the_focus_goes_back_to_the_message_that_was_edited(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    pane.edit_message("m0")
    QTest.keyClick(field(pane), Qt.Key.Key_Escape)
    assert pane.hasFocus()
    assert messages(pane)[0].state().focused


def test_the_editor_stands_in_the_place_of_the_text_and_grows(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    before = messages(pane)[1].rect().top()
    pane.edit_message("m0")
    opened = messages(pane)[1].rect().top()
    assert opened > before
    message = messages(pane)[0].rect()
    assert message.contains(field(pane).mapToGlobal(field(pane).rect().center()))
    field(pane).setPlainText("line\n" * 8)
    assert messages(pane)[1].rect().top() > opened
    field(pane).setPlainText("line\n" * 500)
    assert field(pane).height() < pane.viewport().height()
    QTest.keyClick(field(pane), Qt.Key.Key_Escape)
    assert messages(pane)[1].rect().top() == before


def test_it_goes_along_when_the_page_scrolls(pane: ConversationPane) -> None:
    pane.show_conversation(long_talk(), False)
    pane.edit_message("m58")
    before = field(pane).mapToGlobal(field(pane).rect().topLeft()).y()
    pane.verticalScrollBar().setValue(pane.verticalScrollBar().value() - 100)
    assert field(pane).mapToGlobal(field(pane).rect().topLeft()).y() == before + 100


def test_what_was_typed_survives_another_conversation(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    typed = Heard(pane.editor.typed)
    pane.edit_message("m0")
    field(pane).setPlainText("Something long and precious")
    pane.show_conversation(talk(identity="other"), False)
    assert not field(pane).isVisible()
    pane.show_conversation(replace(SHORT, edits=dict(typed.all)), False)
    assert field(pane).isVisible()
    assert field(pane).toPlainText() == "Something long and precious"
    assert typed.all == [("m0", "Something long and precious")]


def test_of_several_edits_the_one_begun_last_is_open(pane: ConversationPane) -> None:
    pane.show_conversation(replace(SHORT, edits={"m2": "two", "m0": "one"}), False)
    assert field(pane).toPlainText() == "one"
    typed = Heard(pane.editor.typed)
    pane.edit_message("m2")
    assert field(pane).toPlainText() == "two"
    assert typed.all == [("m2", "two")]


def test_what_is_as_it_was_is_no_edit(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    typed, given_up = Heard(pane.editor.typed), Heard(pane.editor.given_up)
    pane.edit_message("m0")
    assert typed.all == []
    QTest.keyClicks(field(pane), "?")
    QTest.keyClick(field(pane), Qt.Key.Key_Backspace)
    QTest.keyClick(field(pane), Qt.Key.Key_Escape)
    assert typed.all == [("m0", "First question?"), ("m0", None)]
    assert given_up.all == []


def test_it_survives_another_version_of_the_message_and_another_edit(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    pane.edit_message("m0")
    field(pane).setPlainText("precious")
    pane.show_conversation(with_version(SHORT, "m0", "m0b", "Other question"), False)
    pane.show_conversation(SHORT, False)
    assert field(pane).toPlainText() == "precious"
    pane.edit_message("m2")
    assert field(pane).toPlainText() == "Second question"
    pane.edit_message("m0")
    assert field(pane).toPlainText() == "precious"


def test_while_a_reply_runs_nothing_can_be_sent(pane: ConversationPane) -> None:
    running = with_turn(with_turn(SHORT, "Third"), "", state=ReplyState.STREAMING)
    pane.show_conversation(SHORT, False)
    edited = Heard(pane.edited)
    pane.edit_message("m0")
    pane.show_conversation(running, True)
    assert not by_name(pane, QPushButton, "Save").isEnabled()
    QTest.keyClick(field(pane), Qt.Key.Key_Return, CONTROL)
    assert edited.all == []
    pane.show_conversation(ended(running, "m5", "Done"), False)
    QTest.keyClick(field(pane), Qt.Key.Key_Return, CONTROL)
    assert edited.all == [("m0", "First question")]


@pytest.mark.parametrize("message_id", ["m1", "unknown"])
def test_only_what_a_person_wrote_can_be_edited(pane: ConversationPane, message_id: str) -> None:
    pane.show_conversation(SHORT, False)
    pane.edit_message(message_id)
    assert not field(pane).isVisible()
