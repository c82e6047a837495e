"""Full and read-only disks, met for real: the error says which it is, nothing is lost, and later it works again."""

import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from store.examples import asked

from deeptrin_desktop.core.errors import Kind, StoreError
from deeptrin_desktop.core.ports import Fragment
from deeptrin_desktop.store.database import Database
from deeptrin_desktop.store.reading import read_store
from deeptrin_desktop.store.sqlite import open_store

MEGABYTE = "x" * 1_000_000


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only root can mount a disk")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path) -> None:
    with suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
        while True:
            filler.write(b"x" * 4096)


def make_read_only(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)


async def test_a_full_disk_refuses_the_write_and_takes_it_when_there_is_room(small_disk: Path) -> None:
    store = await open_store(small_disk / "store" / "deeptrin.db")
    whole = asked("a")
    await store.add([whole])
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * 500_000)
    with pytest.raises(StoreError) as caught:
        await store.journal("r", [Fragment("a", MEGABYTE)])
    assert caught.value.failure.kind is Kind.DISK_FULL
    assert await store.conversation("c") == whole
    filler.unlink()
    await store.journal("r", [Fragment("a", "and more")])
    await store.close()

    store = await open_store(small_disk / "store" / "deeptrin.db")
    stored = await store.conversation("c")
    assert stored is not None
    assert stored.tree.messages["a"].text == "and more"
    await store.close()


async def test_a_disk_without_any_room_is_said_at_opening(small_disk: Path) -> None:
    fill(small_disk)
    with pytest.raises(StoreError) as caught:
        await open_store(small_disk / "store" / "deeptrin.db")
    assert caught.value.failure.kind is Kind.DISK_FULL


async def test_a_database_on_a_disk_without_any_room_is_whole_when_there_is_room_again(small_disk: Path) -> None:
    path = small_disk / "deeptrin.db"
    store = await open_store(path)
    await store.add([asked("a")])
    await store.close()
    fill(small_disk)
    with pytest.raises(StoreError) as caught:
        await open_store(path)
    assert caught.value.failure.kind is Kind.DISK_FULL
    (small_disk / "filler").unlink()
    store = await open_store(path)
    assert store.salvaged is None
    assert [summary.id for summary in await store.summaries()] == ["c"]
    await store.close()


async def test_a_limit_of_pages_is_a_full_disk(tmp_path: Path) -> None:
    (tmp_path / "deeptrin.db").touch()
    with closing(Database(tmp_path / "deeptrin.db")) as database:
        database.run("CREATE TABLE texts (text)")
        database.run("PRAGMA max_page_count = 3")
        with pytest.raises(StoreError) as caught:
            database.run("INSERT INTO texts VALUES (?)", MEGABYTE)
        assert caught.value.failure.kind is Kind.DISK_FULL
        assert database.rows("SELECT * FROM texts") == []


async def test_a_read_only_disk_is_said_at_opening_and_can_be_read(small_disk: Path) -> None:
    path = small_disk / "deeptrin.db"
    store = await open_store(path)
    whole = asked("a")
    await store.add([whole])
    await store.close()
    make_read_only(small_disk)
    with pytest.raises(StoreError) as caught:
        await open_store(path)
    assert caught.value.failure.kind is Kind.READ_ONLY
    assert caught.value.failure.path
    with read_store(path) as reader:
        assert reader.conversation("c") == whole


async def test_a_folder_that_cannot_be_made_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError) as caught:
        await open_store(tmp_path / "file" / "deeptrin.db")
    assert caught.value.failure.kind is Kind.STORE_FAILED
    assert caught.value.failure.said
    assert not isinstance(caught.value.__cause__, StoreError)


async def test_text_that_is_no_utf8_is_damage_and_is_not_quoted(tmp_path: Path) -> None:
    (tmp_path / "deeptrin.db").touch()
    with closing(Database(tmp_path / "deeptrin.db")) as database:
        with pytest.raises(StoreError) as caught:
            database.rows("SELECT cast(x'736563726574ff' AS TEXT)")
        assert caught.value.failure.kind is Kind.CORRUPT
        assert "secret" not in str(caught.value)
