"""One app for each profile: taking it, talking to the one that has it, and what is left when that dies."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from deeptrin_desktop.app.errands import Command, Errand, answer_to, deliver
from deeptrin_desktop.app.instance import Instance, claim, claim_or_ask
from deeptrin_desktop.app.local_socket import connect
from deeptrin_desktop.app.paths import Paths, paths_of
from deeptrin_desktop.core.errors import DeeptrinError, Failure, Kind, StoreError, TransferError

RAISE = Command(Errand.RAISE)
OWNER = """
import asyncio, sys
from pathlib import Path
from deeptrin_desktop.app.instance import claim
from deeptrin_desktop.app.paths import paths_of

async def obey(command):
    return f"{command.errand} done"

async def main():
    instance = claim(paths_of(Path(sys.argv[1]), demo=False))
    await instance.serve(obey)
    print("ready", flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paths]:
    with TemporaryDirectory() as runtime:
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        yield paths_of(tmp_path / "profile", demo=False)


@contextmanager
def other_process(paths: Paths) -> Iterator[subprocess.Popen[str]]:
    """An app that has the profile, in a process of its own."""
    command = [sys.executable, "-c", OWNER, str(paths.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


def claimed(paths: Paths) -> Instance:
    instance = claim(paths)
    assert instance is not None
    return instance


async def ask(paths: Paths, command: Command = RAISE, *, patience: float = 30) -> Instance | str:
    """What a second start does; in a thread, since it has a loop of its own."""
    return await asyncio.to_thread(claim_or_ask, paths, command, patience=patience)


async def done(command: Command) -> str:
    return f"{command.errand.value} done {' '.join(command.paths)}".strip()


def test_a_profile_is_held_by_one(paths: Paths) -> None:
    first = claimed(paths)
    assert claim(paths) is None
    first.release()
    claimed(paths).release()


def test_profiles_do_not_disturb_each_other(paths: Paths, tmp_path: Path) -> None:
    first, second = claimed(paths), claimed(paths_of(tmp_path / "other", demo=False))
    first.release()
    second.release()


def test_the_profile_is_made_for_its_owner_alone(paths: Paths) -> None:
    claimed(paths).release()
    assert paths.folder.stat().st_mode & 0o777 == 0o700
    assert paths.lock.stat().st_mode & 0o777 == 0o600


def test_a_profile_that_cannot_be_made(paths: Paths) -> None:
    paths.folder.touch()
    with pytest.raises(StoreError) as refused:
        claim(paths)
    assert refused.value.failure.path == str(paths.folder)


async def test_a_second_start_has_the_first_obey(paths: Paths) -> None:
    first = claimed(paths)
    await first.serve(done)
    assert await ask(paths) == "raise done"
    assert await ask(paths, Command(Errand.IMPORT, ("/tmp/é.json", "/b"))) == "import done /tmp/é.json /b"
    await first.close()


async def test_several_at_once_are_all_answered(paths: Paths) -> None:
    first = claimed(paths)
    await first.serve(done)
    assert await asyncio.gather(*(ask(paths) for _ in range(8))) == ["raise done"] * 8
    await first.close()


async def test_trouble_of_the_first_is_raised_in_the_second(paths: Paths) -> None:
    failure = Failure(Kind.NOT_AN_EXPORT, said="no", path="/a.json", seconds=1.5)

    async def refuse(_command: Command) -> str:
        raise TransferError(failure)

    first = claimed(paths)
    await first.serve(refuse)
    with pytest.raises(DeeptrinError) as refused:
        await ask(paths)
    assert refused.value.failure == failure
    await first.close()


async def test_a_bug_of_the_first_is_logged_there_and_told(paths: Paths, caplog: pytest.LogCaptureFixture) -> None:
    async def fail(_command: Command) -> str:
        raise ZeroDivisionError

    first = claimed(paths)
    await first.serve(fail)
    with pytest.raises(DeeptrinError) as failed:
        await ask(paths)
    assert failed.value.failure == Failure(Kind.BUG, said="ZeroDivisionError")
    assert "ZeroDivisionError" in caplog.text
    await first.close()


async def test_a_second_start_waits_for_the_first_to_come_up(paths: Paths) -> None:
    first = claimed(paths)
    second = asyncio.create_task(ask(paths))
    await asyncio.sleep(0)
    await first.serve(done)
    assert await second == "raise done"
    await first.close()


async def test_a_second_start_takes_over_from_one_that_is_ending(paths: Paths) -> None:
    first = claimed(paths)
    second = asyncio.create_task(ask(paths))
    await asyncio.sleep(0)
    first.release()
    taken = await second
    assert isinstance(taken, Instance)
    taken.release()


async def test_the_sign_of_life_comes_before_the_answer(paths: Paths) -> None:
    may_answer = asyncio.Event()

    async def obey(_command: Command) -> str:
        await may_answer.wait()
        return "late"

    first = claimed(paths)
    await first.serve(obey)
    reader, writer = await connect(paths.address())
    assert await deliver(reader, writer, RAISE)
    may_answer.set()
    assert await answer_to(reader) == "late"
    writer.close()
    await first.close()


async def test_the_first_may_end_before_it_has_answered(paths: Paths) -> None:
    heard = asyncio.Event()

    async def obey(_command: Command) -> str:
        heard.set()
        await asyncio.Event().wait()
        return "never"

    first = claimed(paths)
    await first.serve(obey)
    second = asyncio.create_task(ask(paths))
    await heard.wait()
    await first.close()
    with pytest.raises(DeeptrinError) as failed:
        await second
    assert "ended" in failed.value.failure.said


def test_another_process(paths: Paths) -> None:
    with other_process(paths):
        assert claim(paths) is None
        assert claim_or_ask(paths, RAISE) == "raise done"


def test_a_process_that_was_killed_leaves_nothing_in_the_way(paths: Paths) -> None:
    with other_process(paths) as process:
        process.kill()
        process.wait()
        assert Path(paths.address()).exists()
        asyncio.run(serve_and_be_asked(paths))
        assert not Path(paths.address()).exists()


async def serve_and_be_asked(paths: Paths) -> None:
    instance = claimed(paths)
    await instance.serve(done)
    assert await ask(paths) == "raise done"
    await instance.close()


def test_a_process_that_hangs_is_told_of_in_words(paths: Paths) -> None:
    with other_process(paths) as process:
        process.send_signal(signal.SIGSTOP)
        with pytest.raises(StoreError) as silent:
            claim_or_ask(paths, RAISE, patience=0.2)
        assert silent.value.failure.kind is Kind.STORE_LOCKED
        assert "does not answer" in silent.value.failure.said
        assert silent.value.failure.path == str(paths.folder)


@pytest.mark.parametrize("line", [b"\n", b"{}\n", b'{"errand": "dance", "paths": []}\n', b"\xff\n"])
async def test_a_line_that_is_no_command_is_refused(paths: Paths, line: bytes) -> None:
    first = claimed(paths)
    await first.serve(done)
    reader, writer = await asyncio.open_unix_connection(paths.address())
    writer.write(line)
    assert b'"bad-usage"' in await reader.read()
    writer.close()
    await writer.wait_closed()
    assert await ask(paths) == "raise done"
    await first.close()


async def test_a_caller_that_says_nothing_does_not_keep_the_first(paths: Paths) -> None:
    first = claimed(paths)
    await first.serve(done)
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(paths.address())
        assert await ask(paths) == "raise done"
        await first.close()


async def test_without_a_private_runtime_folder_the_profile_is_still_held(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", os.path.join("/", *["long" * 10] * 5))  # noqa: PTH118
    monkeypatch.setattr("deeptrin_desktop.app.paths._runtime_folder", lambda: None)
    first = claimed(paths)
    await first.serve(done)
    assert "cannot reach" in caplog.text
    with pytest.raises(StoreError):
        await ask(paths, patience=0.1)
    await first.close()
