"""The log: what is written is of use, is private, and never holds a key."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from deeptrin_desktop.app.log import LARGEST_FILE, OLD_FILES, Log, open_log

KEY = "sk-0123456789'\"\\x"
ours = logging.getLogger("deeptrin_desktop.somewhere")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "app.log"


@pytest.fixture
def log(path: Path) -> Iterator[Log]:
    log = open_log(path, debug=True)
    log.hide(KEY)
    yield log
    log.close()


def fail_with(text: str) -> None:
    """Fails with a text in the exception, in its cause and in the source line."""
    try:
        raise KeyError(text)
    except KeyError:
        raise ValueError(text) from None


def test_a_key_stands_nowhere(log: Log, path: Path) -> None:
    ours.info("key %s", KEY)
    ours.info(f"key {KEY}")
    ours.info("headers %r", {"Authorization": f"Bearer {KEY}"})
    try:
        fail_with(f"Illegal header value {KEY!r} or {KEY}")
    except ValueError:
        ours.exception("failed", stack_info=True)
    written = path.read_text()
    assert written.count("[key]") >= 5
    assert "0123456789" not in written
    assert "ValueError: Illegal header value" in written


def test_every_hidden_key_is_replaced_and_no_key_blots_out_the_rest(log: Log, path: Path) -> None:
    log.hide("")
    log.hide("sk-other")
    log.hide("sk-other-and-longer")
    ours.info("sk-other-and-longer, sk-other, nothing else")
    assert path.read_text().endswith(": [key], [key], nothing else\n")


def test_files_are_the_owners_alone(log: Log, path: Path) -> None:
    ours.info("something")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_it_rotates(log: Log, path: Path) -> None:
    for _ in range(OLD_FILES + 3):
        ours.info("x" * (LARGEST_FILE // 2 + 1))
    files = sorted(path.parent.iterdir())
    assert len(files) == OLD_FILES + 1
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in files)


@pytest.mark.parametrize("name", ["httpx", "httpcore.http11", "asyncio", "qasync", "keyring"])
def test_libraries_are_heard_from_warnings_on_even_when_debugging(log: Log, path: Path, name: str) -> None:
    logging.getLogger(name).debug("chatter")
    logging.getLogger(name).info("chatter")
    logging.getLogger(name).warning("trouble")
    assert "chatter" not in path.read_text()
    assert "trouble" in path.read_text()


def test_debugging_is_a_choice(path: Path) -> None:
    log = open_log(path, debug=False)
    ours.debug("detail")
    ours.info("fact")
    log.close()
    ours.warning("after the end")
    written = path.read_text()
    assert "fact" in written
    assert "detail" not in written
    assert "after" not in written


def test_text_that_no_encoding_has(log: Log, path: Path) -> None:
    ours.info("half an emoji: \ud83d")
    assert r"\ud83d" in path.read_text()


def test_a_log_that_cannot_be_written_disturbs_nobody(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    log = open_log(tmp_path / "file" / "app.log", debug=False)
    ours.info("something")
    log.close()
    assert os.listdir(tmp_path) == ["file"]  # noqa: PTH208
    assert capfd.readouterr() == ("", "")
