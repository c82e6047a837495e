"""Turns of a conversation between a person and a server that the test plays, and what is on disk of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from app.person import Person, at_the_app, database_of
from app.talking import MODELS, Talk
from fakes.memory_vault import MemoryVault
from PySide6.QtWidgets import QComboBox

from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.message import ReplyState
from deeptrin_desktop.store.reading import read_store


@asynccontextmanager
async def talking_to(server: Talk, profile: Path) -> AsyncIterator[Person]:
    """The app, ready to send to this server."""
    connection = Connection("test", "Test", server.base_url)
    async with at_the_app(profile, MemoryVault(), override=connection) as person:
        await person.until(lambda: person.find(QComboBox, "Model").currentText() == MODELS[0])
        yield person


async def converse(person: Person, server: Talk, text: str, reply: str) -> None:
    """One turn."""
    person.sends(text)
    line = await server.asked()
    await line.says(reply)
    await line.ends()
    await person.reply_ended()


def stored(profile: Path) -> list[Conversation]:
    """What is on disk, the last changed first."""
    with read_store(database_of(profile)) as reader:
        found = [reader.conversation(summary.id) for summary in reader.summaries()]
    return [conversation for conversation in found if conversation is not None]


def states(conversation: Conversation) -> list[ReplyState]:
    return [reply.state for reply in conversation.replies.values()]
