"""All that is known of one reply and its request. The body is rebuilt from what is stored, and checked by its hash."""

from dataclasses import dataclass
from enum import StrEnum

from deeptrin_desktop.chat.asking import request_behind
from deeptrin_desktop.chat.raw_events import RawEvent, raw_events
from deeptrin_desktop.chat.recording import Attempt, Recording
from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.figures import Figures, Sums, figures_in, sums_of
from deeptrin_desktop.core.message import Message, Reply
from deeptrin_desktop.core.request import Call, Endpoint, hash_of


class Check(StrEnum):
    """What the hash says about a rebuilt body."""

    SAME = "same"
    OTHER = "other"
    NO_HASH = "no-hash"


@dataclass(frozen=True, slots=True)
class Inspection:
    """One reply, as the inspector shows it."""

    reply: Reply
    choices: tuple[Message, ...]
    call: Call
    check: Check
    attempts: tuple[Attempt, ...]
    """As they were recorded; none once the recording is gone."""
    events: tuple[RawEvent, ...]
    """Of the last attempt."""
    cut: bool
    """Whether not all events were kept."""
    figures: Figures
    sums: Sums


def inspect(conversation: Conversation, reply: Reply, recording: Recording | None) -> Inspection:
    """The recording must not grow meanwhile. Takes its time where much came, and is called on a thread."""
    choices = tuple(message for message in conversation.tree.messages.values() if message.reply == reply.id)
    call, check = _call(conversation, reply)
    attempts = tuple(recording.attempts) if recording else ()
    return Inspection(
        reply,
        choices,
        call,
        check,
        attempts,
        events=raw_events(attempts[-1].pieces) if attempts else (),
        cut=recording is not None and recording.cut,
        figures=figures_in(conversation, reply),
        sums=sums_of(conversation),
    )


def _call(conversation: Conversation, reply: Reply) -> tuple[Call, Check]:
    endpoint, bodies = Endpoint.CHAT, []
    for include_usage in (False, True):
        request = request_behind(conversation, reply, include_usage=include_usage)
        endpoint = request.endpoint
        bodies.append(request.encoded())
    same = next((body for body in bodies if hash_of(body) == reply.body_hash), None)
    check = Check.SAME if same else Check.OTHER if reply.body_hash else Check.NO_HASH
    return Call(reply.base_url, endpoint, same or bodies[0], reply.with_key), check
