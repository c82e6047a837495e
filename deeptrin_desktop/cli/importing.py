"""`import`: by the app that has the profile open, or without one straight into the store."""

import argparse
import asyncio
from collections.abc import Sequence
from pathlib import Path

from deeptrin_desktop.app.errands import Command, Errand
from deeptrin_desktop.app.importing import import_files
from deeptrin_desktop.app.instance import claim_or_ask
from deeptrin_desktop.app.paths import Paths, paths_of
from deeptrin_desktop.cli.output import opened
from deeptrin_desktop.store.sqlite import open_store


def import_(arguments: argparse.Namespace) -> None:
    """Raises StoreError or TransferError, and what the running app refuses as a plain DeeptrinError."""
    paths = paths_of(arguments.profile, demo=arguments.demo)
    files = [path.absolute() for path in arguments.paths]
    claimed = claim_or_ask(paths, Command(Errand.IMPORT, tuple(map(str, files))))
    if isinstance(claimed, str):
        said = claimed
    else:
        try:
            said = asyncio.run(_import(paths, files))
        finally:
            claimed.release()
    with opened(None) as output:
        output.write(f"{said}\n")


async def _import(paths: Paths, files: Sequence[Path]) -> str:
    store = await open_store(paths.database)
    try:
        return (await import_files(files, store)).said
    finally:
        await store.close()
