"""Files that are there in whole or not at all."""

import os
import stat
import threading
from pathlib import Path

import pytest

from deeptrin_desktop.cli.output import opened
from deeptrin_desktop.core.errors import Kind, TransferError


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    with opened(tmp_path / "out") as file:
        file.write("naïve\r\n🙂\n")
    assert (tmp_path / "out").read_bytes() == "naïve\r\n🙂\n".encode()
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o600


def test_an_old_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("old")
    with opened(tmp_path / "out") as file:
        file.write("new")
        file.flush()
        assert (tmp_path / "out").read_text() == "old"
    assert (tmp_path / "out").read_text() == "new"


def test_what_fails_in_the_middle_leaves_nothing_behind(tmp_path: Path) -> None:
    def write() -> None:
        with opened(tmp_path / "out") as file:
            file.write("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    assert list(tmp_path.iterdir()) == []


def test_a_link_leads_to_the_file_that_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "out")
    with opened(tmp_path / "link") as file:
        file.write("new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "out").read_text() == "new"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_text()))
    reader.start()
    with opened(tmp_path / "pipe") as file:
        file.write("through")
    reader.join()
    assert read == ["through"]
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize("name", ["", "no/such/folder", "file/below"])
def test_what_cannot_be_written_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(TransferError) as refused, opened(tmp_path / name):
        pass
    assert refused.value.failure.kind is Kind.UNWRITABLE
    assert refused.value.failure.path == str(tmp_path / name)
    assert refused.value.failure.said
