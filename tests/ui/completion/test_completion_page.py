"""The page of Completion mode: choices, states, errors and abilities, as a person finds them by their names."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QRadioButton, QTabBar, QToolButton
from pytestqt.qtbot import QtBot
from ui.by_name import Heard, by_name, words

from deeptrin_desktop.core.conversation import Conversation, Mode
from deeptrin_desktop.core.document import Document, Mark, Place
from deeptrin_desktop.core.errors import Failure, Kind, Remedy
from deeptrin_desktop.core.message import Delta, Message, Reply, ReplyState, Role, Timings
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.ui.completion.page import CompletionPage
from deeptrin_desktop.ui.mode_switch import ModeSwitch

NOW = datetime(2025, 3, 1, tzinfo=UTC)


@pytest.fixture
def page(qtbot: QtBot) -> CompletionPage:
    made = CompletionPage()
    qtbot.addWidget(made)
    made.resize(900, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def generating(*texts: str, state: ReplyState, n: int | None = None, failure: Failure | None = None) -> Conversation:
    """A document `Once.` with a generation behind the word."""
    reply = Reply("r", state, "small", Timings(NOW), parameters=Parameters(n=n), failure=failure)
    before = Message("q", Role.USER, "Once", NOW, rest=".")
    choices = [
        Message(f"a{number}", Role.ASSISTANT, text, NOW, "q", reply="r", choice=number)
        for number, text in enumerate(texts)
    ]
    begun = Conversation("c", NOW, NOW, mode=Mode.COMPLETION, document=Document("Once.", place=Place(4, "r")))
    return begun.with_messages([before, *choices]).with_reply(reply)


def ended(conversation: Conversation, document: Document) -> Conversation:
    return replace(conversation, document=document)


def button(page: CompletionPage, name: str) -> QPushButton:
    return by_name(page, QPushButton, name)


def test_an_empty_document_offers_nothing_but_to_write(page: CompletionPage) -> None:
    page.show_conversation(Conversation("c", NOW, NOW, mode=Mode.COMPLETION, document=Document()), False)
    offered = [each.text() for each in page.findChildren(QPushButton) if each.isVisible() and each.isEnabled()]
    assert offered == []
    page.focus()
    QTest.keyClicks(page.editor, "x")
    offered = [each.text() for each in page.findChildren(QPushButton) if each.isVisible() and each.isEnabled()]
    assert offered == ["Generate", "Generate at end"]


def test_keys_generate_at_the_cursor_and_at_the_end(page: CompletionPage) -> None:
    heard = Heard(page.generate_asked)
    page.show_conversation(Conversation("c", NOW, NOW, mode=Mode.COMPLETION, document=Document("Once upon")), False)
    page.editor.go_to(4)
    page.focus()
    QTest.keyClick(page.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page.editor.go_to(2)
    QTest.keyClick(
        page.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert heard.all == [4, 9]
    assert page.editor.text() == "Once upon"


def test_text_that_comes_is_there_a_frame_later_and_once(page: CompletionPage, qtbot: QtBot) -> None:
    waiting = generating("", state=ReplyState.WAITING)
    page.show_conversation(waiting, True)
    assert "Waiting for the server" in words(page)
    assert button(page, "Stop").isVisible()
    assert not button(page, "Generate").isVisible()
    page.append([("a0", Delta(text=" upon")), ("unasked", Delta(1, text="no"))])
    page.append([("a0", Delta(text=" a"))])
    assert "Receiving" in words(page)
    qtbot.waitUntil(lambda: page.editor.text() == "Once upon a.")
    page.append([("a0", Delta(text=" ti"))])
    page.show_conversation(generating(" upon a time", state=ReplyState.STREAMING), True)
    assert page.editor.text() == "Once upon a time."
    done = generating(" upon a time!", state=ReplyState.DONE)
    page.show_conversation(ended(done, Document("Once upon a time!.", (Mark(4, 17, "a0"),))), False)
    assert page.editor.value() == Document("Once upon a time!.", (Mark(4, 17, "a0"),))
    page.editor.undo()
    assert page.editor.text() == "Once."


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (ReplyState.STOPPED, "Stopped"),
        (ReplyState.INTERRUPTED, "Interrupted"),
        (ReplyState.INCOMPLETE, "Incomplete"),
        (ReplyState.LENGTH, "Length limit"),
    ],
)
def test_how_it_ended_is_said(page: CompletionPage, state: ReplyState, said: str) -> None:
    conversation = ended(generating(" upon", state=state), Document("Once upon.", (Mark(4, 9, "a0"),)))
    page.show_conversation(conversation, False)
    assert said in words(page)
    assert button(page, "Continue").isEnabled()
    assert button(page, "Undo generation").isEnabled()


def test_an_error_has_its_words_and_its_remedy(page: CompletionPage) -> None:
    heard = Heard(page.remedy_asked)
    failure = Failure(Kind.PARAMETER_REFUSED, said="no such thing", parameter="temperature")
    conversation = ended(generating("", state=ReplyState.FAILED, failure=failure), Document("Once."))
    page.show_conversation(conversation, False)
    assert "no such thing" in words(page)
    button(page, "Send without Temperature").click()
    assert heard.all == [(Remedy.UNSET_PARAMETER, "a0")]
    by_name(page, QToolButton, "Copy details").click()
    assert "no such thing" in QApplication.clipboard().text()
    page.show_conversation(replace(conversation, replies={}), False)
    assert "no such thing" not in words(page)


def test_choices_are_columns_or_tabs_and_one_is_used_by_keys(page: CompletionPage, qtbot: QtBot) -> None:
    used = Heard(page.choice_used)
    page.show_conversation(generating("", "", "", state=ReplyState.STREAMING, n=3), True)
    page.append([("a1", Delta(1, text=" upon")), ("a0", Delta(0, text=" more"))])
    second = by_name(page, QPlainTextEdit, "Choice 2")
    qtbot.waitUntil(lambda: second.toPlainText() == " upon")
    assert page.editor.text() == "Once."
    assert [each.isVisible() for each in choices(page)] == [True] * 3
    assert not any(each.isEnabled() for each in uses(page))
    page.show_conversation(generating(" more", " upon", "", state=ReplyState.DONE, n=3), False)
    assert [each.isEnabled() for each in uses(page)] == [True, True, False]
    page.resize(420, 600)
    tabs = by_name(page, QTabBar, "Choices")
    qtbot.waitUntil(tabs.isVisible)
    assert [each.isVisible() for each in choices(page)] == [True, False, False]
    tabs.setFocus()
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert [each.isVisible() for each in choices(page)] == [False, True, False]
    QTest.keyClick(uses(page)[1], Qt.Key.Key_Return)
    assert used.all == ["a1"]


def test_no_choice_may_be_used(page: CompletionPage) -> None:
    dismissed = Heard(page.choices_dismissed)
    page.show_conversation(generating(" more", " upon", state=ReplyState.DONE, n=2), False)
    by_name(page, QToolButton, "Use no choice").click()
    assert len(dismissed.all) == 1
    page.show_conversation(ended(generating(" more", " upon", state=ReplyState.DONE, n=2), Document("Once.")), False)
    assert not page.choices.isVisible()


def choices(page: CompletionPage) -> list[QPlainTextEdit]:
    return [by_name(page, QPlainTextEdit, f"Choice {number}") for number in (1, 2, 3)]


def uses(page: CompletionPage) -> list[QPushButton]:
    return [each for each in page.findChildren(QPushButton) if each.text() == "Use this choice"]


def test_versions_are_counted_and_stepped_through(page: CompletionPage) -> None:
    heard = Heard(page.version_asked)
    page.actions_below.show_versions(1, 3)
    assert "2/3" in words(page)
    by_name(page, QToolButton, "Previous version").click()
    by_name(page, QToolButton, "Next version").click()
    assert heard.all == [-1, 1]
    page.actions_below.show_versions(3, 3)
    assert "4/4" in words(page)
    assert not by_name(page, QToolButton, "Next version").isEnabled()


def test_words_are_found_in_the_document_in_turn(page: CompletionPage) -> None:
    text = "👩‍👩‍👧 One two\none THREE one"
    page.show_conversation(Conversation("c", NOW, NOW, mode=Mode.COMPLETION, document=Document(text)), False)
    page.editor.go_to(0)
    page.open_find()
    field = by_name(page, QLineEdit, "Find in conversation")
    QTest.keyClicks(field, "one")
    assert "1 of 3" in words(page)
    assert page.editor.textCursor().selectedText() == "One"
    for said, found in (("2 of 3", "one"), ("3 of 3", "one"), ("1 of 3", "One")):
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert said in words(page)
        assert page.editor.textCursor().selectedText() == found
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert "3 of 3" in words(page)
    QTest.keyClicks(field, "x")
    assert "No matches" in words(page)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert page.editor.hasFocus()
    assert page.editor.text() == text


def test_a_mode_is_asked_for_by_keys_and_says_why_it_stays(qtbot: QtBot) -> None:
    switch = ModeSwitch()
    qtbot.addWidget(switch)
    heard = Heard(switch.chosen)
    with qtbot.waitExposed(switch):
        switch.show()
    chat, completion = (by_name(switch, QRadioButton, name) for name in ("Chat", "Completion"))
    chat.setFocus()
    QTest.keyClick(chat, Qt.Key.Key_Down)
    assert heard.all == [Mode.COMPLETION]
    assert completion.isChecked()
    switch.show_mode(Mode.COMPLETION, changeable=False)
    assert heard.all == [Mode.COMPLETION]
    for each in (chat, completion):
        assert not each.isEnabled()
        assert "while a conversation is empty" in each.toolTip()
        assert each.accessibleDescription() == each.toolTip()
