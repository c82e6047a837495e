"""Figures of replies: tokens as their servers reported them, and how fast they came. What is estimated says so."""

from dataclasses import dataclass

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.message import Message, Reply, Timings, Usage

CHARACTERS_A_TOKEN = 4
"""As a rule of thumb, in English."""
_SHORTEST = 0.1
"""Seconds of receiving below which a reply counts as having come at once."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one reply took and brought. `None` is what is not known."""

    tokens_in: int | None = None
    tokens_out: int | None = None
    estimated: bool = False
    """Whether `tokens_out`, and `speed` with it, is an estimate of ours."""
    speed: float | None = None
    """Tokens a second while text came; of a reply that came at once, over the whole time."""
    choices: int = 1
    """How many took and brought this together: no server says what is whose."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What all replies of a conversation took and brought, regenerated ones too, as far as servers reported it."""

    replies: int = 0
    silent: int = 0
    """Ended replies whose server did not report all: their tokens are missing in the sums."""
    tokens_in: int = 0
    tokens_out: int = 0


def figures_of(reply: Reply, *, choices: int, estimate: int | None = None) -> Figures:
    """As the server reported them; `estimate` stands in for tokens that it did not report."""
    usage = reply.usage or Usage()
    reported = usage.completion_tokens is not None
    tokens_out = usage.completion_tokens if reported else estimate
    speed = _speed(tokens_out, reply.timings)
    return Figures(usage.prompt_tokens, tokens_out, not reported and tokens_out is not None, speed, choices)


def figures_in(conversation: Conversation, reply: Reply) -> Figures:
    """The same, with an estimate by the text that came for all of its choices."""
    messages = conversation.tree.messages
    given = _length(messages.get(reply.continues))
    came = [_length(message) - given for message in messages.values() if message.reply == reply.id]
    estimate = max(sum(came) // CHARACTERS_A_TOKEN, 1) if sum(came) > 0 else None
    return figures_of(reply, choices=len(came), estimate=estimate)


def sums_of(conversation: Conversation) -> Sums:
    ended = [reply for reply in conversation.replies.values() if not reply.state.running]
    usages = [reply.usage or Usage() for reply in ended]
    return Sums(
        replies=len(ended),
        silent=sum(usage.prompt_tokens is None or usage.completion_tokens is None for usage in usages),
        tokens_in=sum(usage.prompt_tokens or 0 for usage in usages),
        tokens_out=sum(usage.completion_tokens or 0 for usage in usages),
    )


def _length(message: Message | None) -> int:
    return len(message.text) + len(message.reasoning) if message else 0


def _speed(tokens: int | None, timings: Timings) -> float | None:
    if tokens is None or timings.ended is None or timings.first_delta is None or not timings.ended:
        return None
    receiving = timings.ended - timings.first_delta
    return tokens / (receiving if receiving >= _SHORTEST else timings.ended)
