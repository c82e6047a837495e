"""What the pane shows of messages and replies, and what it tells of what a person does with them."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.by_name import Heard
from ui.pane.talk import (
    click,
    copied,
    ended,
    messages,
    names,
    offered,
    picture,
    talk,
    with_picked,
    with_turn,
    with_version,
)

from deeptrin_desktop.core.errors import Failure, Kind, Remedy
from deeptrin_desktop.core.message import Delta, ReplyState, Usage
from deeptrin_desktop.ui.pane import ConversationPane

LIMIT = Failure(
    Kind.TOO_MANY_REQUESTS, said="Slow down.", host="example.org", status=429, request_id="req-1", seconds=20
)


def heard(pane: ConversationPane) -> Heard:
    return Heard(
        pane.version_chosen,
        pane.regenerate_asked,
        pane.retry_asked,
        pane.continue_asked,
        pane.edited,
        pane.remedy_asked,
    )


def described(pane: ConversationPane, index: int = -1) -> str:
    text: str = messages(pane)[index].text(QAccessible.Text.Description)
    return text


def press(pane: ConversationPane, name: str, index: int = -1) -> None:
    click(pane, offered(messages(pane)[index])[name])


def test_messages_are_shown_in_order(pane: ConversationPane) -> None:
    pane.show_conversation(talk("Hello", "Hi, what can I do?", "Nothing"), False)
    assert names(messages(pane)) == ["You: Hello", "Assistant: Hi, what can I do?", "You: Nothing"]


def test_a_reply_says_its_model_and_which_one_answered(pane: ConversationPane) -> None:
    conversation = talk("Hello", "Hi")
    pane.show_conversation(conversation, False)
    assert described(pane).startswith("a/model · ")
    reply = replace(conversation.replies["r1"], answering_model="b/other")
    pane.show_conversation(conversation.with_reply(reply), False)
    assert described(pane).startswith("a/model · answered by b/other · ")


def test_what_the_server_reported_is_said_quietly_above_the_reply(pane: ConversationPane) -> None:
    conversation = talk("Hello", "Hi")
    reply = conversation.replies["r1"]
    timings = replace(reply.timings, first_delta=0.5, ended=10.5)
    pane.show_conversation(conversation.with_reply(replace(reply, usage=Usage(1200, 400), timings=timings)), False)
    figures = "1,200 tokens in · 400 tokens out · first text after 0.50 s · 40 tokens/s"
    assert figures in described(pane).replace("1200", "1,200")
    pane.show_conversation(conversation.with_reply(replace(reply, usage=None, timings=timings)), False)
    assert "tokens" not in described(pane)


def test_the_reply_that_the_keys_are_on_is_inspected_or_else_the_last(pane: ConversationPane) -> None:
    asked = Heard(pane.inspect_asked)
    pane.show_conversation(talk("Hello", "Hi", "More", "Yes", "Unanswered"), False)
    pane.inspect()
    pane.focus_message("m1")
    pane.inspect()
    pane.focus_message("m2")
    pane.inspect()
    assert asked.all == ["m3", "m1", "m3"]
    pane.show_conversation(None, False)
    pane.inspect()
    assert len(asked.all) == 3


@pytest.mark.parametrize(
    ("state", "words", "offers"),
    [
        (ReplyState.DONE, "", {"Copy message", "Regenerate"}),
        (ReplyState.LENGTH, "Length limit reached", {"Copy message", "Regenerate", "Continue"}),
        (ReplyState.FILTERED, "Cut off", {"Copy message", "Regenerate"}),
        (ReplyState.STOPPED, "Stopped", {"Copy message", "Retry", "Continue"}),
        (ReplyState.INTERRUPTED, "Interrupted", {"Copy message", "Retry", "Continue"}),
        (ReplyState.INCOMPLETE, "Incomplete", {"Copy message", "Retry", "Continue"}),
    ],
)
def test_how_a_reply_ended_is_said_and_what_can_be_done(
    pane: ConversationPane, state: ReplyState, words: str, offers: set[str]
) -> None:
    pane.show_conversation(talk("Hello", "Some of the ans", state=state), False)
    assert words in described(pane)
    assert set(offered(messages(pane)[1])) == {*offers, "Inspect"}
    assert set(offered(messages(pane)[0])) == {"Copy message", "Edit message"}


def test_a_reply_without_text_says_so_and_has_nothing_to_copy_or_go_on_from(pane: ConversationPane) -> None:
    pane.show_conversation(talk("Hello", "", state=ReplyState.INCOMPLETE), False)
    assert "The server sent no text" in described(pane)
    assert set(offered(messages(pane)[1])) == {"Retry", "Inspect"}


def test_a_reply_that_waits_says_so_until_text_comes(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(talk("Hello", "", state=ReplyState.WAITING), True)
    assert "Waiting" in described(pane)
    with qtbot.waitSignal(pane.synced):
        pane.append([("m1", Delta(text="Hi"))])
    assert "Waiting" not in described(pane)
    assert names(messages(pane))[1] == "Assistant: Hi"


def test_while_a_reply_runs_nothing_is_offered_that_starts_another(pane: ConversationPane) -> None:
    running = with_turn(with_turn(talk("Hello", "Hi"), "More"), "", state=ReplyState.STREAMING)
    pane.show_conversation(running, True)
    assert set().union(*(offered(message) for message in messages(pane))) == {"Copy message", "Inspect"}
    pane.show_conversation(ended(running, "m3", "Done"), False)
    assert "Regenerate" in offered(messages(pane)[3])
    assert "Edit message" in offered(messages(pane)[2])


def test_an_error_is_said_with_all_that_helps(pane: ConversationPane) -> None:
    pane.show_conversation(talk("Hello", "Some of", state=ReplyState.FAILED, failure=LIMIT), False)
    for part in ("takes no more requests", "Slow down.", "429", "req-1"):
        assert part in described(pane)
    press(pane, "Copy details")
    assert "Slow down." in QApplication.clipboard().text()
    asked = heard(pane)
    press(pane, "Retry")
    assert asked.all == ["m1"]


def test_what_may_help_against_an_error_is_asked_for(pane: ConversationPane) -> None:
    failure = Failure(Kind.KEY_REFUSED, host="example.org")
    pane.show_conversation(talk("Hello", "", state=ReplyState.FAILED, failure=failure), False)
    asked = heard(pane)
    press(pane, "Open connections")
    assert asked.all == [(Remedy.CONNECTION, "m1")]


@pytest.mark.parametrize(
    ("name", "index", "state"),
    [("Regenerate", 1, ReplyState.DONE), ("Retry", 1, ReplyState.STOPPED), ("Continue", 1, ReplyState.STOPPED)],
)
def test_what_is_pressed_is_told(pane: ConversationPane, name: str, index: int, state: ReplyState) -> None:
    pane.show_conversation(talk("Hello", "Hi", state=state), False)
    asked = heard(pane)
    press(pane, name, index)
    assert asked.all == ["m1"]


def test_versions_are_counted_and_chosen(pane: ConversationPane) -> None:
    conversation = with_version(talk("Hello", "First"), "m1", "m1b", "Second")
    pane.show_conversation(conversation, False)
    assert names(messages(pane)) == ["You: Hello", "Assistant: Second"]
    assert "Next version" not in offered(messages(pane)[1])
    asked = heard(pane)
    press(pane, "Previous version")
    assert asked.all == ["m1"]
    pane.show_conversation(with_picked(conversation, "m1"), False)
    assert names(messages(pane)) == ["You: Hello", "Assistant: First"]
    assert set(offered(messages(pane)[1])) >= {"Next version"}


def test_versions_that_stream_side_by_side_lose_nothing_when_one_looks_at_the_other(
    pane: ConversationPane, qtbot: QtBot
) -> None:
    running = with_version(talk("Hello", "", state=ReplyState.STREAMING), "m1", "m1b", "")
    pane.show_conversation(running, True)
    with qtbot.waitSignal(pane.synced):
        pane.append([("m1", Delta(text="one")), ("m1b", Delta(text="two"))])
    assert names(messages(pane))[1] == "Assistant: two"
    pane.show_conversation(with_picked(running, "m1"), True)
    assert names(messages(pane))[1] == "Assistant: one"
    pane.append([("m1b", Delta(text=" more")), ("m1", Delta(text=" more"))])
    pane.show_conversation(running, True)
    assert names(messages(pane))[1] == "Assistant: two more"


def test_a_reply_that_ended_holds_the_whole_text(pane: ConversationPane) -> None:
    running = talk("Hello", "", state=ReplyState.STREAMING)
    pane.show_conversation(running, True)
    pane.append([("m1", Delta(text="The whole"))])
    pane.show_conversation(ended(running, "m1", "The whole text"), False)
    assert names(messages(pane))[1] == "Assistant: The whole text"


def test_reasoning_is_folded_away_and_kept(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(talk("Hello", "", state=ReplyState.STREAMING), True)
    with qtbot.waitSignal(pane.synced):
        pane.append([("m1", Delta(reasoning="Let me think. ")), ("m1", Delta(text="Hi"))])
    fold = offered(messages(pane)[1])["Reasoning"]
    assert fold.state().collapsed
    pane.select_all()
    assert copied(pane) == "Hello\n\nHi"
    before = picture(pane)
    click(pane, fold)
    assert fold.state().expanded
    assert fold.text(QAccessible.Text.Description) == "Let me think. "
    assert picture(pane) != before
    pane.select_all()
    assert copied(pane) == "Hello\n\nLet me think.\n\nHi"
    click(pane, fold)
    assert fold.state().collapsed


def test_actions_do_not_move_the_text(pane: ConversationPane) -> None:
    pane.show_conversation(talk("Hello", "Hi", "Bye", "See you"), False)
    before = picture(pane)
    tops = [message.rect().top() for message in messages(pane)]
    pane.setFocus()
    pane.focus_message("m1")
    assert picture(pane) != before
    assert [message.rect().top() for message in messages(pane)] == tops


def test_an_empty_pane_says_what_to_do(pane: ConversationPane) -> None:
    blank = picture(pane)
    pane.show_conversation(talk(identity="empty"), False)
    assert picture(pane) == blank
    colours = {blank.pixel(x, blank.height() // 2) for x in range(blank.width())}
    assert len(colours) > 1


def test_nothing_is_drawn_outside_of_what_changed(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(talk("Hello", "Be", state=ReplyState.STREAMING), True)
    QApplication.processEvents()
    painted = []
    original = pane.paintEvent

    def watched(event: object) -> None:
        painted.append(event.rect())  # type: ignore[attr-defined]
        original(event)  # type: ignore[arg-type]

    pane.paintEvent = watched  # type: ignore[method-assign]
    with qtbot.waitSignal(pane.synced):
        pane.append([("m1", Delta(text="gin"))])
    qtbot.waitUntil(lambda: bool(painted))
    rects = messages(pane)[0].rect()
    assert all(rect.top() > pane.viewport().mapFromGlobal(rects.bottomLeft()).y() for rect in painted)


def test_one_can_press_on_through_the_versions(pane: ConversationPane) -> None:
    conversation = talk("Hello", "Short one. " * 200, "And?", "Well")
    conversation = with_version(conversation, "m1", "m1b", "Long one. " * 700)
    pane.show_conversation(conversation, False)
    place = offered(messages(pane)[1])["Previous version"].rect()
    for shown, button in (("m1", "Previous version"), ("m1b", "Next version"), ("m1", "Previous version")):
        press(pane, button, 1)
        pane.show_conversation(with_picked(conversation, shown), False)
        other = "Next version" if shown == "m1" else "Previous version"
        assert offered(messages(pane)[1])[other].rect().top() == place.top()


def test_regenerating_shows_the_new_reply_in_the_place_of_the_old(pane: ConversationPane, qtbot: QtBot) -> None:
    conversation = talk("Hello", "A reply. " * 300)
    pane.show_conversation(conversation, False)
    running = with_version(conversation, "m1", "m1b", "")
    reply = replace(running.replies["r1"], id="r1b", state=ReplyState.WAITING)
    running = running.with_reply(reply).with_message(replace(running.tree.messages["m1b"], reply="r1b"))
    pane.show_conversation(running, True)
    assert "Waiting" in described(pane)
    assert not messages(pane)[1].state().offscreen
    with qtbot.waitSignal(pane.synced):
        pane.append([("m1b", Delta(text="Another reply. " * 300))])
    assert pane.verticalScrollBar().value() == pane.verticalScrollBar().maximum()


def test_a_copied_message_says_so_for_a_moment(pane: ConversationPane) -> None:
    pane.show_conversation(talk("Hello", "Hi"), False)
    button = offered(messages(pane)[1])["Copy message"]
    before = picture(pane)
    button.actionInterface().doAction(button.actionInterface().pressAction())
    QApplication.processEvents()
    assert QApplication.clipboard().text() == "Hi"
    assert picture(pane) != before
