"""The pane as a screen reader finds it: a list of all messages with their whole text and what can be done."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QAccessibleInterface
from pytestqt.qtbot import QtBot
from ui.by_name import Heard
from ui.pane.talk import copied, ended, long_talk, messages, names, offered, place_of, talk, with_turn, with_version

from deeptrin_desktop.core.errors import Failure, Kind
from deeptrin_desktop.core.message import Delta, ReplyState
from deeptrin_desktop.ui.pane import ConversationPane
from deeptrin_desktop.ui.words import words_of

SHORT = talk("What 😀 is it?", "A list.", "Thanks!")
RELATION = QAccessible.RelationFlag


@pytest.fixture
def reader() -> Iterator[None]:
    """A screen reader runs."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def the_list(pane: ConversationPane) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(pane)


def notices(pane: ConversationPane) -> list[str]:
    children = [the_list(pane).child(index) for index in range(the_list(pane).childCount())]
    return names([child for child in children if child.role() is QAccessible.Role.Notification])


def test_the_pane_is_a_list_of_all_messages(pane: ConversationPane) -> None:
    pane.show_conversation(long_talk(200), False)
    assert the_list(pane).role() is QAccessible.Role.List
    assert the_list(pane).text(QAccessible.Text.Name) == "Conversation"
    assert the_list(pane).childCount() == 200
    assert names(messages(pane))[3].startswith("Assistant: Number 3. ")


def test_children_know_their_place(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    for index, message in enumerate(messages(pane)):
        assert message.isValid()
        assert message.parent() is the_list(pane)
        assert the_list(pane).indexOfChild(message) == index
        for place in range(message.childCount()):
            button = message.child(place)
            assert button.role() is QAccessible.Role.Button
            assert button.parent() is message
            assert message.indexOfChild(button) == place
            assert button.isValid()
    assert the_list(pane).child(3) is None
    assert messages(pane)[0].child(9) is None


def test_what_is_at_a_point_is_found(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    message = messages(pane)[1]
    at = pane.viewport().mapToGlobal(place_of(pane, 1, "list"))
    assert the_list(pane).childAt(at.x(), at.y()) is message
    button = offered(message)["Copy message"]
    at = button.rect().center()
    assert message.childAt(at.x(), at.y()) is button
    assert the_list(pane).childAt(-5000, -5000) is None


def test_a_long_name_is_cut_and_the_text_is_whole(pane: ConversationPane) -> None:
    text = "word 😀\n" * 5000 + "end"
    pane.show_conversation(talk(text, "Fine"), False)
    message = messages(pane)[0]
    assert len(message.text(QAccessible.Text.Name)) < 1100
    assert message.textInterface().text(0, -1) == text
    assert message.textInterface().characterCount() == len(text.encode("utf-16-le")) // 2


def test_offsets_are_units_of_utf16(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    reader = messages(pane)[0].textInterface()
    assert reader.text(5, 7) == "😀"
    assert reader.text(8, 10) == "is"
    rect = reader.characterRect(8)
    assert reader.offsetAtPoint(rect.topLeft() + QPoint(1, 2)) == 8
    assert reader.offsetAtPoint(QPoint(-1000, -1000)) == -1
    assert rect.width() > 0


def test_the_caret_and_selections_can_be_set(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    reader = messages(pane)[0].textInterface()
    reader.setCursorPosition(8)
    assert reader.cursorPosition() == 8
    assert messages(pane)[1].textInterface().cursorPosition() == 0
    reader.setSelection(0, 5, 10)
    assert copied(pane) == "😀 is"
    reader.removeSelection(0)
    assert copied(pane) != "😀 is"


def test_reading_on_goes_from_message_to_message(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    first, second, third = messages(pane)
    assert second.relations() == [(third, RELATION.FlowsFrom), (first, RELATION.FlowsTo)]
    assert first.relations() == [(second, RELATION.FlowsFrom)]
    assert third.relations(RELATION.FlowsFrom) == []


def test_only_what_is_in_view_is_showing(pane: ConversationPane) -> None:
    pane.show_conversation(long_talk(), False)
    first, last = messages(pane)[0], messages(pane)[-1]
    assert first.state().offscreen
    assert not last.state().offscreen
    first.textInterface().scrollToSubstring(0, 1)
    assert not first.state().offscreen
    assert last.state().offscreen


def test_a_message_takes_the_focus(pane: ConversationPane) -> None:
    pane.show_conversation(long_talk(), False)
    message = messages(pane)[3]
    action = message.actionInterface()
    assert action.actionNames() == [action.setFocusAction()]
    action.doAction(action.setFocusAction())
    assert message.state().focused
    assert not message.state().offscreen
    assert the_list(pane).focusChild() is message
    assert not the_list(pane).state().focused


def test_buttons_are_pressed_as_by_the_mouse(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(SHORT, False)
    button = offered(messages(pane)[1])["Regenerate"].actionInterface()
    with qtbot.waitSignal(pane.regenerate_asked) as asked:
        button.doAction(button.pressAction())
    assert asked.args == ["m1"]


def test_what_is_disabled_says_so_and_does_nothing(pane: ConversationPane) -> None:
    running = with_turn(with_turn(talk("Hello", "Hi"), "More"), "", state=ReplyState.STREAMING)
    pane.show_conversation(running, True)
    message = messages(pane)[1]
    buttons = [message.child(index) for index in range(message.childCount())]
    assert [button.state().disabled for button in buttons] == [False, True, False]
    asked = Heard(pane.regenerate_asked)
    pane.press("m1", pane.page.transcript[1].controls[1][1].action)
    assert asked.all == []


def test_a_message_is_busy_while_it_streams(pane: ConversationPane, qtbot: QtBot) -> None:
    running = talk("Hello", "", state=ReplyState.STREAMING)
    pane.show_conversation(running, True)
    message = messages(pane)[1]
    assert message.state().busy
    with qtbot.waitSignal(pane.synced):
        pane.append([("m1", Delta(text="Hi 😀"))])
    assert message.textInterface().text(0, -1) == "Hi 😀"
    assert message.textInterface().characterCount() == 5
    pane.show_conversation(ended(running, "m1", "Hi 😀 there"), False)
    assert not message.state().busy
    assert message.textInterface().text(0, -1) == "Hi 😀 there"


def test_a_finished_reply_is_announced_once(pane: ConversationPane, qtbot: QtBot, reader: None) -> None:
    running = talk("Hello", "", state=ReplyState.STREAMING)
    pane.show_conversation(running, True)
    with qtbot.waitSignal(pane.synced):
        pane.append([("m1", Delta(text="Hi"))])
    assert notices(pane) == []
    done = ended(running, "m1", "Hi there")
    pane.show_conversation(done, False)
    assert notices(pane) == ["Reply finished\nHi there"]
    pane.show_conversation(done, False)
    assert len(notices(pane)) == 1


def test_how_it_ended_is_part_of_the_announcement(pane: ConversationPane, reader: None) -> None:
    running = talk("Hello", "", state=ReplyState.STREAMING)
    pane.show_conversation(running, True)
    pane.show_conversation(ended(running, "m1", "Hi", ReplyState.STOPPED), False)
    assert notices(pane) == ["Stopped\nHi"]


def test_a_reply_without_text_is_called_by_how_it_ended(pane: ConversationPane) -> None:
    failure = Failure(Kind.KEY_REFUSED, host="example.org")
    pane.show_conversation(talk("Hello", "", state=ReplyState.FAILED, failure=failure), False)
    assert names(messages(pane))[1] == f"Assistant: {words_of(failure).title}"
    pane.show_conversation(talk("Hello", "", identity="other"), False)
    assert names(messages(pane))[1] == "Assistant: The server sent no text"


def test_opening_a_conversation_announces_nothing(pane: ConversationPane, reader: None) -> None:
    pane.show_conversation(SHORT, False)
    pane.show_conversation(talk("Other", "One", identity="other"), False)
    assert notices(pane) == []


def test_without_a_screen_reader_nothing_is_kept_for_one(pane: ConversationPane, qtbot: QtBot) -> None:
    running = talk("Hello", "", state=ReplyState.STREAMING)
    pane.show_conversation(running, True)
    with qtbot.waitSignal(pane.synced):
        pane.append([("m1", Delta(text="Hi"))])
    pane.show_conversation(ended(running, "m1", "Hi"), False)
    pane.focus_message("m0")
    assert pane._parts is None


def test_what_is_gone_is_gone_and_the_rest_stays(pane: ConversationPane) -> None:
    conversation = with_version(SHORT, "m0", "m0b", "Other")
    pane.show_conversation(SHORT, False)
    kept = [offered(message) for message in messages(pane)]
    assert len(kept) == 3
    pane.show_conversation(conversation, False)
    assert names(messages(pane)) == ["You: Other"]
    for _ in range(30):
        pane.show_conversation(SHORT, False)
        assert len(offered(messages(pane)[1])) == 3
        pane.show_conversation(conversation, False)
        assert len(offered(messages(pane)[0])) == 4 - 1


def test_widgets_over_the_list_are_its_children_too(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    pane.edit_message("m0")
    last = the_list(pane).child(3)
    assert last.object() is pane.editor
    assert the_list(pane).indexOfChild(last) == 3
    centre = last.rect().center()
    assert the_list(pane).childAt(centre.x(), centre.y()).object() is pane.editor
