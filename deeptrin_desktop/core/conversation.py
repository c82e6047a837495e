"""A conversation: a tree of messages with one active path, as an immutable value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from deeptrin_desktop.core.document import Document
from deeptrin_desktop.core.message import Message, Reply
from deeptrin_desktop.core.parameters import Parameters

LONGEST_TITLE = 120
"""Characters of the first message's first line that a title keeps."""


class Mode(StrEnum):
    """Which endpoint a conversation talks to; chosen while it is empty."""

    CHAT = "chat"
    COMPLETION = "completion"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the next request of a conversation is made with."""

    connection: str = ""
    """The id of the connection; empty while none was chosen."""
    model: str = ""
    system_prompt: str = ""
    """Its own; when blank, that of the preset is sent, if there is one."""
    parameters: Parameters = Parameters()
    """Its own, which go before those of the layers below it: see `core/layers.py`."""
    stream: bool = True
    preset: str = ""
    """The id of the preset that it builds on, or empty."""
    unsent: frozenset[str] = frozenset()
    """Parameters, and perhaps `system_prompt`, that it does not send although a layer below sets them."""


def _nothing() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Tree:
    """Messages by id, in the order of their making, and which sibling is picked at each fork.

    Every change returns a new tree and copies the maps, so its cost grows with the number of messages: it happens a
    few times a reply and never for a delta.
    """

    messages: Mapping[str, Message] = field(default_factory=_nothing)
    children: Mapping[str | None, tuple[str, ...]] = field(default_factory=_nothing)
    """The ids that follow each message (`None`: first messages), oldest first."""
    picked: Mapping[str | None, str] = field(default_factory=_nothing)
    """The child on the active path, for each message that has children."""

    def path(self) -> tuple[Message, ...]:
        """The messages on the active path, first to last."""
        path = []
        here = self.picked.get(None)
        while here is not None:
            path.append(self.messages[here])
            here = self.picked.get(here)
        return tuple(path)

    def before(self, message_id: str) -> tuple[Message, ...]:
        """The messages that lead to this one, first to last, without itself."""
        above = []
        parent = self.messages[message_id].parent
        while parent is not None:
            above.append(self.messages[parent])
            parent = self.messages[parent].parent
        return tuple(reversed(above))

    def versions(self, message_id: str) -> tuple[str, ...]:
        """The ids of a message and its siblings, oldest first."""
        return self.children[self.messages[message_id].parent]

    def with_message(self, message: Message) -> "Tree":
        """Adds a message, or replaces the message of that id where it stands.

        An added one is picked, but a further choice of a reply does not take the pick from the first.
        Raises KeyError when its parent is not in the tree.
        """
        messages = {**self.messages, message.id: message}
        if message.id in self.messages:
            return replace(self, messages=messages)
        if message.parent is not None and message.parent not in self.messages:
            raise KeyError(message.parent)
        siblings = (*self.children.get(message.parent, ()), message.id)
        tree = Tree(messages, {**self.children, message.parent: siblings}, self.picked)
        return tree if self._is_further_choice(message) else tree.with_picked(message.id)

    def _is_further_choice(self, message: Message) -> bool:
        picked = self.picked.get(message.parent)
        return picked is not None and message.reply != "" and self.messages[picked].reply == message.reply

    def with_picked(self, message_id: str) -> "Tree":
        """Puts a message on the active path, and with it all that leads to it."""
        picked = dict(self.picked)
        here: str | None = message_id
        while here is not None:
            parent = self.messages[here].parent
            picked[parent] = here
            here = parent
        return replace(self, picked=picked)


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation, whole. While a reply runs, its messages hold the text that it began with."""

    id: str
    created: datetime
    updated: datetime
    title: str = ""
    """Empty until the first message or a person gives one."""
    mode: Mode = Mode.CHAT
    settings: Settings = Settings()
    draft: str = ""
    """What stands in the composer and was not sent."""
    edits: Mapping[str, str] = field(default_factory=_nothing)
    """What was typed in place of messages of the person's and not sent, by their ids; the last was begun last."""
    tree: Tree = Tree()
    replies: Mapping[str, Reply] = field(default_factory=_nothing)
    document: Document | None = None
    """In Completion mode: what is written on. The first messages of the tree are what stood in it when something was
    generated, up to that place, and their children are the choices.
    """

    def with_document(self, document: Document) -> "Conversation":
        """A title that is the document's stays so; one that a person gave stays as it is."""
        before = title_of_document(self.document) if self.document else ""
        title = title_of_document(document) if self.title == before else self.title
        return replace(self, document=document, title=title)

    def with_message(self, message: Message) -> "Conversation":
        """Adds or replaces a message; the first one gives an unnamed conversation its title."""
        title = self.title or title_of(message.text)
        return replace(self, tree=self.tree.with_message(message), title=title)

    def with_messages(self, messages: Iterable[Message]) -> "Conversation":
        conversation = self
        for message in messages:
            conversation = conversation.with_message(message)
        return conversation

    def with_reply(self, reply: Reply) -> "Conversation":
        return replace(self, replies={**self.replies, reply.id: reply})

    def reply_of(self, message: Message) -> Reply | None:
        """The reply that the message is a choice of; `None` for what a person wrote."""
        return self.replies.get(message.reply)

    def choices(self, message: Message) -> tuple[Message, ...]:
        """All choices of the message's reply, by their index; the message alone where a person wrote it."""
        if not message.reply:
            return (message,)
        siblings = [self.tree.messages[sibling] for sibling in self.tree.versions(message.id)]
        choices = [sibling for sibling in siblings if sibling.reply == message.reply]
        return tuple(sorted(choices, key=lambda choice: choice.choice))

    def beside(self, message: Message) -> tuple[Message, ...]:
        """The choices that stand side by side with this one, and itself, by their index: all of its reply as long as
        nobody has decided for one and nothing follows any of them. Where a reply ended before anything came, its first
        choice stands for all, which have nothing to be told apart by.
        """
        reply = self.reply_of(message)
        if reply is None or reply.decided:
            return (message,)
        choices = self.choices(message)
        if not reply.state.running and not any(choice.text or choice.reasoning for choice in choices):
            return choices[:1]
        return (message,) if any(choice.id in self.tree.children for choice in choices) else choices

    def shown(self) -> tuple[Message, ...]:
        """What there is to read on the active path: where its end is one of several choices, all of those."""
        path = self.tree.path()
        return (*path[:-1], *self.beside(path[-1])) if path else ()

    def versions(self, message: Message) -> tuple[tuple[str, ...], ...]:
        """The ids of a message and its siblings, oldest first; those that stand side by side are one version."""
        tree = self.tree
        found: dict[str, tuple[str, ...]] = {}
        for sibling in tree.versions(message.id):
            if sibling not in found:
                together = tuple(choice.id for choice in self.beside(tree.messages[sibling]))
                found |= dict.fromkeys(together, together)
        return tuple(dict.fromkeys(found.values()))


@dataclass(frozen=True, slots=True)
class Summary:
    """What the conversation list shows of one conversation."""

    id: str
    title: str
    updated: datetime


def title_of_document(document: Document) -> str:
    """The title of what a person wrote before the first generation, or where that is nothing, of all there is."""
    generated = [mark.start for mark in document.marks] + ([document.place.at] if document.place else [])
    return title_of(document.text[: min(generated, default=None)]) or title_of(document.text)


def title_of(text: str) -> str:
    """The first line of a text that holds more than white space, cut at `LONGEST_TITLE` characters."""
    for line in text.lstrip()[:LONGEST_TITLE].splitlines():
        return line.rstrip()
    return ""
