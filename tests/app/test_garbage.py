"""Garbage is collected on the thread of the GUI and on no other."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from deeptrin_desktop.app.garbage import GarbageCollector


class Knot:
    """Garbage that only the collector can free; remembers where that happened."""

    freed_on: list[threading.Thread] = []  # noqa: RUF012  shared by all knots on purpose

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        self.freed_on.append(threading.current_thread())


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[GarbageCollector]:
    Knot.freed_on.clear()
    collector = GarbageCollector()
    yield collector
    with qtbot.waitSignal(collector.destroyed):
        collector.deleteLater()
    assert gc.isenabled()


def test_another_thread_frees_nothing(collector: GarbageCollector) -> None:
    def litter() -> None:
        for _ in range(5_000):
            Knot()

    thread = threading.Thread(target=litter)
    thread.start()
    thread.join()
    assert Knot.freed_on == []
    collector.collect()
    assert set(Knot.freed_on) == {threading.main_thread()}
    assert len(Knot.freed_on) == 5_000


def test_what_becomes_garbage_late_is_found_when_the_person_turns_to_another_app(collector: GarbageCollector) -> None:
    kept = [Knot() for _ in range(5_000)]
    collector.collect()
    kept.clear()
    collector.collect()
    assert Knot.freed_on == []
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert Knot.freed_on == []
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert len(Knot.freed_on) == 5_000


def test_what_is_old_is_not_looked_through_again(collector: GarbageCollector) -> None:
    kept = [Knot() for _ in range(5_000)]
    collector.collect()
    assert gc.get_freeze_count() > len(kept)
    assert gc.get_count()[0] < gc.get_threshold()[0]
