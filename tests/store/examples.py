"""Conversations that the tests of the store write and read."""

from datetime import UTC, datetime

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.message import Message, Reply, ReplyState, Role, Timings

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
