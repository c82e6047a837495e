"""Files of exported conversations into the store: the same for the command line and for the running app."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.ports import Store
from deeptrin_desktop.transfer import own_json


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import."""

    first: str
    """The id of the first conversation in the files, added now or there already; empty when they hold none."""
    said: str
    """What happened, in words."""


async def import_files(files: Sequence[Path], store: Store) -> Imported:
    """Adds what is not there yet, of all files or of none.

    Raises TransferError or StoreError.
    """
    conversations = await asyncio.to_thread(_read, files)  # a large file would hold up the window
    added = await store.add(conversations)
    known = len(conversations) - added
    said = f"{_counted(added)} imported."
    return Imported(
        first=conversations[0].id if conversations else "",
        said=f"{said} {_counted(known)} already there." if known else said,
    )


def _read(files: Sequence[Path]) -> list[Conversation]:
    """The conversations of all files, each once."""
    by_id = {conversation.id: conversation for file in files for conversation in own_json.load(file)}
    return list(by_id.values())


def _counted(number: int) -> str:
    return f"{number} conversation{'' if number == 1 else 's'}"
