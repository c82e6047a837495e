"""Damaged files: set aside and never deleted, and what can be read of them goes on in a new database."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from store.examples import PAGE, asked, conversation, line, message, overwrite, root_page, waiting

from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Conversation, Mode
from deeptrin_desktop.core.document import Document, Mark
from deeptrin_desktop.core.errors import Kind, StoreError
from deeptrin_desktop.core.layers import Refusal
from deeptrin_desktop.core.message import ReplyState
from deeptrin_desktop.core.ports import Fragment
from deeptrin_desktop.core.preset import Preset
from deeptrin_desktop.store.backups import back_up_when_due
from deeptrin_desktop.store.mark import mark_damaged
from deeptrin_desktop.store.migrations import MIGRATIONS, Migration
from deeptrin_desktop.store.sqlite import SqliteStore, open_store

CONVERSATIONS = 20
MESSAGES = 60
LONG = "word " * 100


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of many pages, closed."""
    import asyncio

    async def fill(path: Path) -> None:
        store = await open_store(path)
        await store.add([line(MESSAGES, id_=f"c{number}", text=LONG) for number in range(CONVERSATIONS)])
        await store.add([asked("a")])
        await store.close()

    path = tmp_path_factory.mktemp("sound") / "deeptrin.db"
    asyncio.run(fill(path))
    return path


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    shutil.copy(sound, tmp_path / sound.name)
    return tmp_path / sound.name


async def read_all(store: SqliteStore) -> dict[str, Conversation]:
    found = {}
    for summary in await store.summaries():
        read = await store.conversation(summary.id)
        assert read is not None
        found[summary.id] = read
    return found


def assert_sound(path: Path) -> None:
    database = sqlite3.connect(path)
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()


async def test_a_sound_database_is_not_touched(path: Path) -> None:
    store = await open_store(path)
    assert store.salvaged is None
    await store.close()


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
async def test_a_file_that_was_cut_keeps_what_was_before_the_cut(path: Path, share: float) -> None:
    whole = path.read_bytes()
    cut = whole[: int(len(whole) * share)]
    path.write_bytes(cut)
    store = await open_store(path)
    assert store.salvaged is not None
    assert Path(store.salvaged.set_aside).read_bytes() == cut
    assert not store.salvaged.complete
    kept = await read_all(store)
    await store.close()
    assert store.salvaged.conversations == len(kept)
    assert store.salvaged.messages == sum(len(one.tree.messages) for one in kept.values())
    assert store.salvaged.messages > share * CONVERSATIONS * MESSAGES * 0.5
    assert all(one.tree.path() for one in kept.values() if one.tree.messages)
    assert_sound(path)


@pytest.mark.parametrize("content", [b"", b"garbage", b"SQLite format 3\0" + b"\xff" * 10_000, b"\0" * 8192])
async def test_a_file_that_is_no_database_any_more_is_replaced_by_the_last_backup(path: Path, content: bytes) -> None:
    back_up_when_due(path, unwanted=lambda: False)
    path.write_bytes(content)
    store = await open_store(path)
    assert store.salvaged is not None
    assert Path(store.salvaged.set_aside).read_bytes() == content
    assert Path(store.salvaged.backup).parent == path.parent / "backups"
    kept = await read_all(store)
    await store.close()
    assert kept.pop("c").replies["r"].state is ReplyState.INTERRUPTED
    assert kept == {f"c{n}": line(MESSAGES, id_=f"c{n}", text=LONG) for n in range(CONVERSATIONS)}


async def test_without_a_backup_garbage_is_set_aside_and_a_new_database_begins(path: Path) -> None:
    path.write_bytes(b"garbage")
    store = await open_store(path)
    assert store.salvaged is not None
    assert (store.salvaged.conversations, store.salvaged.messages, store.salvaged.backup) == (0, 0, "")
    assert Path(store.salvaged.set_aside).read_bytes() == b"garbage"
    await store.add([conversation(message("q", "A new start"))])
    await store.close()
    store = await open_store(path)
    assert store.salvaged is None
    assert len(await store.summaries()) == 1
    await store.close()


async def test_one_lost_page_costs_its_own_rows_alone(path: Path) -> None:
    pages = len(path.read_bytes()) // PAGE
    noisy = overwrite(path, range(pages // 2, pages // 2 + 1))
    store = await open_store(path)
    kept = await read_all(store)
    await store.close()
    assert store.salvaged is None or Path(store.salvaged.set_aside).read_bytes() == noisy
    assert sum(len(one.tree.messages) for one in kept.values()) > CONVERSATIONS * MESSAGES - 60
    texts = {kept_message.text for one in kept.values() for kept_message in one.tree.messages.values()}
    assert texts <= {f"{LONG} {n}" for n in range(MESSAGES)} | {"Why?", ""}
    assert_sound(path)


@pytest.mark.parametrize("beyond", [0, 10_000])
async def test_rows_between_and_after_two_lost_pages_are_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch, beyond: int
) -> None:
    """Read forwards, then backwards, then one by one in between."""
    monkeypatch.setattr("deeptrin_desktop.store.damaged.PROBED_BEYOND", beyond)
    pages = [page for page in range(len(path.read_bytes()) // PAGE) if path.read_bytes()[page * PAGE] == 0x0D]
    for page in (pages[len(pages) // 3], pages[len(pages) // 2]):
        overwrite(path, range(page, page + 1))
    store = await open_store(path)
    assert store.salvaged is not None
    await store.close()
    assert CONVERSATIONS * MESSAGES - 30 < store.salvaged.messages < CONVERSATIONS * MESSAGES + 2


async def test_what_hangs_loose_is_tied_to_the_nearest_earlier_message(path: Path) -> None:
    database = sqlite3.connect(path, isolation_level=None)
    for statement in (
        "DELETE FROM messages WHERE conversation = 'c1' AND id IN ('m3', 'm4')",
        "UPDATE messages SET parent = 'm9' WHERE conversation = 'c2' AND id = 'm8'",
        "UPDATE messages SET picked = 0 WHERE conversation = 'c3'",
    ):
        database.execute(statement)
    database.close()
    mark_damaged(path)
    store = await open_store(path)
    assert store.salvaged is not None
    kept = await read_all(store)
    await store.close()
    whole = [f"m{number}" for number in range(MESSAGES)]
    assert [one.id for one in kept["c1"].tree.path()] == [id_ for id_ in whole if id_ not in ("m3", "m4")]
    assert [one.id for one in kept["c2"].tree.path()] == whole
    assert [one.id for one in kept["c3"].tree.path()] == whole
    assert_sound(path)


@pytest.mark.parametrize("seed", range(12))
async def test_noise_anywhere_never_keeps_the_store_from_opening(path: Path, seed: int) -> None:
    pages = len(path.read_bytes()) // PAGE
    first = random.Random(seed).randrange(pages)
    overwrite(path, range(first, min(pages, first + 3)), seed=seed)
    store = await open_store(path)
    kept = await read_all(store)
    await store.add([conversation(message("q", "Still here"), id_="new")])
    await store.close()
    assert all(one.tree.path() for one in kept.values() if one.tree.messages)
    assert_sound(path)


@pytest.mark.parametrize("table", ["conversations", "messages", "replies"])
async def test_a_lost_table_is_filled_from_the_backup(path: Path, table: str) -> None:
    back_up_when_due(path, unwanted=lambda: False)
    store = await open_store(path)
    before = await read_all(store)
    await store.close()
    root = root_page(path, table)
    overwrite(path, range(root, root + 1))
    store = await open_store(path)
    assert store.salvaged is not None
    assert store.salvaged.backup
    assert await read_all(store) == before
    await store.close()


def text_columns() -> list[tuple[str, str]]:
    database = sqlite3.connect(":memory:")
    for migration in MIGRATIONS:
        for statement in migration.statements:
            database.execute(statement)
    found = database.execute(
        """SELECT made.name, columns.name FROM sqlite_schema AS made, pragma_table_info(made.name) AS columns
        WHERE made.type = 'table' AND columns.type = 'TEXT'"""
    ).fetchall()
    database.close()
    return found


@pytest.mark.parametrize(("table", "column"), text_columns())
async def test_whatever_stands_in_a_column_all_can_be_read_afterwards(table: str, column: str, tmp_path: Path) -> None:
    path = tmp_path / "deeptrin.db"
    store = await open_store(path)
    await store.record(asked("a"), messages=[*asked("a").tree.messages.values()], reply=waiting())
    await store.journal("r", [Fragment("a", "Because")])
    await store.record(replace(conversation(id_="d"), mode=Mode.COMPLETION, document=Document("Once")))
    await store.save_connection(Connection("x", "Here", "http://127.0.0.1/v1"))
    await store.save_models("x", ["llama"])
    await store.save_presets([Preset("p", "Brief")])
    await store.save_refusal(Refusal("x", "llama", "stop"))
    await store.save_state("conversation", "c")
    await store.close()
    database = sqlite3.connect(path)
    assert database.execute(f"UPDATE {table} SET {column} = '{{nonsense' || rowid").rowcount > 0
    database.commit()
    database.close()
    mark_damaged(path)
    store = await open_store(path)
    assert store.salvaged is not None
    await read_all(store)
    for read in (store.connections, store.presets, store.refusals, store.states):
        await read()
    await store.models("x")
    await store.close()
    assert_sound(path)


async def test_messages_whose_conversation_is_lost_get_one(path: Path) -> None:
    root = root_page(path, "conversations")
    overwrite(path, range(root, root + 1))
    store = await open_store(path)
    kept = await read_all(store)
    await store.close()
    assert {*kept} == {"c", *(f"c{number}" for number in range(CONVERSATIONS))}
    assert kept["c3"].tree == line(MESSAGES, text=LONG).tree


async def test_a_document_whose_conversation_is_lost_gets_one(path: Path) -> None:
    store = await open_store(path)
    document = Document("Once upon a time", (Mark(5, 9, "a"),))
    await store.record(replace(conversation(id_="d"), mode=Mode.COMPLETION, document=document))
    await store.close()
    root = root_page(path, "conversations")
    overwrite(path, range(root, root + 1))
    store = await open_store(path)
    kept = await read_all(store)
    await store.close()
    assert (kept["d"].mode, kept["d"].document) == (Mode.COMPLETION, document)
    assert_sound(path)


async def test_changes_that_were_still_in_the_log_are_salvaged_too(path: Path, tmp_path: Path) -> None:
    store = await open_store(path)
    await store.add([conversation(message("q", "The last word"), id_="last")])
    await store.journal("r", [Fragment("a", "too late, interrupted")])
    left = tmp_path / "left"
    left.mkdir()
    for name in (path.name, path.name + "-wal"):
        shutil.copy(path.with_name(name), left)
    await store.close()
    root = root_page(path, "models")
    damaged, log = overwrite(left / path.name, range(root, root + 1)), (left / f"{path.name}-wal").read_bytes()
    store = await open_store(left / path.name)
    assert store.salvaged is not None
    kept = await read_all(store)
    assert [kept_message.text for kept_message in kept["last"].tree.path()] == ["The last word"]
    await store.close()
    assert Path(store.salvaged.set_aside).read_bytes() == damaged
    assert Path(store.salvaged.set_aside + "-wal").read_bytes() == log


async def test_values_that_make_no_sense_are_damage_and_their_texts_are_saved(path: Path) -> None:
    database = sqlite3.connect(path, isolation_level=None)
    for statement in (
        "UPDATE messages SET role = 'usher', created = 'never' WHERE conversation = 'c' AND id = 'q'",
        "UPDATE conversations SET title = x'57ff', mode = x'00ff', parameters = '{' WHERE id = 'c'",
        "UPDATE replies SET state = 'gone', sent = '', failure = '{}', parameters = '{\"heat\": 1}'",
        "INSERT INTO states (name, value) VALUES ('window', '{')",
    ):
        database.execute(statement)
    database.close()
    store = await open_store(path)
    for call in (store.conversation("c"), store.states()):
        with pytest.raises(StoreError) as caught:
            await call
        assert caught.value.failure.kind is Kind.CORRUPT
    await store.close()

    store = await open_store(path)
    assert store.salvaged is not None
    assert store.salvaged.complete
    kept = await store.conversation("c")
    assert kept is not None
    assert kept.title == "W\ufffd"
    assert [kept_message.text for kept_message in kept.tree.path()] == ["Why?", ""]
    assert kept.replies["r"].state is ReplyState.INTERRUPTED
    assert await store.states() == {"window": None}
    await store.close()


async def test_damage_that_is_met_in_use_is_salvaged_at_the_next_opening(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large file is not read whole at every opening."""
    monkeypatch.setattr("deeptrin_desktop.store.opening.CHECKED_BELOW", 0)
    root = root_page(path, "messages")
    noisy = overwrite(path, range(root, root + 1))
    store = await open_store(path)
    assert store.salvaged is None
    with pytest.raises(StoreError) as caught:
        await store.conversation("c1")
    assert caught.value.failure.kind is Kind.CORRUPT
    await store.close()

    store = await open_store(path)
    assert store.salvaged is not None
    aside = Path(store.salvaged.set_aside).read_bytes()
    assert aside[root * PAGE : (root + 1) * PAGE] == noisy[root * PAGE : (root + 1) * PAGE]
    await store.close()
    store = await open_store(path)
    assert store.salvaged is None
    await store.close()


async def test_a_damaged_database_of_an_older_version_is_brought_up_to_date(path: Path) -> None:
    root = root_page(path, "replies")
    overwrite(path, range(root, root + 1))
    pins = Migration("pins", "", ("ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",))
    store = await open_store(path, migrations=(*MIGRATIONS, pins))
    assert store.salvaged is not None
    assert len(await store.summaries()) == CONVERSATIONS + 1
    await store.close()


@pytest.mark.parametrize("fails_at", ["rename", "replace"])
async def test_a_crash_while_files_are_exchanged_loses_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: str
) -> None:
    path.write_bytes(path.read_bytes()[: 40 * PAGE])
    original: Callable[[Path, Path], Path] = getattr(Path, fails_at)

    def crash(self: Path, target: Path) -> Path:
        if fails_at == "rename":
            original(self, target)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, fails_at, crash)
        with pytest.raises(KeyboardInterrupt):
            await open_store(path)
    assert not path.exists()
    store = await open_store(path)
    assert len(await read_all(store)) > 0
    await store.close()
    assert_sound(path)


async def test_a_disk_without_room_leaves_the_damaged_file_where_it_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noisy = overwrite(path, range(5, 8))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreError) as caught:
        await open_store(path)
    assert caught.value.failure.kind is Kind.DISK_FULL
    assert path.read_bytes() == noisy
    assert not [*path.parent.glob("*.salvaged*")]
