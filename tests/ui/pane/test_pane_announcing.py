"""What a screen reader is told unasked: the focus, the caret, new messages, and text in portions."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleTextCursorEvent, QAccessibleTextInsertEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ui.pane.beside import with_choices
from ui.pane.talk import talk, with_turn

from deeptrin_desktop.core.message import Delta, ReplyState
from deeptrin_desktop.ui.find_bar import FindBar
from deeptrin_desktop.ui.pane import ConversationPane

SHORT = talk("Hello", "Hi 😀 there")
EVENT = QAccessible.Event


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[EVENT, object]]]:
    """Kind and content of what was told to a screen reader that runs."""
    heard: list[tuple[QAccessible.Event, object]] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleTextInsertEvent):
            heard.append((event.type(), (event.changePosition(), event.textInserted())))
        elif isinstance(event, QAccessibleTextCursorEvent):
            heard.append((event.type(), event.cursorPosition()))
        else:
            heard.append((event.type(), event.accessibleInterface().text(QAccessible.Text.Name)))

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    QAccessible.setActive(True)
    yield heard
    QAccessible.setActive(False)


def test_the_focus_is_told_where_it_goes(pane: ConversationPane, told: list[tuple[EVENT, object]]) -> None:
    pane.show_conversation(SHORT, False)
    told.clear()
    QTest.keyClick(pane, Qt.Key.Key_Up)
    QTest.keyClick(pane, Qt.Key.Key_Tab)
    assert told == [(EVENT.Focus, "You: Hello"), (EVENT.Focus, "Copy message")]


def test_the_caret_is_told_in_units(pane: ConversationPane, told: list[tuple[EVENT, object]]) -> None:
    pane.show_conversation(SHORT, False)
    told.clear()
    for _ in range(4):
        QTest.keyClick(pane, Qt.Key.Key_Right)
    assert [place for kind, place in told if kind is EVENT.TextCaretMoved] == [1, 2, 3, 5]


def test_new_messages_are_told_of(pane: ConversationPane, told: list[tuple[EVENT, object]]) -> None:
    pane.show_conversation(SHORT, False)
    told.clear()
    pane.show_conversation(with_turn(SHORT, "More"), False)
    assert told == [(EVENT.ObjectCreated, "You: More")]


def test_text_is_told_of_in_portions(pane: ConversationPane, told: list[tuple[EVENT, object]], qtbot: QtBot) -> None:
    pane.show_conversation(talk("Hello", "😀", state=ReplyState.STREAMING), True)
    told.clear()
    for word in ("one ", "two ", "three"):
        with qtbot.waitSignal(pane.synced):
            pane.append([("m1", Delta(text=word))])
    qtbot.waitUntil(lambda: bool(told) and "three" in str(told[-1]))
    assert told[0][0] is EVENT.TextInserted
    assert str(told[0][1]).startswith("(2, 'one ")
    assert len(told) <= 3


def test_the_end_of_a_reply_is_told_once_however_many_choices_it_has(
    pane: ConversationPane, told: list[tuple[EVENT, object]]
) -> None:
    asked = talk("Hello")
    pane.show_conversation(with_choices(asked, "One", "Two", state=ReplyState.STREAMING), True)
    told.clear()
    pane.show_conversation(with_choices(asked, "One", "Two"), False)
    assert told == [(EVENT.ObjectShow, "Reply finished\nChoice 1 of 2\nOne")]


def test_how_often_a_word_was_found_is_told_once_nobody_types(
    pane: ConversationPane, qtbot: QtBot, told: list[tuple[EVENT, object]]
) -> None:
    pane.show_conversation(talk("A word", "Another word and wonder"), False)
    pane.open_find()
    (bar,) = pane.findChildren(FindBar)
    told.clear()
    QTest.keyClicks(bar.field, "wo")
    QTest.keyClicks(bar.field, "rd")
    qtbot.waitUntil(lambda: (EVENT.ObjectShow, "1 of 2") in told)
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: (EVENT.ObjectShow, "2 of 2") in told)
    assert len([kind for kind, _ in told if kind is EVENT.ObjectShow]) == 2
