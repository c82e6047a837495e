"""Backups: one a day, a few of each sort, whole or not there."""

import os
import shutil
import sqlite3
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from store.examples import conversation, line, message, overwrite, root_page

from deeptrin_desktop.core.errors import Failure, Kind, StoreError
from deeptrin_desktop.store import backups
from deeptrin_desktop.store.backups import DAY, KEPT, DailyBackup, back_up_when_due, before_migration
from deeptrin_desktop.store.mark import mark_damaged
from deeptrin_desktop.store.sqlite import open_store


def backups_in(folder: Path) -> list[Path]:
    return sorted((folder / "backups").iterdir())


def age(backup: Path, seconds: float) -> None:
    made = backup.stat().st_mtime - seconds
    os.utime(backup, (made, made))


def texts_in(backup: Path) -> list[str]:
    database = sqlite3.connect(backup)
    texts = [text for (text,) in database.execute("SELECT text FROM messages")]
    database.close()
    return texts


async def test_a_backup_is_made_once_a_day_while_the_store_is_open(tmp_path: Path) -> None:
    path = tmp_path / "deeptrin.db"
    store = await open_store(path)
    await store.add([conversation(message("q", "Why?"))])
    assert 0 < back_up_when_due(path, unwanted=lambda: False) <= DAY
    back_up_when_due(path, unwanted=lambda: False)
    [first] = backups_in(tmp_path)
    assert texts_in(first) == ["Why?"]

    age(first, DAY)
    await store.save_draft("c", "more")
    back_up_when_due(path, unwanted=lambda: False)
    assert len(backups_in(tmp_path)) == 2
    await store.close()


async def test_the_oldest_backups_go(tmp_path: Path) -> None:
    path = tmp_path / "deeptrin.db"
    await (await open_store(path)).close()
    for _ in range(KEPT + 2):
        for backup in backups_in(tmp_path) if (tmp_path / "backups").exists() else []:
            age(backup, DAY)
        back_up_when_due(path, unwanted=lambda: False)
    before_migration(path, 2)
    names = [backup.name for backup in backups_in(tmp_path)]
    assert len(names) == KEPT + 1
    assert len([name for name in names if name.startswith("before-2-")]) == 1
    assert max(map(backups._made_at, backups_in(tmp_path))) == backups._made_at(
        next((tmp_path / "backups").glob("before-*"))
    )


@pytest.mark.skipif(os.name != "posix", reason="rights as on Unix")
async def test_nobody_else_may_read_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "deeptrin.db"
    await (await open_store(path)).close()
    previous = os.umask(0)
    try:
        back_up_when_due(path, unwanted=lambda: False)
    finally:
        os.umask(previous)
    [backup] = backups_in(tmp_path)
    assert stat.S_IMODE(backup.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


async def test_a_backup_that_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "deeptrin.db"
    store = await open_store(path)
    await store.add([line(2000)])
    with pytest.raises(StoreError):
        back_up_when_due(path, unwanted=lambda: True)
    assert backups_in(tmp_path) == []
    await store.close()


async def test_a_backup_never_takes_the_last_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deeptrin.db"
    await (await open_store(path)).close()
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10_000))
    with pytest.raises(StoreError) as caught:
        back_up_when_due(path, unwanted=lambda: False)
    assert caught.value.failure.kind is Kind.DISK_FULL


async def test_damage_that_a_backup_meets_is_salvaged_at_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files that are too large to be read whole at every opening are read whole once a day."""
    monkeypatch.setattr("deeptrin_desktop.store.opening.CHECKED_BELOW", 0)
    path = tmp_path / "deeptrin.db"
    store = await open_store(path)
    await store.add([line(500)])
    await store.close()
    root = root_page(path, "messages")
    overwrite(path, range(root, root + 1))
    marked = threading.Event()

    def mark(path: Path) -> None:
        mark_damaged(path)
        marked.set()

    monkeypatch.setattr(backups, "mark_damaged", mark)
    backup = DailyBackup(path, first_after=0)
    assert marked.wait(30)
    backup.close()
    assert backups_in(tmp_path) == []
    store = await open_store(path)
    assert store.salvaged is not None
    await store.close()


def test_the_thread_goes_on_after_a_backup_that_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0
    twice = threading.Event()

    def fail(path: Path, *, unwanted: Callable[[], bool]) -> float:
        nonlocal calls
        calls += 1
        if calls == 2:
            twice.set()
        raise StoreError(Failure(Kind.STORE_FAILED, path=str(path)))

    monkeypatch.setattr(backups, "AGAIN_AFTER", 0.0)
    monkeypatch.setattr(backups, "back_up_when_due", fail)
    backup = DailyBackup(tmp_path / "deeptrin.db", first_after=0)
    assert twice.wait(30)
    backup.close()
