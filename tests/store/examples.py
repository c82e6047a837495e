"""Conversations that the tests of the store write and read, and the damage that they do."""

import random
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.message import Message, Reply, ReplyState, Role, Timings

PAGE = 4096
NOW = datetime(2025, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)


def message(id_: str, text: str = "", *, parent: str | None = None, reply: str = "", choice: int = 0) -> Message:
    role = Role.ASSISTANT if reply else Role.USER
    return Message(id_, role, text, created=NOW, parent=parent, reply=reply, choice=choice)


def conversation(*messages: Message, id_: str = "c") -> Conversation:
    return Conversation(id_, created=NOW, updated=NOW).with_messages(messages)


def waiting(id_: str = "r") -> Reply:
    return Reply(id_, ReplyState.WAITING, "llama", Timings(sent=NOW))


def asked(*choices: str) -> Conversation:
    """A question `q`, and a reply `r` to it that is waiting, with messages of these ids."""
    answers = [message(id_, parent="q", reply="r", choice=index) for index, id_ in enumerate(choices)]
    return conversation(message("q", "Why?"), *answers).with_reply(waiting())


def line(length: int, *, id_: str = "c", text: str = "text") -> Conversation:
    """A conversation `c` of messages `m0`, `m1`, ... that follow each other."""
    messages = [message(f"m{n}", f"{text} {n}", parent=f"m{n - 1}" if n else None) for n in range(length)]
    return conversation(*messages, id_=id_)


def overwrite(path: Path, pages: range, *, seed: int = 0) -> bytes:
    """Writes noise over whole pages, counted from 0; returns what the file is now."""
    noise = random.Random(seed)
    content = bytearray(path.read_bytes())
    for page in pages:
        content[page * PAGE : (page + 1) * PAGE] = noise.randbytes(PAGE)
    path.write_bytes(content)
    return bytes(content)


def root_page(path: Path, name: str) -> int:
    database = sqlite3.connect(path)
    [(page,)] = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [name])
    database.close()
    return int(page) - 1
