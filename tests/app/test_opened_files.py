"""Files that the person opens with the app while it runs, as macOS tells of them: by an event, and not by a start."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from app.person import at_the_program
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFileOpenEvent

from deeptrin_desktop.app.options import Options
from deeptrin_desktop.app.qt import qt_application
from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.transfer import own_json

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("qt_loop")


@pytest.fixture
def demo(tmp_path: Path) -> Options:
    return Options(demo=True, profile=tmp_path / "profile")


def exported(path: Path) -> Path:
    with path.open("w", encoding="utf-8") as file:
        own_json.dump([Conversation(path.stem, NOON, NOON, title=f"About {path.stem}")], file)
    return path


def open_by_click(path: Path) -> None:
    QCoreApplication.sendEvent(qt_application(), QFileOpenEvent(str(path)))


async def test_an_export_is_imported_and_that_is_said(demo: Options, tmp_path: Path) -> None:
    async with at_the_program(demo) as person:
        open_by_click(exported(tmp_path / "trees.deeptrin.json"))

        await person.sees("1 conversation imported.")
        assert "About trees.deeptrin" in person.conversations()


async def test_files_that_the_app_was_started_with_wait_for_its_window(demo: Options, tmp_path: Path) -> None:
    open_by_click(exported(tmp_path / "first.deeptrin.json"))
    open_by_click(exported(tmp_path / "second.deeptrin.json"))

    async with at_the_program(demo) as person:
        await person.until(lambda: {"About first.deeptrin", "About second.deeptrin"} <= {*person.conversations()})


async def test_a_file_that_is_no_export_is_said_to_be_none(demo: Options, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text("{}", "utf-8")

    async with at_the_program(demo) as person:
        open_by_click(other)

        await person.sees("holds no exported conversations")
