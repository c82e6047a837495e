"""The composer: what sends, what does not, and that nothing typed is lost."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot
from ui.by_name import Heard, by_name

from deeptrin_desktop.ui.composer import Composer


@pytest.fixture
def composer(qtbot: QtBot) -> Composer:
    made = Composer()
    qtbot.addWidget(made)
    made.resize(500, made.sizeHint().height())
    with qtbot.waitExposed(made):
        made.show()
    made.focus()
    return made


def field(composer: Composer) -> QPlainTextEdit:
    return by_name(composer, QPlainTextEdit, "Message")


def button(composer: Composer, name: str) -> QAbstractButton:
    return by_name(composer, QAbstractButton, name)


def test_enter_sends_and_leaves_the_text_until_it_is_stored(composer: Composer) -> None:
    heard = Heard(composer.sent)
    QTest.keyClicks(field(composer), "hello")
    QTest.keyClick(field(composer), Qt.Key.Key_Return)
    assert heard.all == ["hello"]
    assert composer.text() == "hello"
    composer.clear()
    assert composer.text() == ""


def test_send_sends(composer: Composer) -> None:
    heard = Heard(composer.sent)
    assert not button(composer, "Send").isEnabled()
    QTest.keyClicks(field(composer), "hello")
    QTest.mouseClick(button(composer, "Send"), Qt.MouseButton.LeftButton)
    assert heard.all == ["hello"]


def test_shift_enter_makes_a_line(composer: Composer) -> None:
    heard = Heard(composer.sent)
    QTest.keyClicks(field(composer), "a")
    QTest.keyClick(field(composer), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(field(composer), "b")
    assert composer.text() == "a\nb"
    assert heard.all == []


def test_white_space_is_not_sent(composer: Composer) -> None:
    heard = Heard(composer.sent)
    composer.show_draft(" \n ")
    QTest.keyClick(field(composer), Qt.Key.Key_Return)
    assert heard.all == []


def test_enter_belongs_to_the_input_method_while_it_composes(composer: Composer) -> None:
    heard = Heard(composer.sent)
    QApplication.sendEvent(field(composer), QInputMethodEvent("nihao", []))
    QTest.keyClick(field(composer), Qt.Key.Key_Return)
    assert heard.all == []
    commit = QInputMethodEvent()
    commit.setCommitString("你好")
    QApplication.sendEvent(field(composer), commit)
    QTest.keyClick(field(composer), Qt.Key.Key_Return)
    assert heard.all == ["你好"]


def test_stop_takes_the_place_of_send_while_a_reply_runs(composer: Composer) -> None:
    sent, stopped = Heard(composer.sent), Heard(composer.stop_asked)
    composer.show_draft("next")
    assert button(composer, "Send").isVisible()
    assert not button(composer, "Stop").isVisible()
    assert not composer.stop_action.isEnabled()
    composer.set_running(True)
    assert not button(composer, "Send").isVisible()
    assert button(composer, "Stop").isVisible()
    assert composer.stop_action.isEnabled()
    QTest.keyClick(field(composer), Qt.Key.Key_Return)
    assert (sent.all, composer.text()) == ([], "next")
    QTest.mouseClick(button(composer, "Stop"), Qt.MouseButton.LeftButton)
    assert len(stopped.all) == 1
    composer.set_running(False)
    assert button(composer, "Send").isEnabled()


def test_typing_tells_the_draft_and_showing_one_does_not(composer: Composer) -> None:
    heard = Heard(composer.draft_changed)
    composer.show_draft("kept")
    assert heard.all == []
    QTest.keyClicks(field(composer), "!")
    assert heard.all == ["kept!"]
    composer.clear()
    assert heard.all == ["kept!"]


def test_it_grows_with_its_lines_up_to_a_limit(composer: Composer) -> None:
    composer.set_longest(150)
    one = field(composer).height()
    composer.show_draft("a\nb\nc\nd")
    four = field(composer).height()
    composer.show_draft("a\n" * 100)
    assert one < four < field(composer).height() <= 150


def test_paste_is_plain_text(composer: Composer) -> None:
    mixed = QMimeData()
    mixed.setHtml("<b>bold</b>")
    mixed.setText("bold")
    QApplication.clipboard().setMimeData(mixed)
    field(composer).paste()
    assert composer.text() == "bold"
