"""The conversation list: choosing, renaming and deleting by keys and mouse, and silence when it is shown things."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListView, QMessageBox
from pytestqt.qtbot import QtBot
from ui.by_name import Heard, by_name, words

from deeptrin_desktop.core.conversation import Summary
from deeptrin_desktop.ui.conversation_list import ConversationList

NOW = datetime.now(UTC)


def summaries(*titles: str) -> tuple[Summary, ...]:
    return tuple(Summary(f"id-{title}", title, NOW - timedelta(days=row)) for row, title in enumerate(titles))


@pytest.fixture
def conversations(qtbot: QtBot) -> ConversationList:
    made = ConversationList()
    qtbot.addWidget(made)
    made.resize(260, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.show_summaries(summaries("one", "two", "three"))
    return made


def view(conversations: ConversationList) -> QListView:
    return by_name(conversations, QListView, "Conversations")


def row(conversations: ConversationList, number: int) -> QModelIndex:
    return view(conversations).model().index(number, 0)


def click(conversations: ConversationList, number: int) -> None:
    place = view(conversations).visualRect(row(conversations, number)).center()
    QTest.mouseClick(view(conversations).viewport(), Qt.MouseButton.LeftButton, pos=place)


def rename(conversations: ConversationList, qtbot: QtBot, title: str, *, end: Qt.Key) -> None:
    conversations.rename_action.trigger()
    editor = by_name(conversations, QLineEdit, "Title")
    editor.selectAll()
    QTest.keyClicks(editor, title)
    with qtbot.waitSignal(view(conversations).itemDelegate().closeEditor):
        QTest.keyClick(editor, end)


def test_a_click_and_the_arrow_keys_choose(conversations: ConversationList) -> None:
    heard = Heard(conversations.chosen)
    click(conversations, 1)
    QTest.keyClick(view(conversations), Qt.Key.Key_Down)
    QTest.keyClick(view(conversations), Qt.Key.Key_Home)
    assert heard.all == ["id-two", "id-three", "id-one"]


def test_showing_and_selecting_say_nothing(conversations: ConversationList) -> None:
    heard = Heard(conversations.chosen, conversations.renamed, conversations.delete_confirmed)
    conversations.select("id-two")
    conversations.show_summaries(summaries("two", "one", "four"))
    conversations.mark(running=frozenset({"id-two"}), unread=frozenset({"id-three"}))
    assert view(conversations).currentIndex().data() == "two"
    conversations.show_summaries(())
    assert "Nothing here yet" in words(conversations)
    conversations.select("gone")
    assert heard.all == []


def test_the_selection_survives_a_new_order(conversations: ConversationList) -> None:
    conversations.select("id-three")
    conversations.show_summaries(summaries("three", "one", "two"))
    assert view(conversations).currentIndex().row() == 0


def test_a_new_title_goes_up_and_shows_when_it_comes_back(conversations: ConversationList, qtbot: QtBot) -> None:
    heard = Heard(conversations.renamed)
    click(conversations, 0)
    rename(conversations, qtbot, "  other   name ", end=Qt.Key.Key_Return)
    assert heard.all == [("id-one", "other name")]
    assert row(conversations, 0).data() == "one"


@pytest.mark.parametrize("title", ["", "   ", "one"])
def test_no_title_and_the_same_title_say_nothing(conversations: ConversationList, qtbot: QtBot, title: str) -> None:
    heard = Heard(conversations.renamed)
    click(conversations, 0)
    rename(conversations, qtbot, title, end=Qt.Key.Key_Return)
    assert heard.all == []


def test_escape_leaves_the_title(conversations: ConversationList, qtbot: QtBot) -> None:
    heard = Heard(conversations.renamed)
    click(conversations, 0)
    rename(conversations, qtbot, "other", end=Qt.Key.Key_Escape)
    assert heard.all == []


def test_news_wait_while_a_title_is_typed(conversations: ConversationList, qtbot: QtBot) -> None:
    heard = Heard(conversations.renamed)
    click(conversations, 0)
    conversations.rename_action.trigger()
    editor = by_name(conversations, QLineEdit, "Title")
    editor.selectAll()
    QTest.keyClicks(editor, "new")
    conversations.show_summaries(summaries("two", "one"))
    QTest.keyClicks(editor, "er")
    with qtbot.waitSignal(conversations.renamed):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert heard.all == [("id-one", "newer")]
    qtbot.waitUntil(lambda: view(conversations).model().rowCount() == 2)
    assert view(conversations).currentIndex().data() == "one"


@pytest.mark.parametrize("answer", ["Cancel", "Delete"])
def test_a_deletion_is_asked_about(conversations: ConversationList, answer: str) -> None:
    heard = Heard(conversations.delete_confirmed)
    click(conversations, 1)
    QTest.keyClick(view(conversations), Qt.Key.Key_Delete)
    (question,) = conversations.findChildren(QMessageBox)
    assert "two" in question.text()
    assert question.width() > question.fontMetrics().horizontalAdvance("Delete conversation") * 2
    assert question.defaultButton().text().replace("&", "") == "Cancel"
    button = next(one for one in question.buttons() if one.text().replace("&", "") == answer)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard.all == (["id-two"] if answer == "Delete" else [])


def test_running_and_unread_replies_are_spoken_of(conversations: ConversationList) -> None:
    conversations.mark(running=frozenset({"id-two"}), unread=frozenset({"id-three"}))
    spoken = [row(conversations, number).data(Qt.ItemDataRole.AccessibleTextRole) for number in range(3)]
    assert spoken == ["one", "two, a reply is running", "three, an unread reply"]


def test_new_is_asked_for(conversations: ConversationList) -> None:
    heard = Heard(conversations.new_asked)
    QTest.mouseClick(by_name(conversations, QAbstractButton, "New conversation"), Qt.MouseButton.LeftButton)
    assert len(heard.all) == 1


def test_many_thousands_of_rows_are_not_drawn_at_once(conversations: ConversationList) -> None:
    conversations.show_summaries(tuple(Summary(str(number), "title", NOW) for number in range(20_000)))
    conversations.select("19999")
    assert view(conversations).indexAt(view(conversations).viewport().rect().center()).row() > 19_900
