"""Bringing replies to disk while they run and when they have ended, however long the disk refuses."""

import asyncio
from collections.abc import Awaitable, Callable

from deeptrin_desktop.chat.events import Event, SavingFailed
from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.chat.running import RunningReply
from deeptrin_desktop.core.errors import StoreError
from deeptrin_desktop.core.ports import Store

JOURNAL_AFTER = 0.2
"""Seconds that arrived text may wait for the journal, so that it is on disk within 250 ms."""
SAVE_AGAIN_AFTER = 2.0
"""Seconds between attempts to write what could not be written."""


class Saver:
    """Writes replies. What cannot be written stays in memory and is tried again until the app ends."""

    def __init__(self, *, library: Library, store: Store, publish: Callable[[Event], None]) -> None:
        self._library = library
        self._store = store
        self._publish = publish
        self._unsaved: set[str] = set()
        self._fails = False
        self._closing = asyncio.Event()

    @property
    def unsaved(self) -> frozenset[str]:
        """The ids of the conversations whose last reply has ended and is not on disk yet."""
        return frozenset(self._unsaved)

    def close(self) -> None:
        """From now on everything is tried once and not again."""
        self._closing.set()

    async def save(self, run: RunningReply) -> None:
        """Writes a reply that has ended."""
        self._unsaved.add(run.conversation)
        while run.conversation in self._library:
            saved = await self._was_saved(self._library.write(run.conversation, run.messages(), reply=run.reply))
            run.settled.set()
            if saved or await self._closes_within(SAVE_AGAIN_AFTER):
                break
        self._unsaved.discard(run.conversation)

    async def keep_journal(self, run: RunningReply) -> None:
        """Writes what has arrived, until it is cancelled. Text that cannot be written waits and is tried again."""
        while True:
            await run.arrived.wait()
            await asyncio.sleep(JOURNAL_AFTER)
            unasked, fragments = run.take_unjournalled()
            if unasked:
                await self._was_saved(self._library.write(run.conversation, unasked, reply=run.reply))
            if not await self._was_saved(self._store.journal(run.reply.id, fragments)):
                run.put_back(unasked, fragments)
                await asyncio.sleep(SAVE_AGAIN_AFTER)

    async def _was_saved(self, saving: Awaitable[None]) -> bool:
        """Whether saving worked; says so when that has changed since the last time."""
        failure = None
        try:
            await saving
        except StoreError as error:
            failure = error.failure
        if (failure is not None) != self._fails:
            self._fails = failure is not None
            self._publish(SavingFailed(failure))
        return failure is None

    async def _closes_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return False
        return True
