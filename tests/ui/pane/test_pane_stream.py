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
    assert frames == [[("m1", "abc", "ABC")]]
    assert stream.take() == []


def test_messages_are_told_apart(qapp: object) -> None:
    stream = Stream(qapp)  # type: ignore[arg-type]
    stream.append([("m1", Delta(text="one")), ("m2", Delta(text="two")), ("m1", Delta(text=" more"))])
    assert stream.take() == [("m1", "one more", ""), ("m2", "two", "")]


def test_what_came_counts_until_the_reply_has_ended(qapp: object) -> None:
    stream = Stream(qapp)  # type: ignore[arg-type]
    stream.follow(RUNNING)
    stream.append([("m1", Delta(text="gin"))])
    stream.follow(RUNNING)
    assert stream.texts(RUNNING.tree.messages["m1"]) == ("Begin", "")
    done = ended(RUNNING, "m1", "Begin.")
    stream.follow(done)
    assert "m1" not in stream
    assert stream.texts(done.tree.messages["m1"]) == ("Begin.", "")


def test_a_value_that_holds_some_of_it_already_is_not_counted_twice(qapp: object) -> None:
    stream = Stream(qapp)  # type: ignore[arg-type]
    stream.follow(RUNNING)
    stream.append([("m1", Delta(text="gin"))])
    newer = with_version(RUNNING, "m1", "m1", "Begi")
    stream.follow(newer)
    assert stream.texts(newer.tree.messages["m1"])[0] == "Begin"


def test_another_conversation_begins_with_nothing(qapp: object) -> None:
    stream = Stream(qapp)  # type: ignore[arg-type]
    stream.append([("m1", Delta(text="gin"))])
    stream.clear()
    assert stream.take() == []
    assert "m1" not in stream
