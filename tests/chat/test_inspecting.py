"""What is known of a reply: the body rebuilt from what is stored, proved by its hash, and what was recorded."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from deeptrin_desktop.chat.asking import request_after
from deeptrin_desktop.chat.inspecting import Check, inspect
from deeptrin_desktop.chat.recording import Recording
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Conversation, Mode, Settings
from deeptrin_desktop.core.message import Message, Reply, ReplyState, Role, Timings, Usage
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.request import hash_of
from deeptrin_desktop.core.wire import Answered, Sent, Sight

NOW = datetime(2025, 1, 1, tzinfo=UTC)
CONNECTION = Connection("c", "Test", "http://localhost/v1", has_key=True)
SETTINGS = Settings("c", "a-model", "Be kind.", Parameters(temperature=0.5, stop=("\n", "'"), logit_bias={"7": -1}))
SENT = Sent("POST /v1/chat/completions HTTP/1.1", (), "hash")
OK = Answered("HTTP/1.1 200 OK", ())


def asked(mode: Mode = Mode.CHAT, *, include_usage: bool = False, continued: bool = False) -> Conversation:
    """A conversation with a question and its reply `r`, whose hash is that of what was sent."""
    question = Message("q", Role.USER, "Why? \ud800", NOW)
    partial = Message("p", Role.ASSISTANT, "Beca", NOW, "q")
    conversation = Conversation("id", NOW, NOW, mode=mode, settings=SETTINGS).with_messages(
        [question, *([partial] if continued else [])]
    )
    connection = replace(CONNECTION, include_usage=include_usage)
    request = request_after(conversation, [*conversation.tree.path()], connection=connection)
    reply = Reply(
        "r",
        ReplyState.DONE,
        SETTINGS.model,
        Timings(NOW),
        SETTINGS.parameters,
        system_prompt=SETTINGS.system_prompt,
        base_url=CONNECTION.base_url,
        continues="p" if continued else "",
        body_hash=hash_of(request.encoded()),
        with_key=True,
    )
    answers = [Message(f"a{n}", Role.ASSISTANT, "Because", NOW, "q", reply="r", choice=n) for n in range(2)]
    changed = replace(conversation, settings=Settings("other", "another", parameters=Parameters(n=9), stream=False))
    return changed.with_reply(reply).with_messages(answers)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("include_usage", [True, False])
@pytest.mark.parametrize("continued", [True, False])
def test_the_body_is_what_was_sent_whatever_the_settings_are_now(
    mode: Mode, include_usage: bool, continued: bool
) -> None:
    conversation = asked(mode, include_usage=include_usage, continued=continued)
    inspection = inspect(conversation, conversation.replies["r"], None)
    assert inspection.check is Check.SAME
    assert hash_of(inspection.call.body) == conversation.replies["r"].body_hash
    assert (b"include_usage" in inspection.call.body) == include_usage
    assert inspection.call.url == f"http://localhost/v1/{'chat/' if mode is Mode.CHAT else ''}completions"
    assert inspection.call.with_key
    assert [choice.id for choice in inspection.choices] == ["a0", "a1"]


def test_a_body_that_cannot_be_rebuilt_is_said_to_be_another() -> None:
    conversation = asked()
    edited = conversation.with_message(replace(conversation.tree.messages["q"], text="Why not?"))
    assert inspect(edited, edited.replies["r"], None).check is Check.OTHER
    unknown = replace(conversation.replies["r"], body_hash="")
    assert inspect(conversation, unknown, None).check is Check.NO_HASH


def recorded(*pieces: bytes) -> Recording:
    recording = Recording()
    sights: list[Sight] = [SENT, Answered("HTTP/1.1 400 No", ()), b"no", SENT, OK, *pieces]
    for sight in sights:
        recording.take(sight)
    return recording


STREAM = 'data: {"a": 1}\n\n: ping\n\nevent: x\r\ndata: 2\r\ndata: \u00fc\r\n\r\n\rdata: 3\r\rdata: [DONE]\n\n'.encode()
EVENTS = ['data: {"a": 1}', ": ping", "event: x\r\ndata: 2\r\ndata: \u00fc", "data: 3", "data: [DONE]"]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_the_events_of_the_last_attempt_are_cut_as_they_came(size: int) -> None:
    conversation = asked()
    recording = recorded(*(STREAM[start : start + size] for start in range(0, len(STREAM), size)))
    inspection = inspect(conversation, conversation.replies["r"], recording.copy())
    assert [event.text for event in inspection.events] == EVENTS
    times = [event.seconds for event in inspection.events]
    assert times == sorted(times)
    assert [attempt.answered for attempt in inspection.attempts] == [Answered("HTTP/1.1 400 No", ()), OK]


def test_a_body_that_is_no_stream_is_one_event() -> None:
    conversation = asked()
    body = b'{\n\n "choices": []}'
    [event] = inspect(conversation, conversation.replies["r"], recorded(body)).events
    assert event.text == body.decode()


def test_a_copy_stays_as_it_is_while_more_comes() -> None:
    recording = recorded(b"data: 1\n\n")
    copied = recording.copy()
    recording.take(b"data: 2\n\n")
    recording.forget_answers()
    conversation = asked()
    assert [event.text for event in inspect(conversation, conversation.replies["r"], copied).events] == ["data: 1"]


def test_tokens_that_the_server_did_not_report_are_estimated_without_the_text_that_was_given() -> None:
    conversation = asked(continued=True)
    timings = Timings(NOW, 0.1, 0.5, 1.5)
    silent = replace(conversation.replies["r"], timings=timings)
    figures = inspect(conversation, silent, None).figures
    assert (figures.tokens_in, figures.tokens_out, figures.estimated, figures.speed) == (None, 1, True, 1.0)
    told = replace(silent, usage=Usage(12, 30, 42))
    figures = inspect(conversation, told, None).figures
    assert (figures.tokens_in, figures.tokens_out, figures.estimated, figures.speed) == (12, 30, False, 30.0)
