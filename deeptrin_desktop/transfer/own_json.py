"""The app's own JSON: all of a conversation, so that what was exported and is imported again is identical.

    {"format": "deeptrin-desktop", "version": 1, "conversations": [
        {"id", "created", "updated", "title", "mode", "settings", "draft", "edits",
         "document", "messages": [{"id", "role", "text", "created", "parent", ..., "picked"}, ...],
         "replies": [{"id", "state", "model", "timings", "parameters", ...}, ...]}, ...]}

The names are those of the values in `core`, and what has its default is left out. A message stands after the one that
it follows; of its versions one is `picked`. Keys are no part of any value and so of no export.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any, TextIO

import msgspec

from deeptrin_desktop.core.conversation import Conversation, Mode, Settings, Tree
from deeptrin_desktop.core.document import Document, Marks
from deeptrin_desktop.core.errors import Failure, Kind, TransferError
from deeptrin_desktop.core.message import Message, Reply, ReplyState
from deeptrin_desktop.transfer.json_file import LONGEST_SAID, NewerVersionError, check_version, json_in

FORMAT = "deeptrin-desktop"
VERSION = 1
"""One more for every change that an older version of the app would misread."""


def dump(conversations: Iterable[Conversation], file: TextIO) -> None:
    """Writes an export. One conversation at a time is in memory."""
    file.write(f'{{\n  "format": "{FORMAT}",\n  "version": {VERSION},\n  "conversations": [')
    between = "\n    "
    for conversation in conversations:
        written = json.dumps(_plain_conversation(conversation), ensure_ascii=False, indent=2)
        # All line ends in it stand between values: those in texts are escaped.
        file.write(between + _without_lone_surrogates(written.replace("\n", "\n    ")))
        between = ",\n    "
    file.write("\n  ]\n}\n")


def load(path: Path) -> tuple[Conversation, ...]:
    """Reads an export. A reply that was running in it is interrupted.

    Raises TransferError: unreadable, newer-file, or not-an-export with what was found instead, and where.
    """
    try:
        return _conversations_in(path.read_bytes())
    except OSError as error:
        kind, said = Kind.UNREADABLE, error.strerror or ""
    except UnicodeError:
        kind, said = Kind.NOT_AN_EXPORT, "half a character stands where none can"
    except NewerVersionError as error:
        kind, said = Kind.NEWER_FILE, str(error)
    except (msgspec.ValidationError, ValueError) as error:
        kind, said = Kind.NOT_AN_EXPORT, str(error)
    raise TransferError(Failure(kind, said=said[:LONGEST_SAID], path=str(path)))


def _plain_conversation(conversation: Conversation) -> dict[str, Any]:
    picked = set(conversation.tree.picked.values())
    messages = [
        {**_plain(message), "picked": True} if message.id in picked else _plain(message)
        for message in conversation.tree.messages.values()
    ]
    replies = [_plain(reply) for reply in conversation.replies.values()]
    header = _plain(replace(conversation, tree=Tree(), replies={}))
    del header["replies"]
    if not conversation.edits:
        del header["edits"]
    return {**header, "messages": messages, "replies": replies}


def _plain(value: Any) -> Any:
    """A value in JSON's types."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, frozenset):
        value = tuple(sorted(value))
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if is_dataclass(value):
        items = {field.name: (getattr(value, field.name), field.default) for field in fields(value)}
        return {name: _plain(item) for name, (item, default) in items.items() if item != default}
    return value


def _without_lone_surrogates(written: str) -> str:
    """UTF-8 cannot hold them, so they are written in JSON's own way: what Python puts in their place is the same."""
    return written.encode("utf-8", "backslashreplace").decode()


@dataclass(frozen=True, slots=True)
class _Message(Message):
    picked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Conversation:
    id: str
    created: datetime
    updated: datetime
    title: str = ""
    mode: Mode = Mode.CHAT
    settings: Settings = Settings()
    draft: str = ""
    edits: dict[str, str] = field(default_factory=dict)
    messages: tuple[_Message, ...] = ()
    replies: tuple[Reply, ...] = ()
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class _Export:
    format: str
    version: int
    conversations: tuple[_Conversation, ...]


def _conversations_in(content: bytes) -> tuple[Conversation, ...]:
    """Raises ValueError or ValidationError, in words for people."""
    found = json_in(content)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ValueError("it is JSON, but no export of this program")
    check_version(found.get("version"), VERSION)
    export = msgspec.convert(found, _Export)
    known: set[str] = set()
    places = (f"$.conversations[{number}]" for number in range(len(export.conversations)))
    return tuple(_read(entry, known, place) for entry, place in zip(export.conversations, places, strict=True))


def _read(entry: _Conversation, known: set[str], place: str) -> Conversation:
    _take(entry.id, known, place)
    _check_time(entry.created, f"{place}.created")
    _check_time(entry.updated, f"{place}.updated")
    return Conversation(
        entry.id,
        entry.created,
        entry.updated,
        title=entry.title,
        mode=entry.mode,
        settings=entry.settings,
        draft=entry.draft,
        edits=entry.edits,
        tree=_tree(entry.messages, place),
        replies=_replies(entry.replies, place),
        document=_document(entry.document, place),
    )


def _document(document: Document | None, place: str) -> Document | None:
    if document is not None:
        _check_marks(document.marks, len(document.text), f"{place}.document")
        if document.place and not 0 <= document.place.at <= len(document.text):
            raise ValueError(f"it lies outside of the text - at `{place}.document.place.at`")
    return document


def _check_marks(marks: Marks, length: int, place: str) -> None:
    end = 0
    for number, mark in enumerate(marks):
        if not end <= mark.start < mark.end <= length:
            raise ValueError(f"it is not in order or lies outside of the text - at `{place}.marks[{number}]`")
        end = mark.end


def _tree(entries: tuple[_Message, ...], place: str) -> Tree:
    messages: dict[str, Message] = {}
    children: dict[str | None, list[str]] = {}
    picked: dict[str | None, str] = {}
    known: set[str] = set()
    for number, entry in enumerate(entries):
        here = f"{place}.messages[{number}]"
        _check_time(entry.created, f"{here}.created")
        if entry.parent is not None and entry.parent not in known:
            raise ValueError(f"no message before it has the id of its parent - at `{here}.parent`")
        _take(entry.id, known, here)
        _check_marks(entry.marks, len(entry.text) + len(entry.rest), here)
        messages[entry.id] = Message(*(getattr(entry, field.name) for field in fields(Message)))
        children.setdefault(entry.parent, []).append(entry.id)
        if entry.picked and picked.setdefault(entry.parent, entry.id) != entry.id:
            raise ValueError(f"another version of it is picked too - at `{here}.picked`")
    for parent, ids in children.items():
        picked.setdefault(parent, ids[-1])
    return Tree(messages, {parent: tuple(ids) for parent, ids in children.items()}, picked)


def _replies(entries: tuple[Reply, ...], place: str) -> dict[str, Reply]:
    known: set[str] = set()
    for number, reply in enumerate(entries):
        here = f"{place}.replies[{number}]"
        _take(reply.id, known, here)
        _check_time(reply.timings.sent, f"{here}.timings.sent")
        if (reply.failure is not None) != (reply.state is ReplyState.FAILED):
            raise ValueError(f"a reply has a failure if it failed, and only then - at `{here}.failure`")
    return {reply.id: _ended(reply) for reply in entries}


def _ended(reply: Reply) -> Reply:
    return replace(reply, state=ReplyState.INTERRUPTED) if reply.state.running else reply


def _take(id_: str, known: set[str], place: str) -> None:
    if not id_ or id_ in known:
        raise ValueError(f"{'another one has the same id' if id_ else 'it is empty'} - at `{place}.id`")
    known.add(id_)


def _check_time(time: datetime, place: str) -> None:
    """One without an offset could not be compared with others, one at the end of the calendar not be converted."""
    try:
        in_order = time.tzinfo is not None and time.astimezone(UTC)
    except OverflowError:
        in_order = False
    if not in_order:
        raise ValueError(f"expected a time with its offset - at `{place}`")
