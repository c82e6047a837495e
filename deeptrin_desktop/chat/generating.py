"""Generating in a document: what is kept of it before and after, and when what was generated goes into it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.document import Document, Place
from deeptrin_desktop.core.ids import new_id
from deeptrin_desktop.core.message import Message, Role


@dataclass(frozen=True, slots=True)
class Generation:
    """What is being generated in a document, or waits to be picked from."""

    place: Place
    choices: tuple[Message, ...]
    picked: Message
    waits: bool
    """Whether a person is to decide for one of the choices; else the picked one goes into the document as it comes."""
    running: bool

    @property
    def text(self) -> str:
        """What stands in its place for now."""
        return "" if self.waits else self.picked.text


def generation_of(conversation: Conversation) -> Generation | None:
    """The generation that the document has a place for."""
    place = conversation.document.place if conversation.document else None
    reply = conversation.replies.get(place.reply) if place else None
    if place is None or reply is None:
        return None
    choices = tuple(message for message in conversation.tree.messages.values() if message.reply == reply.id)
    picked = next((choice for choice in choices if conversation.tree.picked.get(choice.parent) == choice.id), None)
    waits = (reply.parameters.n or 1) > 1 and not reply.decided
    return Generation(place, choices, picked, waits, reply.state.running) if picked else None


def settled(conversation: Conversation) -> Conversation:
    """The conversation with an ended generation in its document, unless there are choices to decide between."""
    document, generation = conversation.document, generation_of(conversation)
    if document is None or document.place is None:
        return conversation
    if generation is None:
        return conversation.with_document(replace(document, place=None))
    if generation.running or (generation.waits and any(choice.text for choice in generation.choices)):
        return conversation
    return conversation.with_document(document.with_generated(generation.text, generation.picked.id))


def version_before(document: Document, at: int) -> Message:
    """What stands in a document, as one of its versions, parted where something is to be generated."""
    text, rest = document.text[:at], document.text[at:]
    return Message(new_id(), Role.USER, text, created=datetime.now(UTC), rest=rest, marks=document.marks)


def versions_of(conversation: Conversation) -> tuple[Document, ...]:
    """What stood in the document before and after each generation, oldest first, and each of its choices for itself."""
    versions: list[Document] = []
    for version in _all_versions(conversation):
        if not versions or versions[-1].text != version.text:
            versions.append(version)
    return tuple(versions)


def _all_versions(conversation: Conversation) -> Iterator[Document]:
    tree = conversation.tree
    for before in (tree.messages[id_] for id_ in tree.children.get(None, ())):
        yield Document(before.text + before.rest, before.marks)
        for choice in (tree.messages[id_] for id_ in tree.children.get(before.id, ())):
            parted = Document(before.text + before.rest, before.marks, Place(len(before.text), choice.reply))
            if choice.text:
                yield parted.with_generated(choice.text, choice.id)
