"""The banner above the composer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot
from ui.by_name import Heard, by_name, words

from deeptrin_desktop.core.errors import Failure, Kind, Remedy
from deeptrin_desktop.ui.notice import Notice


@pytest.fixture
def notice(qtbot: QtBot) -> Notice:
    made = Notice()
    qtbot.addWidget(made)
    return made


def click(notice: Notice, name: str) -> None:
    QTest.mouseClick(by_name(notice, QAbstractButton, name), Qt.MouseButton.LeftButton)


def test_a_failure_is_shown_with_its_facts_and_its_remedy(notice: Notice) -> None:
    heard = Heard(notice.remedy_asked)
    notice.show_failure(Failure(Kind.KEY_REFUSED, said="<b>wrong</b> key", host="api.example.org", status=401))
    assert notice.isVisible()
    assert "did not accept the API key" in words(notice)
    assert "<b>wrong</b> key" in words(notice)
    click(notice, "Open connections")
    assert heard.all == [Remedy.CONNECTION]


def test_a_remedy_that_needs_a_message_is_not_offered(notice: Notice) -> None:
    notice.show_failure(Failure(Kind.TIMED_OUT))
    assert [one for one in notice.findChildren(QAbstractButton) if one.isVisible() and one.text()] == []


def test_it_is_closed(notice: Notice) -> None:
    assert not notice.isVisible()
    notice.show_text("Something happened.")
    assert "Something happened." in words(notice)
    click(notice, "Close notice")
    assert not notice.isVisible()


def test_a_key_for_this_session_is_taken_while_the_keyring_is_silent(notice: Notice) -> None:
    heard = Heard(notice.session_key_given)
    notice.show_keyring_wait()
    assert "Waiting for the keyring" in words(notice)
    field = by_name(notice, QLineEdit, "API key")
    QTest.keyClicks(field, "two words")
    click(notice, "Use for this session")
    assert heard.all == []
    assert "without spaces" in words(notice)
    field.setText(" secret\n")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard.all == ["secret"]
    assert field.text() == ""
    QTest.keyClicks(field, "half a key")
    notice.show_text("It answered.")
    assert not field.isVisible()
    notice.show_keyring_wait()
    assert [edit.text() for edit in notice.findChildren(QLineEdit) if edit.isVisible()] == [""]


def test_what_was_done_is_taken_back_once(notice: Notice) -> None:
    taken_back, others = [], Heard(notice.remedy_asked)
    notice.show_undo("It was deleted.", lambda: taken_back.append("it"))
    assert "It was deleted." in words(notice)
    click(notice, "Undo")
    assert not notice.isVisible()
    notice.show_failure(Failure(Kind.KEY_REFUSED))
    click(notice, "Open connections")
    assert (taken_back, others.all) == (["it"], [Remedy.CONNECTION])


def test_what_offers_a_remedy_goes_when_it_was_found_elsewhere(notice: Notice) -> None:
    notice.show_unlisted("llama")
    notice.end_remedy(Remedy.CONNECTION)
    assert notice.isVisible()
    notice.end_remedy(Remedy.CHOOSE_MODEL)
    assert not notice.isVisible()
    notice.show_text("Something happened.")
    notice.end_remedy(Remedy.CHOOSE_MODEL)
    assert notice.isVisible()
