"""What happens to conversations, as values that are published to whoever shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.errors import Failure
from deeptrin_desktop.core.message import Delta, Timings


@dataclass(frozen=True, slots=True)
class ConversationChanged:
    """A conversation has a new value: a message was added, a reply began or ended, another version was picked."""

    conversation: Conversation
    running: bool
    """Whether a reply of it is running."""


@dataclass(frozen=True, slots=True)
class DeltasArrived:
    """Text arrived for messages of a running reply."""

    conversation: str
    deltas: Sequence[tuple[str, Delta]]
    """Each with the id of the message that it belongs to."""
    timings: Timings


@dataclass(frozen=True, slots=True)
class KeyringAwaited:
    """The keyring has not answered for a while; the look-up goes on. `origin` may be given a key for this session.

    `None`: it is waited for no more.
    """

    conversation: str
    origin: str | None


@dataclass(frozen=True, slots=True)
class SavingFailed:
    """What happened could not be written to disk; it is kept in memory and tried again. `None`: it works again."""

    failure: Failure | None


Event = ConversationChanged | DeltasArrived | KeyringAwaited | SavingFailed
