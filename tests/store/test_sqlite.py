"""What only the real store has: files with their rights, one process at a time, threads that hold nobody up."""

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from store.examples import NOW, asked, conversation, message, waiting

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.errors import Kind, StoreError
from deeptrin_desktop.core.message import Message, ReplyState, Role
from deeptrin_desktop.core.ports import Fragment
from deeptrin_desktop.store.sqlite import open_store


def names_in(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def count_of(path: Path, table: str) -> int:
    database = sqlite3.connect(path)
    [(count,)] = database.execute(f"SELECT count(*) FROM {table}")
    database.close()
    return int(count)


async def test_lone_surrogates_become_replacement_characters_and_pairs_are_joined(tmp_path: Path) -> None:
    store = await open_store(tmp_path / "deeptrin.db")
    whole = conversation(message("q", "a\ud800b \ud83d\ude00 \udfff"))
    await store.record(whole, messages=[*whole.tree.messages.values()])
    await store.save_state("name", "\ud800")
    stored = await store.conversation("c")
    assert stored is not None
    assert stored.tree.messages["q"].text == "a\ufffdb 😀 \ufffd"
    assert await store.states() == {"name": "\ufffd"}
    await store.close()


@pytest.mark.skipif(os.name != "posix", reason="rights as on Unix")
async def test_nobody_else_may_read(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "store"
    folder.mkdir(parents=True, mode=0o755)
    (folder / "deeptrin.db").touch(mode=0o644)
    previous = os.umask(0)
    try:
        store = await open_store(folder / "deeptrin.db")
        await store.record(conversation(message("q", "text")))
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
        await store.close()
    finally:
        os.umask(previous)
    names = ["deeptrin.db", "deeptrin.db-shm", "deeptrin.db-wal", "deeptrin.db.lock"]
    assert files == dict.fromkeys(names, 0o600)


@pytest.mark.skipif(os.name != "posix", reason="rights as on Unix")
async def test_a_folder_that_is_shared_by_nature_stays_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    await (await open_store(tmp_path / "deeptrin.db")).close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o1777


async def test_closing_leaves_one_file_and_its_lock(tmp_path: Path) -> None:
    store = await open_store(tmp_path / "deeptrin.db")
    await store.record(conversation(message("q", "text")))
    await store.close()
    assert names_in(tmp_path) == {"deeptrin.db", "deeptrin.db.lock"}


async def test_a_second_opening_is_refused_until_the_first_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deeptrin_desktop.store.database.BUSY_AFTER", 0.01)
    first = await open_store(tmp_path / "deeptrin.db")
    with pytest.raises(StoreError) as caught:
        await open_store(tmp_path / "deeptrin.db")
    assert caught.value.failure.kind is Kind.STORE_LOCKED
    await first.record(conversation(message("q", "still works")))
    await first.close()
    second = await open_store(tmp_path / "deeptrin.db")
    assert await second.conversation("c") is not None
    await second.close()


async def test_a_write_that_another_program_keeps_out_is_refused_and_works_again_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deeptrin_desktop.store.database.BUSY_AFTER", 0.01)
    store = await open_store(tmp_path / "deeptrin.db")
    other = sqlite3.connect(tmp_path / "deeptrin.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as caught:
        await store.record(conversation(message("q", "text")))
    assert caught.value.failure.kind is Kind.STORE_LOCKED
    other.close()
    await store.record(conversation(message("q", "text")))
    await store.close()


async def test_a_write_is_done_although_nobody_waits_for_it_any_more(tmp_path: Path) -> None:
    store = await open_store(tmp_path / "deeptrin.db")
    writing = asyncio.ensure_future(store.record(conversation(message("q", "text"))))
    await asyncio.sleep(0)
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert await store.conversation("c") is not None
    await store.close()


async def test_an_opening_that_was_given_up_lets_go_of_the_file(tmp_path: Path) -> None:
    opening = asyncio.ensure_future(open_store(tmp_path / "deeptrin.db"))
    await asyncio.sleep(0)
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening
    store = await open_store(tmp_path / "deeptrin.db")
    await store.close()


async def test_equal_ids_in_two_conversations_are_two_messages(tmp_path: Path) -> None:
    store = await open_store(tmp_path / "deeptrin.db")
    original, copy = conversation(message("q", "original")), conversation(message("q", "copy"), id_="d")
    assert await store.add([original, copy]) == 2
    assert (await store.conversation("c"), await store.conversation("d")) == (
        original,
        copy,
    )
    await store.close()


async def test_a_reading_is_of_one_moment_although_writing_goes_on(tmp_path: Path) -> None:
    store = await open_store(tmp_path / "deeptrin.db")
    calls = []
    for turn in range(200):
        reply = replace(waiting(f"r{turn}"), state=ReplyState.DONE)
        answer = message(f"a{turn}", reply=reply.id)
        calls += [store.record(conversation(answer), messages=[answer], reply=reply), store.conversation("c")]
    for whole in (await asyncio.gather(*calls))[1::2]:
        assert whole
        assert {one.reply for one in whole.tree.messages.values()} == {*whole.replies}
    await store.close()


async def test_a_number_that_is_too_large_is_an_error_and_changes_nothing(tmp_path: Path) -> None:
    store = await open_store(tmp_path / "deeptrin.db")
    huge = Message("q", Role.USER, "", created=NOW, choice=10**30)
    with pytest.raises(StoreError) as caught:
        await store.record(Conversation("c", NOW, NOW), messages=[huge])
    assert caught.value.failure.kind is Kind.STORE_FAILED
    assert await store.summaries() == ()
    await store.close()


async def test_nothing_stays_in_the_journal_of_an_ended_reply(tmp_path: Path) -> None:
    store = await open_store(tmp_path / "deeptrin.db")
    await store.add([asked("a")])
    await store.journal("r", [Fragment("a", "text")])
    await store.record(asked("a"), reply=replace(waiting(), state=ReplyState.DONE))
    await store.journal("r", [Fragment("a", "late")])
    await store.close()
    assert count_of(tmp_path / "deeptrin.db", "journal") == 0


async def test_the_journal_of_a_deleted_conversation_is_gone(tmp_path: Path) -> None:
    store = await open_store(tmp_path / "deeptrin.db")
    await store.add([asked("a")])
    await store.journal("r", [Fragment("a", "secret")])
    await store.delete("c")
    await store.close()
    for table in ("conversations", "messages", "replies", "journal"):
        assert count_of(tmp_path / "deeptrin.db", table) == 0


def test_a_process_ends_although_its_store_was_never_closed(tmp_path: Path) -> None:
    program = """
import asyncio, pathlib, sys
from deeptrin_desktop.store.sqlite import open_store
asyncio.run(open_store(pathlib.Path(sys.argv[1])))
"""
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "deeptrin.db")], check=True, timeout=30)
