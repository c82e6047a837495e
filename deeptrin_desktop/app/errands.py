"""What a second start may ask of the running app, and both ends of the talk: a line of JSON there, two lines back.

The first line back says at once that the command was heard, so that an app that hangs is told from one that is busy
with a large file. The second one is the answer.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from deeptrin_desktop.core.errors import DeeptrinError, Failure, Kind, UsageError

log = logging.getLogger(__name__)


class Errand(StrEnum):
    """What may be asked."""

    RAISE = "raise"
    IMPORT = "import"
    OPEN = "open"
    """To import files, and to show in the window what was in them."""


@dataclass(frozen=True, slots=True)
class Command:
    """One errand, with the absolute paths of the files that it is about."""

    errand: Errand
    paths: tuple[str, ...] = ()


Obey = Callable[[Command], Awaitable[str]]
"""Does what a command asks and returns what is to be said about it. May raise DeeptrinError."""


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, obey: Obey) -> None:
    """The running app's end."""
    try:
        line = await reader.readline()
        await _write(writer, {"heard": True})
        await _write(writer, await _obeyed(line, obey))
    except OSError:
        pass  # the other process has gone
    finally:
        writer.close()


async def deliver(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, command: Command) -> bool:
    """The other end: sends a command, waits until it was heard, and returns whether it was."""
    try:
        await _write(writer, asdict(command))
        return bool(await reader.readline())
    except OSError:
        return False


async def answer_to(reader: asyncio.StreamReader) -> str:
    """Waits for the answer to a delivered command. Raises the DeeptrinError that came of it."""
    try:
        said = json.loads(await reader.readline())
        failure = said["failure"]
        if failure is None:
            return str(said["text"])
        failure["kind"] = Kind(failure["kind"])
        raise DeeptrinError(Failure(**failure))
    except (OSError, ValueError, KeyError, TypeError):
        raise DeeptrinError(Failure(Kind.BUG, said="The running app ended before it had answered.")) from None


async def _obeyed(line: bytes, obey: Obey) -> dict[str, Any]:
    try:
        return {"text": await obey(_read_command(line)), "failure": None}
    except DeeptrinError as error:
        return {"text": "", "failure": asdict(error.failure)}
    except Exception as error:
        log.exception("A command of another start failed")
        return {"text": "", "failure": asdict(Failure(Kind.BUG, said=type(error).__name__))}


def _read_command(line: bytes) -> Command:
    try:
        value = json.loads(line)
        return Command(Errand(value["errand"]), tuple(str(path) for path in value["paths"]))
    except (ValueError, KeyError, TypeError):
        raise UsageError(Failure(Kind.BAD_USAGE, said="The running app does not know this command.")) from None


async def _write(writer: asyncio.StreamWriter, value: object) -> None:
    writer.write(json.dumps(value).encode() + b"\n")
    await writer.drain()
