"""The own format: what goes out comes back identical, and whatever else comes in is refused in words."""

import io
import json
import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from fakes.values import any_texts, conversations, jsons
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.errors import Kind, TransferError
from deeptrin_desktop.core.message import Message, Reply, ReplyState, Role, Timings
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.transfer import own_json

NOW = datetime(2025, 3, 1, 12, 30, tzinfo=UTC)
MARK = {"start": 0, "end": 1, "message": "a0"}
PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
unpaired = any_texts.filter(lambda text: not PAIR.search(text))
"""JSON cannot tell two halves of a character from the character."""
whole_conversations = st.lists(st.sampled_from("abc"), unique=True, max_size=3).flatmap(
    lambda ids: st.tuples(*(conversations(id_, unpaired) for id_ in ids))
)


def dumped(*conversations: Conversation) -> str:
    file = io.StringIO()
    own_json.dump(conversations, file)
    return file.getvalue()


def loaded(content: str | bytes) -> tuple[Conversation, ...]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.json"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return own_json.load(path)


def refused(content: str | bytes) -> str:
    with pytest.raises(TransferError) as caught:
        loaded(content)
    assert caught.value.failure.kind is Kind.NOT_AN_EXPORT
    assert caught.value.failure.path.endswith("export.json")
    assert len(caught.value.failure.said) <= 300
    return caught.value.failure.said


def example() -> Conversation:
    question = Message("q", Role.USER, "Why?\n\u2028Why 👩‍👩‍👧?", NOW)
    answers = [
        Message(f"a{index}", Role.ASSISTANT, text, NOW, "q", reply="r", choice=index)
        for index, text in enumerate(["Because", "So"])
    ]
    reply = Reply("r", ReplyState.STOPPED, "llama", Timings(NOW, 0.25), parameters=Parameters(stop=("\n",), n=2))
    return Conversation("c", NOW, NOW).with_messages([question, *answers]).with_reply(reply)


def with_change(change: Any, *path: str | int) -> str:
    """The example's export with another value at one place; `None` as the change takes it away."""
    export = json.loads(dumped(example()))
    *above, last = ("conversations", 0, *path)
    place = export
    for step in above:
        place = place[step]
    if change is None:
        del place[last]
    else:
        place[last] = change
    return json.dumps(export)


@given(whole_conversations)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_goes_out_comes_back_identical(conversations: tuple[Conversation, ...]) -> None:
    back = loaded(dumped(*conversations))
    assert back == conversations
    for before, after in zip(conversations, back, strict=True):
        assert [*after.tree.messages.values()] == [*before.tree.messages.values()]
        assert [*after.replies] == [*before.replies]
    assert dumped(*back) == dumped(*conversations)


def test_an_export_is_read_by_people_and_compared_line_by_line() -> None:
    assert (
        dumped(example())
        == """\
{
  "format": "deeptrin-desktop",
  "version": 1,
  "conversations": [
    {
      "id": "c",
      "created": "2025-03-01T12:30:00+00:00",
      "updated": "2025-03-01T12:30:00+00:00",
      "title": "Why?",
      "messages": [
        {
          "id": "q",
          "role": "user",
          "text": "Why?\\n\u2028Why 👩‍👩‍👧?",
          "created": "2025-03-01T12:30:00+00:00",
          "picked": true
        },
        {
          "id": "a0",
          "role": "assistant",
          "text": "Because",
          "created": "2025-03-01T12:30:00+00:00",
          "parent": "q",
          "reply": "r",
          "picked": true
        },
        {
          "id": "a1",
          "role": "assistant",
          "text": "So",
          "created": "2025-03-01T12:30:00+00:00",
          "parent": "q",
          "reply": "r",
          "choice": 1
        }
      ],
      "replies": [
        {
          "id": "r",
          "state": "stopped",
          "model": "llama",
          "timings": {
            "sent": "2025-03-01T12:30:00+00:00",
            "first_byte": 0.25
          },
          "parameters": {
            "stop": [
              "\\n"
            ],
            "n": 2
          }
        }
      ]
    }
  ]
}
"""
    )


def test_an_export_of_nothing_is_one_too() -> None:
    assert loaded(dumped()) == ()


def test_one_conversation_after_another_is_asked_for_and_written() -> None:
    file = io.StringIO()

    def one_by_one() -> Any:
        yield example()
        assert '"Because"' in file.getvalue()
        yield replace(example(), id="d")

    own_json.dump(one_by_one(), file)
    assert len(loaded(file.getvalue())) == 2


def test_long_lines_of_messages_are_no_trouble() -> None:
    messages = [Message(f"m{n}", Role.USER, "text", NOW, f"m{n - 1}" if n else None) for n in range(5000)]
    whole = Conversation("c", NOW, NOW).with_messages(messages)
    assert loaded(dumped(whole)) == (whole,)


@pytest.mark.parametrize("state", [ReplyState.WAITING, ReplyState.STREAMING])
def test_a_running_reply_was_interrupted(state: ReplyState) -> None:
    running = example().with_reply(replace(example().replies["r"], state=state))
    [back] = loaded(dumped(running))
    assert back == running.with_reply(replace(running.replies["r"], state=ReplyState.INTERRUPTED))


def test_what_a_later_version_adds_without_a_new_number_is_passed_over() -> None:
    assert loaded(with_change("blue", "colour")) == (example(),)


def test_where_no_version_is_picked_the_last_one_is() -> None:
    [back] = loaded(with_change(None, "messages", 1, "picked"))
    assert [message.id for message in back.tree.path()] == ["q", "a1"]


def test_a_byte_order_mark_is_passed_over() -> None:
    assert loaded(b"\xef\xbb\xbf" + dumped(example()).encode()) == (example(),)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "nothing in it"),
        (b" \n\t", "nothing in it"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"hello", "not JSON"),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "no text"),
        (b"{", "ends in the middle"),
        (b"[1, 2", "ends in the middle"),
        (b"[]", "no export of this program"),
        (b'{"messages": []}', "no export of this program"),
        (b'{"format": "deeptrin-desktop", "version": 0}', "version 0"),
        (b'{"format": "deeptrin-desktop"}', "version"),
        (b'{"format": "deeptrin-desktop", "version": 1}', "conversations"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"a":' * 200_000, "nested too deeply"),
        (b"9" * 5000, "too large"),
        (b"[1e999]", "1e999"),
        (b"[NaN]", "NaN"),
    ],
)
def test_what_is_no_export_is_said_in_words(content: bytes, words: str) -> None:
    assert words in refused(content)


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        (7, ["messages", 1, "text"], "$.conversations[0].messages[1].text"),
        (["Why?"], ["messages", 0, "text"], "$.conversations[0].messages[0].text"),
        (None, ["messages", 1, "text"], "$.conversations[0].messages[1]"),
        ("usher", ["messages", 1, "role"], "$.conversations[0].messages[1].role"),
        ("u\ud800", ["messages", 1, "role"], "half a character"),
        ("x" * 5000, ["messages", 1, "role"], "x"),
        ("a1", ["messages", 1, "parent"], "$.conversations[0].messages[1].parent"),
        ("a0", ["messages", 1, "parent"], "$.conversations[0].messages[1].parent"),
        ("nobody", ["messages", 2, "parent"], "$.conversations[0].messages[2].parent"),
        ("q", ["messages", 2, "id"], "$.conversations[0].messages[2].id"),
        ("", ["messages", 0, "id"], "$.conversations[0].messages[0].id"),
        (True, ["messages", 2, "picked"], "$.conversations[0].messages[2].picked"),
        (2**63, ["messages", 1, "choice"], "too large"),
        ("yesterday", ["created"], "$.conversations[0].created"),
        ("2025-03-01T12:30:00", ["updated"], "$.conversations[0].updated"),
        ("0001-01-01T00:00:00+14:00", ["messages", 0, "created"], "$.conversations[0].messages[0].created"),
        ("2025-03-01T12:30:00", ["replies", 0, "timings", "sent"], "$.conversations[0].replies[0].timings.sent"),
        ("failed", ["replies", 0, "state"], "$.conversations[0].replies[0].failure"),
        ({"kind": "tls"}, ["replies", 0, "failure"], "$.conversations[0].replies[0].failure"),
        ({"temperature": "hot"}, ["replies", 0, "parameters"], "$.conversations[0].replies[0].parameters.temperature"),
        ("many", ["messages"], "$.conversations[0].messages"),
        ({"text": 7}, ["document"], "$.conversations[0].document.text"),
        ({"text": "ab", "marks": [MARK, MARK]}, ["document"], "$.conversations[0].document.marks[1]"),
        ({"text": "", "marks": [MARK]}, ["document"], "$.conversations[0].document.marks[0]"),
        ({"place": {"at": 1, "reply": "r"}}, ["document"], "$.conversations[0].document.place.at"),
        ([{**MARK, "end": 99}], ["messages", 0, "marks"], "$.conversations[0].messages[0].marks[0]"),
    ],
)
def test_what_is_wrong_in_an_export_is_said_with_its_place(change: Any, path: list[str | int], words: str) -> None:
    assert words in refused(with_change(change, *path))


def test_two_conversations_or_replies_of_one_id_are_refused() -> None:
    assert "$.conversations[1].id" in refused(dumped(example(), example()))
    reply = json.loads(dumped(example()))["conversations"][0]["replies"][0]
    assert "$.conversations[0].replies[1].id" in refused(with_change([reply, reply], "replies"))


@given(st.integers(1, len(dumped(example()).encode()) - 3))
def test_a_file_that_was_cut_anywhere_is_refused(length: int) -> None:
    assert refused(dumped(example()).encode()[:length])


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a JSON value, as its container and its name or number there."""
    items = [*value.items()] if isinstance(value, dict) else [*enumerate(value)] if isinstance(value, list) else []
    return [(value, key) for key, _ in items] + [place for _, inner in items for place in places(inner)]


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_nothing_that_stands_in_a_file_is_worse_than_refused(data: st.DataObject) -> None:
    export = json.loads(dumped(example()))
    for _ in range(data.draw(st.integers(1, 3))):
        container, key = data.draw(st.sampled_from(places(export)))
        container[key] = data.draw(jsons | st.sampled_from(["q", "a0", "r", "c", "failed", True, None, 2**70]))
    with suppress(TransferError):
        back = loaded(json.dumps(export))
        assert loaded(dumped(*back)) == back


def test_a_file_of_a_newer_version_is_another_error() -> None:
    with pytest.raises(TransferError) as caught:
        loaded(b'{"format": "deeptrin-desktop", "version": 2, "wonders": []}')
    assert caught.value.failure.kind is Kind.NEWER_FILE
    assert "version 2" in caught.value.failure.said


def test_a_file_that_cannot_be_read_is_another_error(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.json"):
        with pytest.raises(TransferError) as caught:
            own_json.load(path)
        assert caught.value.failure.kind is Kind.UNREADABLE
        assert caught.value.failure.path == str(path)
        assert caught.value.failure.said
