"""What would go out for a conversation now, made short enough to be read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from deeptrin_desktop.chat.asking import request_after
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Conversation, Mode
from deeptrin_desktop.core.message import Message, Role

LONGEST_TEXT = 240
"""Characters of a message that are shown."""
MOST_FIRST, MOST_LAST = 2, 6
"""Messages that are shown of a long conversation."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A request as it would be sent, but for what was made shorter in it."""

    url: str
    body: dict[str, object]
    shortened: bool
    """Whether texts or messages were left out, all of which would be sent."""


def preview_of(conversation: Conversation, *, connection: Connection) -> Preview:
    """The request that sending the conversation's draft would make, or one for what follows where there is none. In
    Completion mode it is for what follows the document.
    """
    request = request_after(conversation, _messages(conversation), connection=connection)
    turns = tuple(replace(turn, content=_short(turn.content)) for turn in request.messages)
    brief = replace(request, messages=turns, prompt=_short(request.prompt))
    body = brief.body()
    sent = body.get("messages")
    if isinstance(sent, list):
        body["messages"] = _fewer(sent)
    return Preview(
        f"{connection.base_url}/{request.endpoint.value}", body, shortened=brief != request or body != brief.body()
    )


def _messages(conversation: Conversation) -> Sequence[Message]:
    written = conversation.document.text if conversation.document else conversation.draft
    said = Message("", Role.USER, written, created=datetime.now(UTC))
    if conversation.mode is Mode.COMPLETION:
        return (said,)
    return (*conversation.tree.path(), said) if written.strip() else conversation.tree.path()


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}… ({len(text):,} characters)"


def _fewer(messages: Sequence[object]) -> list[object]:
    left_out = len(messages) - MOST_FIRST - MOST_LAST
    if left_out <= 1:
        return [*messages]
    return [*messages[:MOST_FIRST], f"… {left_out:,} more messages …", *messages[-MOST_LAST:]]
