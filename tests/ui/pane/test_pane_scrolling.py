"""What is being read never moves, the end is followed only by who is there, and scrolling goes where it should."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot
from ui.pane.talk import SENTENCE, click, ended, long_talk, messages, offered, picture, talk, with_turn

from deeptrin_desktop.core.message import Delta, ReplyState
from deeptrin_desktop.ui.pane import ConversationPane

LONG = long_talk()
RUNNING = with_turn(with_turn(LONG, "One more"), "", state=ReplyState.STREAMING)
REPLY = RUNNING.tree.path()[-1].id


def stream(pane: ConversationPane, qtbot: QtBot, text: str) -> None:
    with qtbot.waitSignal(pane.synced):
        pane.append([(REPLY, Delta(text=text))])


def scroll(pane: ConversationPane, to: int) -> None:
    pane.verticalScrollBar().setValue(to)


def end(pane: ConversationPane) -> int:
    return pane.verticalScrollBar().maximum()


def is_at_end(pane: ConversationPane) -> bool:
    return pane.verticalScrollBar().value() == end(pane)


def jump_button(pane: ConversationPane) -> QAbstractButton | None:
    return next((button for button in pane.findChildren(QAbstractButton) if button.text() == "Jump to latest"), None)


def jump_offered(pane: ConversationPane) -> bool:
    button = jump_button(pane)
    return button is not None and button.isVisible()


def test_a_conversation_opens_at_its_end(pane: ConversationPane) -> None:
    pane.show_conversation(LONG, False)
    assert is_at_end(pane)
    assert not messages(pane)[-1].state().offscreen
    assert messages(pane)[0].state().offscreen


def test_the_end_is_followed_by_who_is_there(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(RUNNING, True)
    for _ in range(5):
        stream(pane, qtbot, SENTENCE * 10 + "\n\n")
        assert is_at_end(pane)
    assert not jump_offered(pane)


def test_what_is_being_read_does_not_move_while_text_arrives(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(RUNNING, True)
    stream(pane, qtbot, (SENTENCE * 4 + "\n\n") * 10)
    scroll(pane, end(pane) - 300)
    before = picture(pane, 0, 200)
    for _ in range(5):
        stream(pane, qtbot, SENTENCE * 3 + "\n\n")
        assert picture(pane, 0, 200) == before
    pane.show_conversation(ended(RUNNING, REPLY, "Something else altogether"), False)
    assert not picture(pane).isNull()


@pytest.mark.parametrize("state", [ReplyState.DONE, ReplyState.LENGTH, ReplyState.FAILED])
def test_it_does_not_move_when_the_reply_ends_either(pane: ConversationPane, qtbot: QtBot, state: ReplyState) -> None:
    pane.show_conversation(RUNNING, True)
    text = (SENTENCE * 4 + "\n\n") * 10
    stream(pane, qtbot, text)
    scroll(pane, end(pane) - 900)
    before = picture(pane)
    pane.show_conversation(ended(RUNNING, REPLY, text + "The end.", state), False)
    assert picture(pane, 0, 400) == before.copy(0, 0, before.width(), 400)


def test_the_way_to_the_end_is_offered_while_things_arrive_there(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(RUNNING, True)
    stream(pane, qtbot, SENTENCE * 20)
    assert not jump_offered(pane)
    scroll(pane, end(pane) - 500)
    stream(pane, qtbot, SENTENCE)
    assert jump_offered(pane)
    button = jump_button(pane)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert is_at_end(pane)
    assert not jump_offered(pane)
    stream(pane, qtbot, SENTENCE * 20)
    assert is_at_end(pane)


def test_scrolling_to_the_end_follows_it_again(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(RUNNING, True)
    stream(pane, qtbot, SENTENCE * 20)
    scroll(pane, end(pane) - 40)
    stream(pane, qtbot, SENTENCE * 5)
    assert not is_at_end(pane)
    scroll(pane, end(pane))
    stream(pane, qtbot, SENTENCE * 5)
    assert is_at_end(pane)


@pytest.mark.parametrize("distance", [1, 20, 60, 333])
def test_scrolling_moves_by_what_was_asked_for_though_nothing_was_measured(
    pane: ConversationPane, distance: int
) -> None:
    pane.show_conversation(LONG, False)
    room = pane.viewport().height()
    for step in range(30):
        before = picture(pane)
        scroll(pane, pane.verticalScrollBar().value() - distance)
        kept = picture(pane, distance)
        assert kept == before.copy(0, 0, before.width(), room - distance), f"at step {step}"


def test_scrolling_down_again_shows_the_same(pane: ConversationPane) -> None:
    pane.show_conversation(LONG, False)
    scroll(pane, 0)
    for step in range(60):
        before = picture(pane)
        scroll(pane, pane.verticalScrollBar().value() + 150)
        kept = picture(pane, 0, pane.viewport().height() - 150)
        assert kept == before.copy(0, 150, before.width(), before.height() - 150), f"at step {step}"


def test_the_wheel_turns_by_lines(pane: ConversationPane) -> None:
    pane.show_conversation(LONG, False)
    before = pane.verticalScrollBar().value()
    place = QPointF(pane.viewport().rect().center())
    event = QWheelEvent(
        place,
        pane.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane.viewport(), event)
    assert 20 < before - pane.verticalScrollBar().value() < 200


def test_both_ends_can_be_reached_from_anywhere(pane: ConversationPane) -> None:
    pane.show_conversation(LONG, False)
    for start in (0, 1500, 7000):
        scroll(pane, start)
        scroll(pane, end(pane))
        assert is_at_end(pane)
        assert not messages(pane)[-1].state().offscreen
        scroll(pane, 0)
        assert not messages(pane)[0].state().offscreen


def test_another_width_keeps_the_line_that_is_being_read(pane: ConversationPane) -> None:
    pane.show_conversation(LONG, False)
    scroll(pane, end(pane) // 2)
    texts = [message for message in messages(pane) if not message.state().offscreen]
    first = next(
        (message, offset)
        for message in texts
        for offset in range(0, message.textInterface().characterCount(), 10)
        if message.textInterface().characterRect(offset).top() >= pane.viewport().mapToGlobal(QPoint(0, 0)).y()
    )
    reader, offset = first[0].textInterface(), first[1]
    before = reader.characterRect(offset).top()
    for width in (520, 300, 900, 700):
        pane.resize(width, 600)
        pitch = reader.characterRect(offset).height()
        assert abs(reader.characterRect(offset).top() - before) <= pitch
    assert first[0].textInterface().characterRect(offset).top() == pytest.approx(before, abs=1)


def test_a_new_message_of_the_person_is_followed_to_the_end(pane: ConversationPane) -> None:
    pane.show_conversation(LONG, False)
    scroll(pane, 500)
    pane.show_conversation(RUNNING, True)
    assert is_at_end(pane)


def test_a_newer_value_of_the_conversation_moves_nothing(pane: ConversationPane) -> None:
    pane.show_conversation(LONG, False)
    scroll(pane, end(pane) // 3)
    before = picture(pane)
    pane.show_conversation(long_talk(), False)
    assert picture(pane) == before


def test_another_conversation_is_shown_from_its_end(pane: ConversationPane) -> None:
    pane.show_conversation(LONG, False)
    scroll(pane, 0)
    pane.show_conversation(long_talk(50, identity="other"), False)
    assert is_at_end(pane)
    assert len(messages(pane)) == 50
    pane.show_conversation(None, False)
    assert messages(pane) == []


def test_text_that_streams_elsewhere_is_there_when_one_comes(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(RUNNING, True)
    scroll(pane, 0)
    for number in range(30):
        stream(pane, qtbot, f"Paragraph {number}\n\n")
    scroll(pane, end(pane))
    assert messages(pane)[-1].textInterface().text(0, -1).count("Paragraph") == 30
    shown = [message.text(QAccessible.Text.Name) for message in messages(pane) if not message.state().offscreen]
    assert shown[-1].startswith("Assistant: Paragraph 0")


def test_hostile_texts_are_shown_quickly_and_whole(pane: ConversationPane) -> None:
    for hostile in ("x" * 10_000_000, "\n" * 2_000_000 + "x", "word " * 200_000, "\x00\u202e" * 50_000):
        conversation = talk("Hi", hostile, identity=hostile[:1])
        pane.show_conversation(conversation, False)
        click(pane, offered(messages(pane)[-1])["Copy message"])
        assert QApplication.clipboard().text() == hostile
        scroll(pane, end(pane) // 2)
        scroll(pane, end(pane))
        assert is_at_end(pane)


def test_the_handle_leads_to_the_true_ends(pane: ConversationPane) -> None:
    wide_letters = "\n\n".join(["W" * 300] * 40)
    pane.show_conversation(talk(wide_letters, "Yes"), False)
    bar = pane.verticalScrollBar()
    bar.setSliderDown(True)
    bar.setValue(500)
    bar.setValue(0)
    top = pane.viewport().mapFromGlobal(messages(pane)[0].rect().topLeft()).y()
    assert 0 < top < 50
    bar.setValue(end(pane))
    assert is_at_end(pane)
    bar.setSliderDown(False)
