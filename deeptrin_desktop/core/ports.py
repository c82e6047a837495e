"""What the use cases ask of the outside world. Each has a real adapter and a fake in the tests."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Conversation, Summary
from deeptrin_desktop.core.layers import Refusal
from deeptrin_desktop.core.message import Message, Reply
from deeptrin_desktop.core.preset import Preset
from deeptrin_desktop.core.request import Arrival, Request
from deeptrin_desktop.core.wire import Witness

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class Api(Protocol):
    """An OpenAI-compatible server. `key` may be empty: then no `Authorization` header is sent."""

    def reply(
        self, connection: Connection, key: str, request: Request, *, witness: Witness | None = None
    ) -> AsyncGenerator[Arrival, None]:
        """Sends a request and yields what arrives. Closing the generator closes the socket at once. The witness is
        told what goes over the wire, without the key.

        Raises ApiError.
        """
        ...

    async def models(self, connection: Connection, key: str) -> tuple[str, ...]:
        """The ids that the server lists, in its order. Raises ApiError (no-model-list where it has no such list)."""
        ...


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text that arrived for one running message and is to be journalled."""

    message: str
    """The message's id."""
    text: str = ""
    reasoning: str = ""


class Store(Protocol):
    """Everything that is kept, but for keys. Calls take effect in the order in which they were made.

    Every method raises StoreError.
    """

    async def summaries(self) -> tuple[Summary, ...]:
        """All conversations, the last updated first."""
        ...

    async def conversation(self, conversation_id: str) -> Conversation | None:
        """One conversation whole; `None` when there is none of that id."""
        ...

    async def record(
        self, conversation: Conversation, *, messages: Sequence[Message] = (), reply: Reply | None = None
    ) -> None:
        """Writes title, mode, settings, draft, edits, document and times of a conversation, and with them the given
        messages (each picked or not as the conversation's tree has it) and reply, in one transaction. Rows that exist
        are replaced.
        The journal of a reply that is no longer running is emptied.
        """
        ...

    async def journal(self, reply_id: str, fragments: Sequence[Fragment]) -> None:
        """Appends to the text of running messages, durably against the end of the process."""
        ...

    async def save_draft(self, conversation_id: str, draft: str) -> None: ...

    async def save_edits(self, conversation_id: str, edits: Mapping[str, str]) -> None: ...

    async def pick(self, conversation: Conversation, parents: Sequence[str | None]) -> None:
        """Writes which child is picked below each of these messages of the conversation."""
        ...

    async def delete(self, conversation_id: str) -> None: ...

    async def add(self, conversations: Sequence[Conversation]) -> int:
        """Writes whole conversations, in one transaction; those whose id is there already are left alone.
        Returns how many were written.
        """
        ...

    async def connections(self) -> tuple[Connection, ...]:
        """In the order in which they were first saved."""
        ...

    async def save_connection(self, connection: Connection) -> None: ...

    async def remove_connection(self, connection_id: str) -> None:
        """Forgets a connection, its list of models, and what its server refused."""
        ...

    async def models(self, connection_id: str) -> tuple[str, ...]:
        """The list that the connection's server gave last."""
        ...

    async def save_models(self, connection_id: str, models: Sequence[str]) -> None: ...

    async def presets(self) -> tuple[Preset, ...]:
        """In the order in which they were first saved."""
        ...

    async def save_presets(self, saved: Sequence[Preset]) -> None:
        """Adds or replaces them, all or none."""
        ...

    async def remove_preset(self, preset_id: str) -> None: ...

    async def refusals(self) -> frozenset[Refusal]:
        """What servers refused, as far as it was not forgotten since."""
        ...

    async def save_refusal(self, refusal: Refusal) -> None: ...

    async def forget_refusal(self, refusal: Refusal) -> None: ...

    async def states(self) -> dict[str, Json]:
        """What the app remembers of itself (window, last conversation, ...), by name."""
        ...

    async def save_state(self, name: str, value: Json) -> None: ...

    async def close(self) -> None:
        """Writes what is still waiting, then closes. Waits for it."""
        ...


class Vault(Protocol):
    """API keys by origin. Every method raises VaultError."""

    async def prepare(self) -> None:
        """Does ahead what the first look-up would wait for. Reads no key, and fails in silence: the look-up says it."""
        ...

    async def key(self, origin: str) -> str:
        """The key of an origin; empty when it has none. A key for this session goes before a stored one, and one that
        is given while a look-up waits for the keyring answers it.
        """
        ...

    async def save(self, origin: str, key: str) -> None:
        """Stores a key, and reads it back."""
        ...

    async def remove(self, origin: str) -> None:
        """Forgets the key of an origin, stored or for this session; one that is not there is no error."""
        ...

    def use_for_session(self, origin: str, key: str) -> None:
        """Holds a key in memory alone."""
        ...
