"""A person without a mouse at the parameters of the app, and what goes out then."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from app.keyboard import Key, go_to, press, send
from app.person import Person, at_the_app
from app.talking import MODELS, Talk, talking
from fakes.memory_vault import MemoryVault

NUMBERS = {
    "Temperature": ("0.7", "temperature", 0.7),
    "Top p": ("0.95", "top_p", 0.95),
    "Max tokens": ("300", "max_tokens", 300),
    "N": ("2", "n", 2),
    "Presence penalty": ("-0.5", "presence_penalty", -0.5),
    "Frequency penalty": ("0", "frequency_penalty", 0.0),
    "Repetition penalty": ("1.1", "repetition_penalty", 1.1),
}
"""What is typed for each, its name on the wire, and its value there."""


@asynccontextmanager
async def at_parameters(profile: Path) -> AsyncIterator[tuple[Person, Talk]]:
    """The app, ready to send, and the server that it sends to."""
    async with talking() as server, at_the_app(profile, MemoryVault()) as person:
        await person.connects(server.base_url)
        await person.until(lambda: person.models() == list(MODELS))
        yield person, server


async def sent(person: Person, server: Talk) -> dict[str, Any]:
    """What goes out with a message, without model and messages."""
    send(person, "Hello")
    line = await server.asked()
    await line.says("Yes.")
    await line.ends()
    await person.reply_ended()
    body: dict[str, Any] = line.body
    del body["model"], body["messages"]
    return body


def tick(name: str) -> None:
    go_to(name)
    press(Key.Key_Space)


def unfold_advanced() -> None:
    go_to("Advanced")
    press(Key.Key_Return)
