"""Bringing replies to disk while they run and when they have ended, however long the disk refuses."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from deeptrin_desktop.chat.events import Event, SavingFailed
from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.chat.running import RunningReply
from deeptrin_desktop.core.errors import Failure, StoreError
from deeptrin_desktop.core.message import Message
from deeptrin_desktop.core.ports import Fragment, Store

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
        self._unsaved: set[RunningReply] = set()
        self.failure: Failure | None = None
        """Why the last attempt to write something failed; `None` when it worked."""

    @property
    def unsaved(self) -> frozenset[str]:
        """The ids of the conversations that have a reply which has ended and is not on disk yet."""
        return frozenset(run.conversation for run in self._unsaved)

    async def try_again(self) -> None:
        """Tries at once to write what could not be written."""
        for run in [*self._unsaved]:
            await self._save_once(run)

    async def catch_up(self, conversation_id: str) -> None:
        """Tries to write what earlier replies of a conversation left unwritten, so that what follows comes behind them
        on disk as well.
        """
        for run in [*self._unsaved]:
            if run.conversation == conversation_id:
                await self._save_once(run)

    async def save(self, run: RunningReply) -> None:
        """Writes a reply that has ended."""
        self._unsaved.add(run)
        try:
            while run in self._unsaved and not await self._save_once(run):  # noqa: ASYNC110  the disk tells nobody when it is well again
                await asyncio.sleep(SAVE_AGAIN_AFTER)
        finally:
            self._unsaved.discard(run)

    async def keep_journal(self, run: RunningReply) -> None:
        """Writes what has arrived, until it is cancelled. Text that cannot be written waits and is tried again."""
        while True:
            await run.arrived.wait()
            await asyncio.sleep(JOURNAL_AFTER)
            unasked, fragments = run.take_unjournalled()
            if not await self.was_saved(self._journal(run, unasked, fragments)):
                run.put_back(unasked, fragments)
                await asyncio.sleep(SAVE_AGAIN_AFTER)

    async def was_saved(self, saving: Awaitable[None]) -> bool:
        """Whether writing something worked; says so when that has changed since the last time."""
        failure = None
        try:
            await saving
        except StoreError as error:
            failure = error.failure
        changed = (failure is None) != (self.failure is None)
        self.failure = failure
        if changed:
            self._publish(SavingFailed(failure))
        return failure is None

    async def _save_once(self, run: RunningReply) -> bool:
        """Whether nothing is left to be done: it was written, or its conversation is gone."""
        saved = run.conversation not in self._library
        try:
            saved = saved or await self.was_saved(
                self._library.write(run.conversation, run.messages(), reply=run.reply)
            )
        finally:
            run.settled.set()
        if saved:
            self._unsaved.discard(run)
        return saved

    async def _journal(self, run: RunningReply, unasked: Sequence[Message], fragments: Sequence[Fragment]) -> None:
        if unasked:
            await self._library.write(run.conversation, unasked, reply=run.reply)
        await self._store.journal(run.reply.id, fragments)
