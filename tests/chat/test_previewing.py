"""The preview is the request that would go out, with long texts and long conversations made short and said to be."""

from dataclasses import replace
from datetime import UTC, datetime

from deeptrin_desktop.chat.previewing import preview_of
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Conversation, Mode, Settings
from deeptrin_desktop.core.document import Document
from deeptrin_desktop.core.message import Message, Role
from deeptrin_desktop.core.parameters import Parameters

NOW = datetime(2025, 1, 1, tzinfo=UTC)
CONNECTION = Connection("c", "Test", "http://localhost/v1", include_usage=True)
EMPTY = Conversation("id", NOW, NOW, settings=Settings("c", "a-model", "Be kind.", Parameters(temperature=0.5, n=2)))


def of_messages(*texts: str) -> Conversation:
    parent = None
    conversation = EMPTY
    for number, text in enumerate(texts):
        role = Role.ASSISTANT if number % 2 else Role.USER
        conversation = conversation.with_message(Message(str(number), role, text, NOW, parent))
        parent = str(number)
    return conversation


def test_the_draft_is_what_would_be_sent_next() -> None:
    preview = preview_of(replace(of_messages("Hi", "Hello"), draft="And now?"), connection=CONNECTION)
    assert preview.url == "http://localhost/v1/chat/completions"
    assert preview.body == {
        "model": "a-model",
        "messages": [
            {"role": "system", "content": "Be kind."},
            {"role": "user", "content": "Hi"},
            {"role": "assistant", "content": "Hello"},
            {"role": "user", "content": "And now?"},
        ],
        "temperature": 0.5,
        "n": 2,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    assert not preview.shortened


def test_a_completion_is_previewed_as_its_prompt() -> None:
    preview = preview_of(replace(EMPTY, mode=Mode.COMPLETION, document=Document("Once upon")), connection=CONNECTION)
    assert preview.url == "http://localhost/v1/completions"
    assert (preview.body["prompt"], preview.shortened) == ("Once upon", False)


def test_a_long_text_is_cut_and_said_to_be() -> None:
    preview = preview_of(replace(EMPTY, draft="x" * 5000), connection=CONNECTION)
    messages = preview.body["messages"]
    assert isinstance(messages, list)
    assert messages[-1]["content"] == "x" * 240 + "… (5,000 characters)"
    assert preview.shortened


def test_of_a_long_conversation_the_ends_are_shown() -> None:
    preview = preview_of(of_messages(*(f"text {number}" for number in range(100))), connection=CONNECTION)
    messages = preview.body["messages"]
    assert isinstance(messages, list)
    assert (len(messages), messages[2]) == (9, "… 93 more messages …")
    assert messages[-1] == {"role": "assistant", "content": "text 99"}
    assert preview.shortened
