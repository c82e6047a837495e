"""Reading beside a running app, after a killed one, and where there is nothing."""

import shutil
from pathlib import Path

import pytest
from store.examples import asked, conversation

from deeptrin_desktop.core.errors import StoreError
from deeptrin_desktop.core.message import ReplyState
from deeptrin_desktop.core.ports import Fragment
from deeptrin_desktop.store.reading import read_store
from deeptrin_desktop.store.sqlite import open_store


async def test_a_running_reply_is_read_with_its_text_so_far(tmp_path: Path) -> None:
    store = await open_store(tmp_path / "deeptrin.db")
    await store.add([asked("a", "b")])
    await store.journal("r", [Fragment("a", "Beca", "Hm")])
    await store.journal("r", [Fragment("a", "use")])
    with read_store(tmp_path / "deeptrin.db") as reader:
        read = reader.conversation("c")
        assert read is not None
        assert (read.tree.messages["a"].text, read.tree.messages["a"].reasoning) == ("Because", "Hm")
        assert read.tree.messages["b"].text == ""
        assert read.replies["r"].state is ReplyState.WAITING
    await store.journal("r", [Fragment("a", "!")])
    stored = await store.conversation("c")
    assert stored == asked("a", "b")
    await store.close()


async def test_everything_is_read_as_it_was_at_one_moment(tmp_path: Path) -> None:
    store = await open_store(tmp_path / "deeptrin.db")
    await store.add([conversation(id_="c"), conversation(id_="d")])
    with read_store(tmp_path / "deeptrin.db") as reader:
        assert [summary.id for summary in reader.summaries()] == ["d", "c"]
        await store.delete("c")
        assert reader.conversation("c") == conversation(id_="c")
    with read_store(tmp_path / "deeptrin.db") as reader:
        assert reader.conversation("c") is None
    await store.close()


async def test_what_a_killed_app_left_is_read_and_left_as_it_is(tmp_path: Path) -> None:
    store = await open_store(tmp_path / "running" / "deeptrin.db")
    await store.add([asked("a")])
    await store.journal("r", [Fragment("a", "Because")])
    (tmp_path / "left").mkdir()
    for name in ("deeptrin.db", "deeptrin.db-wal"):
        shutil.copy(tmp_path / "running" / name, tmp_path / "left")
    await store.close()
    for _ in range(2):
        with read_store(tmp_path / "left" / "deeptrin.db") as reader:
            read = reader.conversation("c")
            assert read is not None
            assert read.tree.messages["a"].text == "Because"
            assert read.replies["r"].state is ReplyState.WAITING


def test_where_there_is_no_database_none_is_made(tmp_path: Path) -> None:
    with read_store(tmp_path / "profile" / "deeptrin.db") as reader:
        assert reader.summaries() == ()
        assert reader.conversation("c") is None
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("left", ["backups/daily-1.db", "deeptrin.db.salvaged"])
def test_a_database_that_is_gone_is_not_taken_for_an_empty_one(tmp_path: Path, left: str) -> None:
    (tmp_path / "backups").mkdir()
    (tmp_path / left).touch()
    with pytest.raises(StoreError) as caught, read_store(tmp_path / "deeptrin.db"):
        pass
    assert "open the program once" in caught.value.failure.said
    assert not (tmp_path / "deeptrin.db").exists()
