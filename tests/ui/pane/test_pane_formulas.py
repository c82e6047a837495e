"""A page of formulas: each of them is seen in the end, however few are drawn at a time, and then nothing is painted."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage, QPixmapCache
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.pane.talk import picture, talk

from deeptrin_desktop.ui.blocks.allowance import Allowance
from deeptrin_desktop.ui.blocks.pictures import Pictures
from deeptrin_desktop.ui.pane import ConversationPane

COUNT = 40
FORMULAS = talk("Hi", "".join(f"$x_{{{number}}}$ " for number in range(COUNT)))
QUIET = 5
"""Turns of the event loop."""


class Paints(QObject):
    """Counts how often the pane is painted."""

    def __init__(self, pane: ConversationPane) -> None:
        super().__init__(pane)
        self.count = 0
        pane.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        self.count += event.type() is QEvent.Type.Paint
        return False


@pytest.fixture
def whole(pane: ConversationPane, qtbot: QtBot) -> QImage:
    """What the pane looks like once every formula is there."""
    pane.show_conversation(FORMULAS, False)
    pictures = pane.findChild(Pictures)
    assert pictures is not None
    while pane.page.transcript[1].text.box(0).waits:
        with qtbot.waitSignal(pictures.arrived, timeout=20_000):
            pass
    settle(pane)
    return picture(pane)


@pytest.fixture
def no_cache() -> Iterator[None]:
    limit = QPixmapCache.cacheLimit()
    QPixmapCache.setCacheLimit(0)
    yield
    QPixmapCache.setCacheLimit(limit)


def settle(pane: ConversationPane) -> int:
    """Waits until nothing is painted any more. Returns how often it was."""
    paints = Paints(pane)
    quiet = 0
    while quiet < QUIET:
        before = paints.count
        QApplication.processEvents()
        quiet = quiet + 1 if paints.count == before else 0
    return paints.count


def show_anew(pane: ConversationPane) -> None:
    """As if none of it had been seen."""
    QPixmapCache.clear()
    pane.show_conversation(None, False)
    pane.show_conversation(FORMULAS, False)


def give(pane: ConversationPane, seconds: float) -> None:
    """So much time for drawing in a turn of the event loop."""
    for allowance in pane.findChildren(Allowance):
        allowance.seconds = seconds


def test_all_are_seen_though_one_is_drawn_at_a_time(pane: ConversationPane, whole: QImage) -> None:
    give(pane, 0)
    show_anew(pane)
    assert picture(pane) != whole
    assert COUNT // 2 < settle(pane) <= 2 * COUNT
    assert picture(pane) == whole


def test_few_are_seen_at_once(pane: ConversationPane, whole: QImage) -> None:
    give(pane, 60)
    show_anew(pane)
    assert picture(pane) == whole


@pytest.mark.usefixtures("no_cache")
def test_more_than_the_cache_holds_are_seen_and_stay(pane: ConversationPane, whole: QImage) -> None:
    give(pane, 0)
    show_anew(pane)
    settle(pane)
    for _ in range(2):
        assert picture(pane) == whole
        assert settle(pane) == 0


def test_a_selection_is_painted_once(pane: ConversationPane, whole: QImage) -> None:
    QPixmapCache.clear()
    pane.select_all()
    assert picture(pane) != whole
    assert settle(pane) == 1
    pane.page.selection.clear()
    assert picture(pane) == whole
