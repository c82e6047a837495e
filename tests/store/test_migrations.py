"""Databases of older and newer versions."""

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from store.examples import conversation, message

from deeptrin_desktop.core.errors import Kind, StoreError
from deeptrin_desktop.core.message import Reply, ReplyState, Timings
from deeptrin_desktop.store.backups import KEPT
from deeptrin_desktop.store.migrations import MIGRATIONS, Migration
from deeptrin_desktop.store.reading import read_store
from deeptrin_desktop.store.sqlite import open_store

OLD = (Migration("an older schema", "", ("CREATE TABLE titles (title TEXT)", "INSERT INTO titles VALUES ('Old')")),)
PINS = Migration("pins", "", ("ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",))
BROKEN = Migration("broken", "", ("CREATE TABLE half (a)", "INSERT INTO nowhere VALUES (1)"))


def run(path: Path, *statements: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(path, isolation_level=None)
    rows = [row for statement in statements for row in database.execute(statement)]
    database.close()
    return rows


def files_in(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


async def filled(path: Path) -> None:
    store = await open_store(path)
    await store.add([conversation(message("q", "Why?"))])
    await store.close()


async def test_every_step_from_an_older_version_is_taken_after_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "deeptrin.db"
    path.touch()
    run(path, *OLD[0].statements, "PRAGMA user_version = 1")
    store = await open_store(path, migrations=(*OLD, *MIGRATIONS, PINS))
    await store.record(conversation())
    await store.close()
    assert run(path, "PRAGMA user_version", "SELECT title FROM titles", "SELECT pinned FROM conversations") == [
        (len(MIGRATIONS) + 2,),
        ("Old",),
        (0,),
    ]
    kept = sorted(backup.name.split("-")[1] for backup in (tmp_path / "backups").iterdir())
    newest = len(MIGRATIONS) + 2
    assert kept == [str(number) for number in range(newest - KEPT + 1, newest + 1)]
    assert run(min((tmp_path / "backups").iterdir()), "PRAGMA user_version", "SELECT title FROM titles") == [
        (newest - KEPT,),
        ("Old",),
    ]


async def test_the_first_version_still_opens_with_all_that_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "deeptrin.db"
    path.touch()
    run(
        path,
        *MIGRATIONS[0].statements,
        "PRAGMA user_version = 1",
        """INSERT INTO conversations VALUES (1, 'c', '2025-03-01T12:30:15.123456+00:00',
            '2025-03-01T12:30:15.123456+00:00', 'Why?', 'chat', '', '', '', '{}', 1, '')""",
        """INSERT INTO messages VALUES (1, 'c', 'q', 'user', 'Why?', '2025-03-01T12:30:15.123456+00:00',
            NULL, '', '', 0, '', 1)""",
        """INSERT INTO replies VALUES (1, 'c', 'r', 'stopped', 'm', '2025-03-01T12:30:15.123456+00:00',
            NULL, NULL, NULL, '{}', 1, '', '', '', '', '', NULL, 0, NULL, NULL, NULL)""",
    )
    store = await open_store(path)
    reply = Reply("r", ReplyState.STOPPED, "m", Timings(datetime(2025, 3, 1, 12, 30, 15, 123456, UTC)))
    assert await store.conversation("c") == conversation(message("q", "Why?")).with_reply(reply)
    await store.close()


async def test_a_step_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "deeptrin.db"
    await filled(path)
    with pytest.raises(StoreError):
        await open_store(path, migrations=(*MIGRATIONS, BROKEN))
    assert run(path, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'") == [(0,)]
    store = await open_store(path)
    assert await store.conversation("c") == conversation(message("q", "Why?"))
    await store.close()


async def test_no_step_is_taken_without_its_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deeptrin.db"
    await filled(path)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=0))
    with pytest.raises(StoreError) as caught:
        await open_store(path, migrations=(*MIGRATIONS, PINS))
    assert caught.value.failure.kind is Kind.DISK_FULL
    assert run(path, "PRAGMA user_version") == [(len(MIGRATIONS),)]


async def test_a_newer_database_is_refused_in_words_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "deeptrin.db"
    await filled(path)
    run(path, "PRAGMA user_version = 1000")
    before = files_in(tmp_path)
    assert before.keys() == {"deeptrin.db", "deeptrin.db.lock"}
    with pytest.raises(StoreError) as caught:
        await open_store(path)
    assert caught.value.failure.kind is Kind.NEWER
    assert "1000" in caught.value.failure.said
    assert path.read_bytes() == before["deeptrin.db"]
    with pytest.raises(StoreError) as caught, read_store(path):
        pass
    assert caught.value.failure.kind is Kind.NEWER
    assert path.read_bytes() == before["deeptrin.db"]


async def test_an_older_database_is_not_changed_by_reading_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deeptrin.db"
    await filled(path)
    monkeypatch.setattr("deeptrin_desktop.store.reading.MIGRATIONS", (*MIGRATIONS, PINS))
    with pytest.raises(StoreError) as caught, read_store(path):
        pass
    assert "version" in caught.value.failure.said
    assert run(path, "PRAGMA user_version") == [(len(MIGRATIONS),)]


def test_every_step_has_a_name_and_a_reason() -> None:
    assert all(migration.name and migration.reason for migration in MIGRATIONS)
