"""One message, the reply that it may belong to, and the fragments that it is made of as it arrives."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from deeptrin_desktop.core.document import Marks
from deeptrin_desktop.core.errors import Failure
from deeptrin_desktop.core.parameters import Parameters


class Role(StrEnum):
    """Who speaks, by its name on the wire."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


class ReplyState(StrEnum):
    """How a reply stands. None can stick: what is waiting or streaming when the app starts becomes interrupted."""

    KEYRING = "keyring"
    """Nothing has gone out yet: the keyring is asked for the key. Held in memory alone."""
    WAITING = "waiting"
    STREAMING = "streaming"
    DONE = "done"
    LENGTH = "length"
    FILTERED = "filtered"
    STOPPED = "stopped"
    """Ended by the person."""
    INTERRUPTED = "interrupted"
    """Ended because the app did."""
    INCOMPLETE = "incomplete"
    """The server ended it with neither a finish reason nor `[DONE]`."""
    FAILED = "failed"

    @property
    def running(self) -> bool:
        return self in (ReplyState.KEYRING, ReplyState.WAITING, ReplyState.STREAMING)


@dataclass(frozen=True, slots=True)
class Usage:
    """Token counts as the server reported them; a count that it left out is `None`."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    total_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Timings:
    """When the request went out, and seconds from then on, the first time if it went out more than once."""

    sent: datetime
    """When it was asked for, where none has gone out."""
    first_byte: float | None = None
    """Until the answer's headers were there."""
    first_delta: float | None = None
    """Until the first text was there."""
    ended: float | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What the choices of one request share: what was asked for, and what became of it."""

    id: str
    state: ReplyState
    model: str
    """The model that was asked for."""
    timings: Timings
    parameters: Parameters = Parameters()
    """As sent."""
    stream: bool = True
    """As asked for; the answer may have come the other way."""
    system_prompt: str = ""
    """As sent; empty when none was."""
    base_url: str = ""
    """Where it was sent."""
    continues: str = ""
    """The id of the assistant message whose text it goes on from, or empty."""
    answering_model: str = ""
    """The model that the server says answered, or empty."""
    usage: Usage | None = None
    request_id: str = ""
    failure: Failure | None = None
    """Set when, and only when, the state is failed."""
    decided: bool = False
    """Whether somebody has decided which of its choices to go on from."""
    body_hash: str = ""
    """SHA-256, in hex, of the body that was sent last: what it is rebuilt as can be checked. Empty for an import."""
    with_key: bool = False
    """Whether a key went with it."""
    retries: int = 0
    """How often it was sent once more."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation's tree. Its siblings, the messages with the same parent, are its versions."""

    id: str
    role: Role
    text: str
    created: datetime
    parent: str | None = None
    """The id of the message that it follows; `None` for a first message."""
    reasoning: str = ""
    """What the model thought aloud; shown folded away and never sent back."""
    reply: str = ""
    """The id of the reply that it is a choice of; empty for what a person wrote."""
    choice: int = 0
    """Its index among the choices of its reply, from 0."""
    finish_reason: str = ""
    """As the server said it; empty when it said none."""
    rest: str = ""
    """In Completion mode, of what was sent: what stood in the document behind it."""
    marks: Marks = ()
    """In Completion mode: what of text and rest had been generated before."""


@dataclass(frozen=True, slots=True)
class Delta:
    """A fragment for one choice, as it came."""

    choice: int = 0
    text: str = ""
    reasoning: str = ""
    finish_reason: str = ""


_OUTRUN = {ReplyState.STREAMING, ReplyState.STOPPED, ReplyState.INTERRUPTED}
"""States of a reply in which a choice may have come to its own end before."""


def choice_state(reply: Reply, message: Message) -> ReplyState:
    """How one choice stands: as the reply, but its own finish reason decides once it is finished, be it before the
    others or before the reply was stopped.
    """
    if reply.state is not ReplyState.DONE and not (message.finish_reason and reply.state in _OUTRUN):
        return reply.state
    if message.finish_reason == "length":
        return ReplyState.LENGTH
    if message.finish_reason == "content_filter":
        return ReplyState.FILTERED
    return ReplyState.DONE
