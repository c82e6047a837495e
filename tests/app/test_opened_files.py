"""Files that the person opens with the app: by a start, by a start that the running app obeys, and by macOS' event."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from app.person import at_the_program
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from deeptrin_desktop.app.errands import Command, Errand
from deeptrin_desktop.app.instance import claim, claim_or_ask
from deeptrin_desktop.app.log import open_log
from deeptrin_desktop.app.options import Options
from deeptrin_desktop.app.paths import paths_of
from deeptrin_desktop.app.qt import qt_application
from deeptrin_desktop.app.run import Run
from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.errors import TransferError
from deeptrin_desktop.core.message import Message, Role
from deeptrin_desktop.transfer import own_json

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("qt_loop")


@pytest.fixture
def demo(tmp_path: Path) -> Options:
    return Options(demo=True, profile=tmp_path / "profile")


def exported(path: Path, *others: str) -> Path:
    """A file with a conversation that is named after it, and with others."""
    names = (path.name.partition(".")[0], *others)
    with path.open("w", encoding="utf-8") as file:
        own_json.dump([about(name) for name in names], file)
    return path


def about(name: str) -> Conversation:
    question = Message(f"{name}-1", Role.USER, f"What about {name}?", created=NOON)
    return Conversation(name, NOON, NOON, title=f"About {name}").with_messages([question])


def open_by_click(path: Path) -> None:
    QCoreApplication.sendEvent(qt_application(), QFileOpenEvent(str(path)))


async def test_an_export_is_imported_and_that_is_said(demo: Options, tmp_path: Path) -> None:
    async with at_the_program(demo) as person:
        open_by_click(exported(tmp_path / "trees.deeptrin.json"))

        await person.sees("1 conversation imported.")
        await person.reads("What about trees?")
        assert "About trees" in person.conversations()


async def test_files_that_the_app_was_started_with_wait_for_its_window(demo: Options, tmp_path: Path) -> None:
    open_by_click(exported(tmp_path / "first.deeptrin.json"))
    open_by_click(exported(tmp_path / "second.deeptrin.json"))

    async with at_the_program(demo) as person:
        await person.until(lambda: {"About first", "About second"} <= {*person.conversations()})


async def test_a_file_that_is_no_export_is_said_to_be_none(demo: Options, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text("{}", "utf-8")

    async with at_the_program(demo) as person:
        open_by_click(other)

        await person.sees("holds no exported conversations")


async def test_a_start_with_a_file_shows_its_first_conversation_and_says_what_was_imported(
    demo: Options, tmp_path: Path
) -> None:
    files = (exported(tmp_path / "trees.deeptrin.json", "ants", "bees"),)
    async with at_the_program(replace(demo, files=files)) as person:
        await person.sees("About trees", "3 conversations imported.")
        await person.reads("What about trees?")


async def test_what_was_there_already_is_shown_too(demo: Options, tmp_path: Path) -> None:
    file = exported(tmp_path / "trees.deeptrin.json")
    async with at_the_program(replace(demo, files=(file,))) as person:
        await person.reads("What about trees?")
        person.clicks("New conversation")
        await person.reads()

    files = (file, exported(tmp_path / "ants.json"))
    async with at_the_program(replace(demo, files=files)) as person:
        await person.sees("1 conversation imported. 1 conversation already there.")
        await person.reads("What about trees?")


async def test_a_start_that_the_running_app_obeys(demo: Options, tmp_path: Path) -> None:
    file = exported(tmp_path / "trees.deeptrin.json", "ants")
    async with at_the_program(demo) as person:
        for said in ("2 conversations imported.", "0 conversations imported. 2 conversations already there."):
            person.window.showMinimized()
            paths = paths_of(demo.profile, demo=True)
            answer = await asyncio.to_thread(claim_or_ask, paths, Command(Errand.OPEN, (str(file),)))
            assert answer == said
            assert not person.window.isMinimized()
            await person.sees("About trees", said)
            await person.reads("What about trees?")


async def test_a_file_that_is_opened_at_the_welcome_shows_in_its_place(tmp_path: Path) -> None:
    async with at_the_program(Options(profile=tmp_path / "profile")) as person:
        await person.sees("Welcome to Deeptrin Desktop")
        open_by_click(exported(tmp_path / "trees.deeptrin.json"))

        await person.sees("1 conversation imported.")
        await person.reads("What about trees?")


async def test_a_start_with_a_file_that_is_no_export_opens_no_window(demo: Options, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text("{}", "utf-8")
    paths = paths_of(demo.profile, demo=True)
    instance = claim(paths)
    assert instance
    written = open_log(paths.log, debug=False)
    try:
        with pytest.raises(TransferError):
            await Run(replace(demo, files=(other,)), paths, instance, written).run()
    finally:
        written.close()
    assert not [window for window in QApplication.topLevelWidgets() if window.isVisible()]
