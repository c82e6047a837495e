"""One running app for each profile: the first start takes the profile, a second one asks the first and ends."""

import asyncio
import logging
import os
from collections.abc import Callable

from deeptrin_desktop.app.errands import Command, Obey, answer, answer_to, deliver
from deeptrin_desktop.app.local_socket import Streams, connect, listen
from deeptrin_desktop.app.locking import lock
from deeptrin_desktop.app.paths import Paths
from deeptrin_desktop.core.errors import Failure, Kind, StoreError
from deeptrin_desktop.core.tasks import Tasks

PATIENCE = 10.0
"""Seconds in which a running app must show that it is alive. What it then does may take as long as it takes."""
BETWEEN_TRIES = 0.05
"""Seconds between two looks at an app that is just starting or ending."""

log = logging.getLogger(__name__)


class Instance:
    """The app that has the profile: until it is closed, or the process ends."""

    def __init__(self, paths: Paths, descriptor: int) -> None:
        self._paths = paths
        self._descriptor = descriptor
        self._callers = Tasks(lambda error: log.error("Another start could not be answered", exc_info=error))
        self._stop_listening: Callable[[], None] = lambda: None

    async def serve(self, obey: Obey) -> None:
        """From now on obeys the commands of other starts. What `obey` returns or raises goes to who asked."""

        def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self._callers.start(answer(reader, writer, obey))

        address = self._paths.address()
        try:
            if not address:
                raise FileNotFoundError("there is no runtime folder that is private to the user")
            self._stop_listening = await listen(address, accept)
        except OSError as error:
            log.warning("Other starts cannot reach this one: %s", error)

    async def close(self) -> None:
        """Gives the profile back. Commands that are still being obeyed are cancelled."""
        self._stop_listening()
        await self._callers.cancel()
        self.release()

    def release(self) -> None:
        """Gives back a profile that was never served."""
        os.close(self._descriptor)


def claim(paths: Paths) -> Instance | None:
    """Takes a profile, or returns `None` when another process has it. Raises StoreError."""
    descriptor = lock(paths.lock)
    return None if descriptor is None else Instance(paths, descriptor)


def claim_or_ask(paths: Paths, command: Command, *, patience: float = PATIENCE) -> Instance | str:
    """Takes a profile, or has the app that has it obey a command and returns its answer.

    To be called before there is an event loop. Raises DeeptrinError as that app did, and StoreError (store-locked)
    when it does not answer within `patience` seconds.
    """
    return claim(paths) or asyncio.run(_claim_or_ask(paths, command, patience))


async def _claim_or_ask(paths: Paths, command: Command, patience: float) -> Instance | str:
    try:
        async with asyncio.timeout(patience):
            while (streams := await _delivered(paths, command)) is None:
                await asyncio.sleep(BETWEEN_TRIES)
                if instance := claim(paths):
                    return instance
    except TimeoutError:
        said = "Deeptrin Desktop is running on this profile, but does not answer."
        raise StoreError(Failure(Kind.STORE_LOCKED, said=said, path=str(paths.folder), seconds=patience)) from None
    reader, writer = streams
    try:
        return await answer_to(reader)
    finally:
        writer.close()


async def _delivered(paths: Paths, command: Command) -> Streams | None:
    """The streams to an app that has heard a command; `None` where there is none as yet, or no more."""
    try:
        reader, writer = await connect(paths.address())
    except OSError:
        return None
    heard = False
    try:
        heard = await deliver(reader, writer, command)
    finally:
        if not heard:
            writer.close()
    return (reader, writer) if heard else None
