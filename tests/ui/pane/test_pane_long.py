"""A reply that is too long to be read at once: its end is seen first, and nothing moves while the rest is read."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from ui.by_name import by_name
from ui.pane.talk import copied, picture, talk

from deeptrin_desktop.ui.pane import ConversationPane

COUNT = 20_000
LONG = talk("Go on.", "".join(f"Paragraph {number} of **many**.\n\n" for number in range(COUNT)))


@pytest.fixture
def opened(pane: ConversationPane) -> ConversationPane:
    pane.show_conversation(LONG, False)
    assert pane.page.is_reading
    return pane


def read(pane: ConversationPane, qtbot: QtBot) -> None:
    while pane.page.is_reading:
        with qtbot.waitSignal(pane.synced):
            pass


def select_word(pane: ConversationPane, at: QPoint) -> str:
    QTest.mouseDClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=at)
    return copied(pane)


def test_its_end_is_seen_before_all_of_it_was_read(opened: ConversationPane, qtbot: QtBot) -> None:
    before = picture(opened)
    assert opened.page.is_reading
    read(opened, qtbot)
    assert picture(opened) == before
    assert opened.verticalScrollBar().value() == opened.verticalScrollBar().maximum()


def test_what_is_being_read_stays(opened: ConversationPane, qtbot: QtBot) -> None:
    opened.scroll_by(-400)
    before = picture(opened)
    assert opened.page.is_reading
    read(opened, qtbot)
    assert picture(opened) == before
    opened.scroll_by(400)
    assert opened.verticalScrollBar().value() == opened.verticalScrollBar().maximum()


def test_what_is_selected_stays(opened: ConversationPane, qtbot: QtBot) -> None:
    word = select_word(opened, QPoint(100, 300))
    assert word
    before = picture(opened)
    assert opened.page.is_reading
    read(opened, qtbot)
    assert copied(opened) == word
    assert picture(opened) == before


def test_all_of_it_can_be_selected_at_once(opened: ConversationPane) -> None:
    opened.select_all()
    assert copied(opened).count("\n\n") == COUNT


def test_what_is_found_is_selected_also_while_it_is_read(opened: ConversationPane, qtbot: QtBot) -> None:
    words = f"Paragraph {COUNT // 2} of many"
    opened.open_find()
    by_name(opened, QLineEdit, "Find in conversation").setText(words)
    qtbot.waitUntil(lambda: opened.page.selection.span is not None, timeout=30_000)
    assert copied(opened) == words
    read(opened, qtbot)
    assert copied(opened) == words


def test_its_beginning_is_there_too(opened: ConversationPane, qtbot: QtBot) -> None:
    opened.verticalScrollBar().setValue(0)
    before = picture(opened)
    assert opened.page.is_reading
    read(opened, qtbot)
    assert picture(opened) == before
