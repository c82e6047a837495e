"""`import`, without a running app and through one."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cli.profiles import conversation, deeptrin, fill, held

from deeptrin_desktop.app.errands import Command, Errand
from deeptrin_desktop.app.importing import import_files
from deeptrin_desktop.app.instance import claim
from deeptrin_desktop.app.options import Options
from deeptrin_desktop.app.paths import paths_of
from deeptrin_desktop.cli.main import main
from deeptrin_desktop.core.errors import Failure, Kind, TransferError
from deeptrin_desktop.store.sqlite import open_store


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with TemporaryDirectory() as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """A file with two conversations."""
    fill(tmp_path / "source", conversation("ants"), conversation("bees"))
    path = tmp_path / "exported.json"
    assert main(["export", "--all", "--output", str(path), "--profile", str(tmp_path / "source")]) == 0
    return path


def test_into_a_new_profile_and_once_more(exported: Path, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    first = deeptrin("import", exported, "--profile", profile)
    assert (first.returncode, first.stdout, first.stderr) == (0, "2 conversations imported.\n", "")
    assert held(profile) == held(tmp_path / "source")
    again = deeptrin("import", exported, exported, "--profile", profile)
    assert again.stdout == "0 conversations imported. 2 conversations already there.\n"
    assert held(profile) == held(tmp_path / "source")


@pytest.mark.parametrize("content", [None, b"", b"{}", b"[1]", b"no JSON", b"\xff\xfe\x00", b"<html></html>"])
def test_one_bad_file_and_nothing_is_imported(
    exported: Path, tmp_path: Path, content: bytes | None, capfd: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.json"
    if content is not None:
        bad.write_bytes(content)
    fill(tmp_path / "profile", conversation("cows"))
    assert main(["import", str(exported), str(bad), "--profile", str(tmp_path / "profile")]) == 1
    output, errors = capfd.readouterr()
    assert (output, errors.count("\n")) == ("", 1)
    assert str(bad) in errors
    assert list(held(tmp_path / "profile")) == ["cows"]


def test_a_file_of_a_newer_version(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    newer = tmp_path / "newer.json"
    newer.write_text('{"format": "deeptrin-desktop", "version": 999}')
    assert main(["import", str(newer), "--profile", str(tmp_path / "profile")]) == 1
    said = capfd.readouterr().err
    assert f"A newer version of Deeptrin Desktop wrote the file {newer}." in said
    assert "Update Deeptrin Desktop. Nothing was changed." in said


async def test_a_running_app_does_it(exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = paths_of(tmp_path / "profile", demo=False)
    running = claim(paths)
    assert running is not None
    store = await open_store(paths.database)

    async def obey(command: Command) -> str:
        assert command.errand is Errand.IMPORT
        return (await import_files([Path(path) for path in command.paths], store)).said

    await running.serve(obey)
    monkeypatch.chdir(exported.parent)
    ended = await asyncio.to_thread(deeptrin, "import", exported.name, "--profile", paths.folder)
    refused = await asyncio.to_thread(deeptrin, "import", "none.json", "--profile", paths.folder)
    names = {summary.id for summary in await store.summaries()}
    await running.close()
    await store.close()
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "2 conversations imported.\n", "")
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert names == {"ants", "bees"}


def test_a_file_that_is_opened_by_a_click_is_for_the_window(
    exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Options] = []

    def run(options: Options) -> int:
        opened.append(options)
        return 0

    monkeypatch.setattr("deeptrin_desktop.app.main.run", run)
    profile = tmp_path / "profile"

    monkeypatch.chdir(exported.parent)

    assert main(["import", "--window", exported.name, "--profile", str(profile)]) == 0

    assert [(options.profile, options.files) for options in opened] == [(profile, (exported,))]


async def test_a_file_that_is_opened_by_a_click_is_handed_to_the_running_app(tmp_path: Path) -> None:
    paths = paths_of(tmp_path / "profile", demo=False)
    running = claim(paths)
    assert running is not None
    asked: list[Command] = []

    async def obey(command: Command) -> str:
        asked.append(command)
        return "1 conversation imported."

    await running.serve(obey)
    ended = await asyncio.to_thread(deeptrin, "import", "--window", tmp_path / "a", "--profile", paths.folder)
    await running.close()
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert asked == [Command(Errand.OPEN, (str(tmp_path / "a"),))]


async def test_what_the_running_app_cannot_read_is_said_in_a_box(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[Failure] = []
    monkeypatch.setattr("deeptrin_desktop.app.boxes.say", said.append)
    paths = paths_of(tmp_path / "profile", demo=False)
    running = claim(paths)
    assert running is not None
    failure = Failure(Kind.UNREADABLE, path="/missing.json")

    async def obey(_command: Command) -> str:
        raise TransferError(failure)

    await running.serve(obey)
    arguments = ["import", "--window", "/missing.json", "--profile", str(paths.folder)]
    assert await asyncio.to_thread(main, arguments) == 1
    await running.close()
    assert said == [failure]
