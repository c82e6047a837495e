"""A Store in memory, for tests of whatever keeps things; it passes the same contract test as the real one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Conversation, Summary, Tree
from deeptrin_desktop.core.errors import Failure, Kind, StoreError
from deeptrin_desktop.core.layers import Refusal
from deeptrin_desktop.core.message import Message, Reply, ReplyState
from deeptrin_desktop.core.ports import Fragment, Json
from deeptrin_desktop.core.preset import Preset


class MemoryStore:
    """Fulfils the port `Store`. `restart` does to it what the end of the process does to a real one."""

    def __init__(self) -> None:
        self.failure: Failure | None = None
        """While it is set, every call raises it and changes nothing."""
        self._closed = False
        self._conversations: dict[str, Conversation] = {}
        self._journal: dict[str, list[Fragment]] = {}
        self._connections: dict[str, Connection] = {}
        self._models: dict[str, tuple[str, ...]] = {}
        self._presets: dict[str, Preset] = {}
        self._refusals: frozenset[Refusal] = frozenset()
        self._states: dict[str, Json] = {}

    async def summaries(self) -> tuple[Summary, ...]:
        self._check()
        latest = sorted(self._conversations.values(), key=lambda kept: (kept.updated, kept.id), reverse=True)
        return tuple(Summary(kept.id, kept.title, kept.updated) for kept in latest)

    async def conversation(self, conversation_id: str) -> Conversation | None:
        self._check()
        return self._conversations.get(conversation_id)

    async def record(
        self, conversation: Conversation, *, messages: Sequence[Message] = (), reply: Reply | None = None
    ) -> None:
        self._check()
        kept = self._conversations.get(conversation.id, replace(conversation, tree=Tree(), replies={}))
        kept = replace(conversation, tree=kept.tree, replies=kept.replies)
        if reply is not None:
            kept = kept.with_reply(reply)
            kept = kept if reply.state.running else self._folded(kept, reply.id)
        for message in messages:
            picked = conversation.tree.picked.get(message.parent) == message.id
            kept = replace(kept, tree=_placed(kept.tree, message, picked=picked))
        self._conversations[conversation.id] = kept

    async def journal(self, reply_id: str, fragments: Sequence[Fragment]) -> None:
        self._check()
        replies = [kept.replies[reply_id] for kept in self._conversations.values() if reply_id in kept.replies]
        if any(reply.state.running for reply in replies):
            self._journal.setdefault(reply_id, []).extend(fragments)

    async def save_draft(self, conversation_id: str, draft: str) -> None:
        self._check()
        if kept := self._conversations.get(conversation_id):
            self._conversations[conversation_id] = replace(kept, draft=draft)

    async def save_edits(self, conversation_id: str, edits: Mapping[str, str]) -> None:
        self._check()
        if kept := self._conversations.get(conversation_id):
            self._conversations[conversation_id] = replace(kept, edits=edits)

    async def pick(self, conversation: Conversation, parents: Sequence[str | None]) -> None:
        self._check()
        kept = self._conversations[conversation.id]
        picked = dict(kept.tree.picked)
        for parent in parents:
            child = conversation.tree.picked.get(parent)
            picked.pop(parent, None)
            if child is not None and child in kept.tree.children.get(parent, ()):
                picked[parent] = child
        self._conversations[conversation.id] = replace(kept, tree=replace(kept.tree, picked=picked))

    async def delete(self, conversation_id: str) -> None:
        self._check()
        if kept := self._conversations.pop(conversation_id, None):
            for reply_id in kept.replies:
                self._journal.pop(reply_id, None)

    async def add(self, conversations: Sequence[Conversation]) -> int:
        self._check()
        before = len(self._conversations)
        for conversation in conversations:
            self._conversations.setdefault(conversation.id, conversation)
        return len(self._conversations) - before

    async def connections(self) -> tuple[Connection, ...]:
        self._check()
        return tuple(self._connections.values())

    async def save_connection(self, connection: Connection) -> None:
        self._check()
        self._connections[connection.id] = connection

    async def remove_connection(self, connection_id: str) -> None:
        self._check()
        self._connections.pop(connection_id, None)
        self._models.pop(connection_id, None)
        self._refusals = frozenset(each for each in self._refusals if each.connection != connection_id)

    async def models(self, connection_id: str) -> tuple[str, ...]:
        self._check()
        return self._models.get(connection_id, ())

    async def save_models(self, connection_id: str, models: Sequence[str]) -> None:
        self._check()
        self._models[connection_id] = tuple(models)

    async def presets(self) -> tuple[Preset, ...]:
        self._check()
        return tuple(self._presets.values())

    async def save_presets(self, saved: Sequence[Preset]) -> None:
        self._check()
        self._presets |= {preset.id: preset for preset in saved}

    async def remove_preset(self, preset_id: str) -> None:
        self._check()
        self._presets.pop(preset_id, None)

    async def refusals(self) -> frozenset[Refusal]:
        self._check()
        return self._refusals

    async def save_refusal(self, refusal: Refusal) -> None:
        self._check()
        self._refusals |= {refusal}

    async def forget_refusal(self, refusal: Refusal) -> None:
        self._check()
        self._refusals -= {refusal}

    async def states(self) -> dict[str, Json]:
        self._check()
        return dict(self._states)

    async def save_state(self, name: str, value: Json) -> None:
        self._check()
        self._states[name] = value

    async def close(self) -> None:
        self._closed = True

    def restart(self) -> None:
        """Opens it again, closed before or not: replies that were running are interrupted."""
        self._closed = False
        self._conversations = {kept.id: self._interrupted(kept) for kept in self._conversations.values()}

    def _check(self) -> None:
        if self.failure is not None:
            raise StoreError(self.failure)
        if self._closed:
            raise StoreError(Failure(Kind.STORE_FAILED, said="it is closed"))

    def _interrupted(self, kept: Conversation) -> Conversation:
        for reply in kept.replies.values():
            if reply.state.running:
                kept = self._folded(kept.with_reply(replace(reply, state=ReplyState.INTERRUPTED)), reply.id)
        return kept

    def _folded(self, kept: Conversation, reply_id: str) -> Conversation:
        """The conversation with what was journalled for a reply at the end of its messages."""
        messages = dict(kept.tree.messages)
        for fragment in self._journal.pop(reply_id, ()):
            if message := messages.get(fragment.message):
                messages[message.id] = replace(
                    message, text=message.text + fragment.text, reasoning=message.reasoning + fragment.reasoning
                )
        return replace(kept, tree=replace(kept.tree, messages=messages))


def _placed(tree: Tree, message: Message, *, picked: bool) -> Tree:
    chosen = dict(tree.picked)
    if picked:
        chosen[message.parent] = message.id
    elif chosen.get(message.parent) == message.id:
        del chosen[message.parent]
    return replace(tree.with_message(message), picked=chosen)
