"""Profiles with something in them, and the program run on them."""

import asyncio
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from deeptrin_desktop.app.paths import paths_of
from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.message import Message, Role
from deeptrin_desktop.store.reading import read_store
from deeptrin_desktop.store.sqlite import open_store

NOW = datetime(2025, 3, 1, 12, 30, tzinfo=UTC)


def conversation(name: str) -> Conversation:
    """One with a title and two messages."""
    question = Message(f"{name}-1", Role.USER, f"What about {name}?\nTell me, s'il vous plaît 🙂", created=NOW)
    answer = Message(f"{name}-2", Role.ASSISTANT, f"All about {name}.", created=NOW, parent=question.id)
    return Conversation(name, created=NOW, updated=NOW).with_messages([question, answer])


def fill(profile: Path, *conversations: Conversation) -> None:
    async def add() -> None:
        store = await open_store(paths_of(profile, demo=False).database)
        await store.add(conversations)
        await store.close()

    asyncio.run(add())


def held(profile: Path) -> dict[str, Conversation | None]:
    with read_store(paths_of(profile, demo=False).database) as reader:
        return {summary.id: reader.conversation(summary.id) for summary in reader.summaries()}


def deeptrin(*arguments: str | Path, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    """Runs the program in a process of its own."""
    command = [sys.executable, "-m", "deeptrin_desktop", *map(str, arguments)]
    return subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, encoding="utf-8", timeout=60, check=False)
