"""The port `Store` on SQLite: one thread that writes, one that reads, each with a connection of its own."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, wait
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Conversation, Summary
from deeptrin_desktop.core.errors import Kind, StoreError
from deeptrin_desktop.core.layers import Refusal
from deeptrin_desktop.core.message import Message, Reply
from deeptrin_desktop.core.ports import Fragment, Json
from deeptrin_desktop.core.preset import Preset
from deeptrin_desktop.store import connections, conversations, journal, presets, states
from deeptrin_desktop.store.backups import DailyBackup
from deeptrin_desktop.store.database import Database
from deeptrin_desktop.store.failures import store_error
from deeptrin_desktop.store.mark import mark_damaged
from deeptrin_desktop.store.migrations import MIGRATIONS, Migration
from deeptrin_desktop.store.opening import Opened, open_for_writing
from deeptrin_desktop.store.salvage import Salvage
from deeptrin_desktop.store.worker import Worker, outcome

P = ParamSpec("P")
T = TypeVar("T")


async def open_store(path: Path, *, migrations: Sequence[Migration] = MIGRATIONS) -> "SqliteStore":
    """Opens the database, on a thread of its own, and makes it where there is none.

    Its folder is closed to other users; the lock, backups and what was set aside lie in it too. Raises StoreError as
    `open_for_writing` does.
    """
    writer = Worker("store-writer")
    opening = writer.accept(lambda: open_for_writing(path, migrations))
    try:
        opened = await outcome(opening)
    except BaseException:
        # The wait may have been cancelled; what is open by then is closed again.
        writer.accept(lambda: opening.result().close())
        writer.dismiss()
        raise
    return SqliteStore(path, opened, writer)


class SqliteStore:
    """An open database. Writes take effect in the order of the calls; a read waits for the writes before it."""

    def __init__(self, path: Path, opened: Opened, writer: Worker) -> None:
        """`writer` is the thread that opened it."""
        self.salvaged: Salvage | None = opened.salvaged
        """What was saved when the database was found damaged, or `None`."""
        self._path = path
        self._opened = opened
        self._writer = writer
        self._reader = Worker("store-reader")
        self._last_write: Future[Any] | None = None
        self._backup = DailyBackup(path)
        self._closed = False

    async def summaries(self) -> tuple[Summary, ...]:
        return await self._read(conversations.summaries)

    async def conversation(self, conversation_id: str) -> Conversation | None:
        return await self._read(conversations.conversation, conversation_id)

    async def record(
        self, conversation: Conversation, *, messages: Sequence[Message] = (), reply: Reply | None = None
    ) -> None:
        await self._write(conversations.record, conversation, messages, reply)

    async def journal(self, reply_id: str, fragments: Sequence[Fragment]) -> None:
        await self._write(journal.append, reply_id, fragments)

    async def save_draft(self, conversation_id: str, draft: str) -> None:
        await self._write(conversations.save_draft, conversation_id, draft)

    async def save_edits(self, conversation_id: str, edits: Mapping[str, str]) -> None:
        await self._write(conversations.save_edits, conversation_id, edits)

    async def pick(self, conversation: Conversation, parents: Sequence[str | None]) -> None:
        await self._write(conversations.pick, conversation, parents)

    async def delete(self, conversation_id: str) -> None:
        await self._write(conversations.delete, conversation_id)

    async def add(self, added: Sequence[Conversation]) -> int:
        return await self._write(conversations.add, added)

    async def connections(self) -> tuple[Connection, ...]:
        return await self._read(connections.connections)

    async def save_connection(self, connection: Connection) -> None:
        await self._write(connections.save_connection, connection)

    async def remove_connection(self, connection_id: str) -> None:
        await self._write(connections.remove_connection, connection_id)

    async def models(self, connection_id: str) -> tuple[str, ...]:
        return await self._read(connections.models, connection_id)

    async def save_models(self, connection_id: str, models: Sequence[str]) -> None:
        await self._write(connections.save_models, connection_id, models)

    async def presets(self) -> tuple[Preset, ...]:
        return await self._read(presets.presets)

    async def save_presets(self, saved: Sequence[Preset]) -> None:
        await self._write(presets.save_presets, saved)

    async def remove_preset(self, preset_id: str) -> None:
        await self._write(presets.remove_preset, preset_id)

    async def refusals(self) -> frozenset[Refusal]:
        return await self._read(presets.refusals)

    async def save_refusal(self, refusal: Refusal) -> None:
        await self._write(presets.save_refusal, refusal)

    async def forget_refusal(self, refusal: Refusal) -> None:
        await self._write(presets.forget_refusal, refusal)

    async def states(self) -> dict[str, Json]:
        return await self._read(states.states)

    async def save_state(self, name: str, value: Json) -> None:
        await self._write(states.save_state, name, value)

    async def close(self) -> None:
        """Writes what is still waiting, then closes. A second call does nothing."""
        if self._closed:
            return
        self._closed = True
        reads_done = self._reader.accept(self._backup.close)
        self._reader.dismiss()
        closed = self._writer.accept(lambda: self._close_after(reads_done))
        self._writer.dismiss()
        await outcome(closed)

    async def _write(
        self, function: Callable[Concatenate[Database, P], T], *arguments: P.args, **options: P.kwargs
    ) -> T:
        self._check_open()
        job = self._writer.accept(
            lambda: self._marking_damage(lambda: function(self._opened.database, *arguments, **options))
        )
        self._last_write = job
        return await outcome(job)

    async def _read(
        self, function: Callable[Concatenate[Database, P], T], *arguments: P.args, **options: P.kwargs
    ) -> T:
        self._check_open()
        before = [self._last_write] if self._last_write else []

        def read() -> T:
            wait(before)
            return self._marking_damage(lambda: function(self._opened.reading, *arguments, **options))

        return await outcome(self._reader.accept(read))

    def _close_after(self, reads_done: Future[None]) -> None:
        wait([reads_done])
        self._opened.close()

    def _check_open(self) -> None:
        if self._closed:
            raise store_error(Kind.STORE_FAILED, self._path, said="it is closed")

    def _marking_damage(self, job: Callable[[], T]) -> T:
        try:
            return job()
        except StoreError as error:
            if error.failure.kind is Kind.CORRUPT:
                mark_damaged(self._path)
            raise
