"""Values to rows and back. Times are UTC in ISO format, so that they sort as text.

`message_of` and `reply_of` run thousands of times when a conversation is opened, and take their columns one by one:
slices and JSON in them would cost a quarter of the whole. A row may have more columns at its end.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from deeptrin_desktop.core.connection import Connection, Timeouts
from deeptrin_desktop.core.conversation import Conversation, Mode, Settings, Tree
from deeptrin_desktop.core.document import Document, Mark, Marks, Place
from deeptrin_desktop.core.errors import Failure, Kind
from deeptrin_desktop.core.message import Message, Reply, ReplyState, Role, Timings, Usage
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.store.database import Row, Value

CONVERSATION_COLUMNS = (
    *("id", "created", "updated", "title", "mode"),
    *("connection", "model", "system_prompt", "parameters", "stream", "preset", "unsent", "draft", "edits"),
)
MESSAGE_COLUMNS = (
    *("id", "role", "text", "created", "parent", "reasoning", "reply", "choice", "finish_reason"),
    *("rest", "marks"),
)
DOCUMENT_COLUMNS = ("text", "marks", "place", "reply")
REPLY_COLUMNS = (
    *("id", "state", "model", "sent", "first_byte", "first_delta", "ended", "parameters", "stream", "system_prompt"),
    *("base_url", "continues", "answering_model", "request_id", "failure"),
    *("usage", "prompt_tokens", "completion_tokens", "total_tokens", "decided"),
    *("body_hash", "with_key", "retries"),
)
CONNECTION_COLUMNS = (
    *("id", "name", "base_url", "has_key", "include_usage"),
    *("parameters", "connect_timeout", "first_byte_timeout", "idle_timeout"),
)

_ROLES = {role.value: role for role in Role}
_STATES = {state.value: state for state in ReplyState}
_NO_MARKS = "[]"


def conversation_row(conversation: Conversation) -> tuple[Value, ...]:
    settings = conversation.settings
    return (
        conversation.id,
        stored_time(conversation.created),
        stored_time(conversation.updated),
        conversation.title,
        conversation.mode.value,
        settings.connection,
        settings.model,
        settings.system_prompt,
        stored_json(settings.parameters.as_body()),
        settings.stream,
        settings.preset,
        stored_json(sorted(settings.unsent)),
        conversation.draft,
        stored_json(dict(conversation.edits)),
    )


def conversation_of(row: Row, *, tree: Tree, replies: Mapping[str, Reply], document: Document | None) -> Conversation:
    id_, created, updated, title, mode, *settings, draft, edits = row
    return Conversation(
        id_,
        created=datetime.fromisoformat(created),
        updated=datetime.fromisoformat(updated),
        title=title,
        mode=Mode(mode),
        settings=_settings_of(settings),
        draft=draft,
        edits=edits_of(edits),
        tree=tree,
        replies=replies,
        document=document,
    )


def _settings_of(row: Sequence[Any]) -> Settings:
    connection, model, system_prompt, parameters, stream, preset, unsent = row
    return Settings(
        connection, model, system_prompt, parameters_of(parameters), bool(stream), preset, unsent_of(unsent)
    )


def message_row(message: Message) -> tuple[Value, ...]:
    return (
        message.id,
        message.role.value,
        message.text,
        stored_time(message.created),
        message.parent,
        message.reasoning,
        message.reply,
        message.choice,
        message.finish_reason,
        message.rest,
        _stored_marks(message.marks),
    )


def message_of(row: Row) -> Message:
    return Message(
        row[0],
        _ROLES[row[1]],
        row[2],
        datetime.fromisoformat(row[3]),
        row[4],
        row[5],
        row[6],
        row[7],
        row[8],
        row[9],
        marks_of(row[10]),
    )


def document_row(document: Document) -> tuple[Value, ...]:
    at, reply = (document.place.at, document.place.reply) if document.place else (None, "")
    return document.text, _stored_marks(document.marks), at, reply


def document_of(row: Row) -> Document:
    text, marks, at, reply = row
    return Document(text, marks_of(marks), None if at is None else Place(at, reply))


def reply_row(reply: Reply) -> tuple[Value, ...]:
    timings, usage = reply.timings, reply.usage or Usage()
    return (
        reply.id,
        reply.state.value,
        reply.model,
        stored_time(timings.sent),
        timings.first_byte,
        timings.first_delta,
        timings.ended,
        stored_json(reply.parameters.as_body()),
        reply.stream,
        reply.system_prompt,
        reply.base_url,
        reply.continues,
        reply.answering_model,
        reply.request_id,
        stored_json(asdict(reply.failure)) if reply.failure else None,
        reply.usage is not None,
        usage.prompt_tokens,
        usage.completion_tokens,
        usage.total_tokens,
        reply.decided,
        reply.body_hash,
        reply.with_key,
        reply.retries,
    )


def reply_of(row: Row) -> Reply:
    return Reply(
        row[0],
        _STATES[row[1]],
        row[2],
        Timings(datetime.fromisoformat(row[3]), row[4], row[5], row[6]),
        parameters_of(row[7]),
        bool(row[8]),
        row[9],
        row[10],
        row[11],
        row[12],
        Usage(row[16], row[17], row[18]) if row[15] else None,
        row[13],
        failure_of(row[14]),
        bool(row[19]),
        row[20],
        bool(row[21]),
        row[22],
    )


def connection_row(connection: Connection) -> tuple[Value, ...]:
    timeouts = connection.timeouts
    return (
        connection.id,
        connection.name,
        connection.base_url,
        connection.has_key,
        connection.include_usage,
        stored_json(connection.parameters.as_body()),
        timeouts.connect,
        timeouts.first_byte,
        timeouts.idle,
    )


def connection_of(row: Row) -> Connection:
    id_, name, base_url, has_key, include_usage, parameters, *timeouts = row
    return Connection(
        id_, name, base_url, bool(has_key), bool(include_usage), Timeouts(*timeouts), parameters_of(parameters)
    )


def stored_time(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def stored_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=256)
def parameters_of(text: str) -> Parameters:
    """Replies of one conversation mostly share their parameters: equal texts give the one same value."""
    body: dict[str, Any] = json.loads(text)
    with _fields_are_known():
        return Parameters(**{**body, "stop": tuple(body["stop"])} if "stop" in body else body)


def unsent_of(text: str) -> frozenset[str]:
    with _fields_are_known():
        return frozenset(json.loads(text))


def edits_of(text: str) -> dict[str, str]:
    with _fields_are_known():
        return {str(message): str(typed) for message, typed in dict(json.loads(text)).items()}


def marks_of(text: str) -> Marks:
    if text == _NO_MARKS:
        return ()
    with _fields_are_known():
        return tuple(Mark(int(start), int(end), str(message)) for start, end, message in json.loads(text))


def _stored_marks(marks: Marks) -> str:
    return stored_json([(mark.start, mark.end, mark.message) for mark in marks])


def failure_of(text: str | None) -> Failure | None:
    if text is None:
        return None
    facts: dict[str, Any] = json.loads(text)
    with _fields_are_known():
        return Failure(**{**facts, "kind": Kind(facts["kind"])})


@contextmanager
def _fields_are_known() -> Iterator[None]:
    """JSON of another shape is a ValueError, as any other value is that makes no sense."""
    try:
        yield
    except TypeError as error:
        raise ValueError(*error.args) from error
