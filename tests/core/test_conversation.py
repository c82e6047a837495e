"""The tree of messages: every action keeps one active path, and nothing is lost."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deeptrin_desktop.core.conversation import LONGEST_TITLE, Conversation, Tree, title_of
from deeptrin_desktop.core.document import Document, Place
from deeptrin_desktop.core.message import Message, Reply, ReplyState, Role, Timings, choice_state

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def message(name: str, parent: str | None = None, **more: object) -> Message:
    return Message(name, Role.USER, name, created=NOW, parent=parent, **more)  # type: ignore[arg-type]


def ids(tree: Tree) -> list[str]:
    return [message.id for message in tree.path()]


def test_a_new_message_is_picked_and_its_siblings_stay() -> None:
    tree = Tree().with_message(message("a")).with_message(message("b", "a")).with_message(message("c", "b"))
    tree = tree.with_message(message("b2", "a"))
    assert ids(tree) == ["a", "b2"]
    assert tree.versions("b") == ("b", "b2")
    assert ids(tree.with_picked("b")) == ["a", "b", "c"]
    assert ids(tree.with_picked("c")) == ["a", "b", "c"]


def test_a_further_choice_does_not_take_the_pick() -> None:
    tree = Tree().with_message(message("a"))
    for index, name in enumerate("xyz"):
        tree = tree.with_message(message(name, "a", reply="r", choice=index))
    assert ids(tree) == ["a", "x"]
    assert ids(tree.with_message(message("again", "a", reply="s"))) == ["a", "again"]


def test_replacing_a_message_moves_nothing() -> None:
    tree = Tree().with_message(message("a")).with_message(message("b", "a")).with_message(message("b2", "a"))
    tree = tree.with_message(message("b", "a", reasoning="thought"))
    assert ids(tree) == ["a", "b2"]
    assert tree.messages["b"].reasoning == "thought"


def test_an_unknown_parent_is_refused() -> None:
    with pytest.raises(KeyError):
        Tree().with_message(message("b", "a"))


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 50)), max_size=40))
def test_any_actions_leave_one_path_to_a_leaf(actions: list[tuple[bool, int]]) -> None:
    tree = Tree()
    names: list[str] = []
    for adds, number in actions:
        target = names[number % len(names)] if names else None
        if adds or target is None:
            names.append(f"m{len(names)}")
            tree = tree.with_message(message(names[-1], target if number % 7 else None))
        else:
            tree = tree.with_picked(target)
            assert target in ids(tree)
        path = tree.path()
        assert [step.parent for step in path] == [None, *(step.id for step in path[:-1])][: len(path)]
        assert path[-1].id not in tree.children
        assert set(tree.messages) == set(names)


def test_the_first_message_names_the_conversation() -> None:
    conversation = Conversation("c", created=NOW, updated=NOW).with_message(message("\n  Hello there  \nmore"))
    assert conversation.title == "Hello there"
    assert conversation.with_message(message("b")).title == "Hello there"
    assert len(title_of("x" * 500)) == LONGEST_TITLE


def test_the_title_of_a_document_is_what_was_written_before_anything_was_generated() -> None:
    conversation = Conversation("c", created=NOW, updated=NOW).with_document(Document("Once upon a time"))
    generated = Document("Once upon a time", place=Place(16, "r")).with_generated("Answer to that", "m")
    assert conversation.with_document(generated).title == "Once upon a time"
    all_of_it = Document("", place=Place(0, "r")).with_generated("An answer", "m")
    assert conversation.with_document(all_of_it).title == "An answer"


def with_choices(conversation: Conversation, reply: str, *names: str, decided: bool = False) -> Conversation:
    """A reply to the message `a`."""
    made = Reply(reply, ReplyState.DONE, "m", Timings(sent=NOW), decided=decided)
    choices = [message(name, "a", reply=reply, choice=index) for index, name in enumerate(names)]
    return conversation.with_reply(made).with_messages(choices)


def shown(conversation: Conversation) -> list[str]:
    return [message.id for message in conversation.shown()]


def test_choices_stand_side_by_side_until_somebody_decides() -> None:
    asked = Conversation("c", created=NOW, updated=NOW).with_message(message("a"))
    assert shown(replace(asked, tree=Tree())) == []
    assert shown(asked) == ["a"]
    open_ = with_choices(asked, "r", "x", "y", "z")
    assert shown(open_) == ["a", "x", "y", "z"]
    assert shown(replace(open_, tree=open_.tree.with_picked("y"))) == ["a", "x", "y", "z"]
    assert shown(with_choices(asked, "r", "x", "y", decided=True)) == ["a", "x"]


def test_choices_of_which_nothing_came_are_one() -> None:
    open_ = with_choices(Conversation("c", created=NOW, updated=NOW).with_message(message("a")), "r", "x", "y")
    for name in ("x", "y"):
        open_ = open_.with_message(replace(open_.tree.messages[name], text=""))
    assert shown(replace(open_, tree=open_.tree.with_picked("y"))) == ["a", "x"]
    assert open_.versions(open_.tree.messages["y"]) == (("x",),)
    waiting = replace(open_.replies["r"], state=ReplyState.WAITING)
    assert shown(open_.with_reply(waiting)) == ["a", "x", "y"]
    thought = replace(open_.tree.messages["y"], reasoning="Hm.")
    assert shown(open_.with_message(thought)) == ["a", "x", "y"]


def test_what_follows_a_choice_decides_for_it() -> None:
    asked = Conversation("c", created=NOW, updated=NOW).with_message(message("a"))
    went_on = with_choices(asked, "r", "x", "y").with_message(message("b", "x"))
    assert shown(went_on) == ["a", "x", "b"]
    assert shown(replace(went_on, tree=went_on.tree.with_picked("y"))) == ["a", "y"]


def test_choices_stand_by_their_index_however_they_came() -> None:
    asked = Conversation("c", created=NOW, updated=NOW).with_message(message("a"))
    late = with_choices(asked, "r", "x").with_message(message("z", "a", reply="r", choice=7))
    assert shown(late.with_message(message("y", "a", reply="r", choice=2))) == ["a", "x", "y", "z"]


def test_choices_side_by_side_are_one_version() -> None:
    asked = Conversation("c", created=NOW, updated=NOW).with_message(message("a"))
    both = with_choices(with_choices(asked, "r", "x", "y"), "s", "v", "w", decided=True)
    assert both.versions(both.tree.messages["y"]) == (("x", "y"), ("v",), ("w",))
    assert both.versions(both.tree.messages["a"]) == (("a",),)


@pytest.mark.parametrize(
    ("state", "finish_reason", "shown"),
    [
        (ReplyState.DONE, "stop", ReplyState.DONE),
        (ReplyState.DONE, "length", ReplyState.LENGTH),
        (ReplyState.DONE, "content_filter", ReplyState.FILTERED),
        (ReplyState.DONE, "something new", ReplyState.DONE),
        (ReplyState.STREAMING, "", ReplyState.STREAMING),
        (ReplyState.STREAMING, "stop", ReplyState.DONE),
        (ReplyState.STOPPED, "", ReplyState.STOPPED),
        (ReplyState.STOPPED, "length", ReplyState.LENGTH),
        (ReplyState.FAILED, "stop", ReplyState.FAILED),
    ],
)
def test_each_choice_has_its_own_state(state: ReplyState, finish_reason: str, shown: ReplyState) -> None:
    reply = Reply("r", state, "m", Timings(sent=NOW))
    assert choice_state(reply, message("a", reply="r", finish_reason=finish_reason)) is shown
