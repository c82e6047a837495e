"""The welcome: addresses as people write them, keys as they paste them, and wrong things said where they are."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from ui.by_name import Heard, by_name, words

from deeptrin_desktop.chat.check import CheckResult
from deeptrin_desktop.core.connection import DEEPTRIN_URLS
from deeptrin_desktop.core.errors import Failure, Kind
from deeptrin_desktop.ui.connections.welcome import Welcome


@pytest.fixture
def welcome(qtbot: QtBot) -> Welcome:
    made = Welcome()
    qtbot.addWidget(made)
    made.resize(700, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def url(welcome: Welcome) -> QLineEdit:
    return by_name(welcome, QLineEdit, "Base URL")


def key(welcome: Welcome) -> QLineEdit:
    return by_name(welcome, QLineEdit, "API key")


def click(welcome: Welcome, name: str) -> None:
    QTest.mouseClick(by_name(welcome, QAbstractButton, name), Qt.MouseButton.LeftButton)


def write(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def below(field: QWidget) -> str:
    """What is said at a field."""
    parent = field.parentWidget()
    assert parent is not None
    return words(parent)


def test_the_default_is_deeptrin_and_the_key_is_hidden(welcome: Welcome) -> None:
    assert url(welcome).text() == DEEPTRIN_URLS[0]
    assert key(welcome).echoMode() is QLineEdit.EchoMode.Password
    click(welcome, "Show key")
    assert key(welcome).echoMode() is QLineEdit.EchoMode.Normal


@pytest.mark.parametrize("known", range(len(DEEPTRIN_URLS)))
def test_known_addresses_can_be_chosen(welcome: Welcome, known: int) -> None:
    heard = Heard(welcome.connect_asked)
    menu = by_name(welcome, QToolButton, "Known base URLs").menu()
    assert isinstance(menu, QMenu)
    menu.actions()[known].trigger()
    write(key(welcome), "secret")
    click(welcome, "Connect")
    assert heard.all == [(DEEPTRIN_URLS[known], "secret")]


def test_the_resolved_address_is_shown_as_one_types(welcome: Welcome) -> None:
    write(url(welcome), "localhost:8080")
    assert "http://localhost:8080/v1" in below(url(welcome))


def test_test_and_connect_carry_the_resolved_address_and_the_clean_key(welcome: Welcome) -> None:
    tested, connected = Heard(welcome.test_asked), Heard(welcome.connect_asked)
    write(url(welcome), "example.org/v1/chat/completions")
    key(welcome).setText("  secret\n")
    click(welcome, "Test connection")
    assert "was left out" in words(welcome)
    QTest.keyClick(key(welcome), Qt.Key.Key_Return)
    assert tested.all == connected.all == [("https://example.org/v1", "secret")]


@pytest.mark.parametrize("written", ["", "ftp://example.org", "http://", "two words", "https://user@example.org"])
def test_what_is_no_address_is_said_at_the_field(welcome: Welcome, written: str) -> None:
    heard = Heard(welcome.test_asked, welcome.connect_asked)
    url(welcome).clear()
    write(url(welcome), written)
    write(key(welcome), "secret")
    click(welcome, "Connect")
    click(welcome, "Test connection")
    assert heard.all == []
    assert below(url(welcome))


@pytest.mark.parametrize("written", ["two words", "line\nend", "schlüssel", "\t"])
def test_what_is_no_key_is_said_at_the_field(welcome: Welcome, written: str) -> None:
    heard = Heard(welcome.test_asked, welcome.connect_asked)
    key(welcome).setText(written)
    click(welcome, "Connect")
    assert heard.all == []
    assert "key" in words(welcome).replace("API key\n", "")


def test_other_servers_may_need_no_key(welcome: Welcome) -> None:
    heard = Heard(welcome.connect_asked)
    click(welcome, "Connect")
    assert heard.all == []
    assert "Deeptrin needs an API key" in words(welcome)
    write(url(welcome), "localhost:8080")
    click(welcome, "Connect")
    assert heard.all == [("http://localhost:8080/v1", "")]


def test_a_test_is_shown_from_begin_to_end(welcome: Welcome) -> None:
    welcome.show_check(None)
    assert "Testing" in words(welcome)
    welcome.show_check(CheckResult(DEEPTRIN_URLS[0], models=("a", "b")))
    assert "The connection works" in words(welcome)


def test_an_unchecked_key_offers_a_message(welcome: Welcome) -> None:
    heard = Heard(welcome.message_test_asked)
    write(key(welcome), "secret")
    welcome.show_check(CheckResult(DEEPTRIN_URLS[0], key_unchecked=True))
    click(welcome, "Send a message of 1 token")
    assert heard.all == [(DEEPTRIN_URLS[0], "secret")]
    write(key(welcome), "other")
    assert not by_name(welcome, QAbstractButton, "Send a message of 1 token").isVisible()


def test_a_failure_is_said_where_it_belongs(welcome: Welcome) -> None:
    welcome.show_failure(Failure(Kind.HOST_NOT_FOUND, host="example.org"))
    assert "no server at example.org" in below(url(welcome))
    welcome.show_check(None)
    welcome.show_check(CheckResult(DEEPTRIN_URLS[0], failure=Failure(Kind.KEY_REFUSED, host="example.org")))
    assert "did not accept the API key" in words(welcome)
    assert by_name(welcome, QAbstractButton, "Test connection").isEnabled()


def test_the_demo_needs_neither(welcome: Welcome) -> None:
    heard = Heard(welcome.demo_asked)
    url(welcome).clear()
    click(welcome, "Try the demo")
    assert len(heard.all) == 1


def test_tab_goes_on_from_the_base_url(welcome: Welcome) -> None:
    url(welcome).setFocus()
    for _ in range(3):
        QTest.keyClick(welcome.focusWidget(), Qt.Key.Key_Tab)
        if key(welcome).hasFocus():
            return
    pytest.fail("the key cannot be reached")


def test_a_test_keeps_the_focus_and_is_not_asked_for_twice(welcome: Welcome) -> None:
    heard = Heard(welcome.test_asked)
    write(url(welcome), "http://127.0.0.1:1")
    button = by_name(welcome, QAbstractButton, "Test connection")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    welcome.show_check(None)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert len(heard.all) == 1
    assert button.hasFocus()
    welcome.show_check(CheckResult("http://127.0.0.1:1/v1"))
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert len(heard.all) == 2
