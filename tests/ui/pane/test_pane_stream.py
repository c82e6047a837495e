"""Deltas wait for one frame, and are kept until the conversation holds them."""

from pytestqt.qtbot import QtBot
from ui.pane.talk import ended, talk, with_version

from deeptrin_desktop.core.message import Delta, ReplyState
from deeptrin_desktop.ui.pane.stream import Stream

RUNNING = talk("Hi", "Be", state=ReplyState.STREAMING)


def message(conversation: object = RUNNING, identity: str = "m1") -> object:
    return RUNNING.tree.messages[identity]


def test_many_deltas_cost_one_frame(qtbot: QtBot, qapp: object) -> None:
    stream = Stream(qapp)  # type: ignore[arg-type]
    frames = []
    stream.frame_due.connect(lambda: frames.append(stream.take()))
    with qtbot.waitSignal(stream.frame_due):
        for word in ("a", "b", "c"):
            stream.append([("m1", Delta(text=word, reasoning=word.upper()))])
    assert frames == [[("m1", Delta(text="abc", reasoning="ABC"))]]
    assert stream.take() == []


def test_messages_are_told_apart(qapp: object) -> None:
    stream = Stream(qapp)  # type: ignore[arg-type]
    stream.append([("m1", Delta(text="one")), ("m2", Delta(text="two")), ("m1", Delta(text=" more"))])
    assert stream.take() == [("m1", Delta(text="one more")), ("m2", Delta(text="two"))]


def test_what_came_counts_until_the_reply_has_ended(qapp: object) -> None:
    stream = Stream(qapp)  # type: ignore[arg-type]
    stream.follow(RUNNING)
    stream.append([("m1", Delta(text="gin"))])
    stream.follow(RUNNING)
    assert stream.grown(RUNNING.tree.messages["m1"]).text == "Begin"
    done = ended(RUNNING, "m1", "Begin.")
    stream.follow(done)
    assert "m1" not in stream
    assert stream.grown(done.tree.messages["m1"]) is done.tree.messages["m1"]


def test_a_value_that_holds_some_of_it_already_is_not_counted_twice(qapp: object) -> None:
    stream = Stream(qapp)  # type: ignore[arg-type]
    stream.follow(RUNNING)
    stream.append([("m1", Delta(text="gin"))])
    newer = with_version(RUNNING, "m1", "m1", "Begi")
    stream.follow(newer)
    assert stream.grown(newer.tree.messages["m1"]).text == "Begin"


def test_a_value_that_holds_more_is_gone_on_from(qapp: object) -> None:
    stream = Stream(qapp)  # type: ignore[arg-type]
    stream.follow(RUNNING)
    stream.append([("m1", Delta(text="g"))])
    stream.take()
    stream.follow(with_version(RUNNING, "m1", "m1", "Begin"))
    stream.append([("m1", Delta(text="ning", finish_reason="stop"))])
    stream.follow(RUNNING)
    grown = stream.grown(RUNNING.tree.messages["m1"])
    assert (grown.text, grown.finish_reason) == ("Beginning", "stop")


def test_another_conversation_begins_with_nothing(qapp: object) -> None:
    stream = Stream(qapp)  # type: ignore[arg-type]
    stream.append([("m1", Delta(text="gin"))])
    stream.clear()
    assert stream.take() == []
    assert "m1" not in stream
