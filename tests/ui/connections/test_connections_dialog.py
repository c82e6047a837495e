"""The connections dialog: add, edit, remove, keys and tests, by mouse and by keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QListWidget, QMessageBox
from pytestqt.qtbot import QtBot
from ui.by_name import Heard, by_name, words

from deeptrin_desktop.chat.check import CheckResult
from deeptrin_desktop.core.connection import DEEPTRIN_URLS, Connection
from deeptrin_desktop.core.errors import Failure, Kind
from deeptrin_desktop.ui.connections.dialog import ConnectionsDialog

DEEPTRIN = Connection("a", "Deeptrin", DEEPTRIN_URLS[0], has_key=True)
LOCAL = Connection("b", "Local", "http://localhost:8080/v1")


@pytest.fixture
def dialog(qtbot: QtBot) -> ConnectionsDialog:
    made = ConnectionsDialog((DEEPTRIN, LOCAL), "b")
    qtbot.addWidget(made)
    made.open()
    qtbot.waitExposed(made)
    return made


def rows(dialog: ConnectionsDialog) -> QListWidget:
    return by_name(dialog, QListWidget, "Saved connections")


def field(dialog: ConnectionsDialog, name: str) -> QLineEdit:
    return by_name(dialog, QLineEdit, name)


def click(dialog: ConnectionsDialog, name: str) -> None:
    button = by_name(dialog, QAbstractButton, name)
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def write(dialog: ConnectionsDialog, name: str, text: str) -> None:
    field(dialog, name).selectAll()
    QTest.keyClicks(field(dialog, name), text)


def edit(dialog: ConnectionsDialog, row: int) -> None:
    rows(dialog).setCurrentRow(row)
    click(dialog, "Edit…")


def test_it_opens_on_the_connection_in_use(dialog: ConnectionsDialog) -> None:
    assert rows(dialog).currentItem().text() == "Local"


def test_one_is_added(dialog: ConnectionsDialog) -> None:
    heard = Heard(dialog.save_asked)
    click(dialog, "Add…")
    write(dialog, "Base URL", "https://example.org")
    write(dialog, "API key", "secret")
    by_name(dialog, QCheckBox, "Ask for token counts while streaming").click()
    click(dialog, "Save")
    ((shown, connection, key),) = heard.all
    assert key == "secret"
    assert shown.id == connection.id
    assert connection.id not in ("", "a", "b")
    assert connection == Connection(connection.id, "example.org", "https://example.org/v1", include_usage=True)
    dialog.show_connections((DEEPTRIN, LOCAL, connection), done=connection.id)
    assert rows(dialog).currentItem().text() == "example.org"
    assert rows(dialog).isVisible()


def test_editing_leaves_the_key_alone(dialog: ConnectionsDialog) -> None:
    heard = Heard(dialog.save_asked)
    edit(dialog, 0)
    assert field(dialog, "API key").text() == ""
    write(dialog, "Name", "Other name")
    click(dialog, "Save")
    assert heard.all == [(DEEPTRIN, replace(DEEPTRIN, name="Other name"), None)]


def test_a_key_is_replaced(dialog: ConnectionsDialog) -> None:
    heard = Heard(dialog.save_asked)
    edit(dialog, 0)
    field(dialog, "API key").setText("new-key\n")
    QTest.keyClick(field(dialog, "API key"), Qt.Key.Key_Return)
    assert heard.all == [(DEEPTRIN, DEEPTRIN, "new-key")]


def test_what_is_being_typed_stays_when_another_connection_changes(dialog: ConnectionsDialog) -> None:
    edit(dialog, 1)
    write(dialog, "Name", "Mine")
    dialog.show_connections((replace(DEEPTRIN, has_key=False), LOCAL), done="a")
    assert (field(dialog, "Name").isVisible(), field(dialog, "Name").text()) == (True, "Mine")


def test_the_editor_of_a_connection_that_was_removed_is_left(dialog: ConnectionsDialog) -> None:
    edit(dialog, 1)
    dialog.show_connections((DEEPTRIN,))
    assert rows(dialog).isVisible()


def test_a_key_is_removed(dialog: ConnectionsDialog) -> None:
    heard = Heard(dialog.key_removed)
    edit(dialog, 0)
    click(dialog, "Remove key")
    assert heard.all == ["a"]
    dialog.show_connections((replace(DEEPTRIN, has_key=False), LOCAL), done="a")
    edit(dialog, 0)
    assert not by_name(dialog, QAbstractButton, "Remove key").isVisible()


def test_bad_fields_are_not_saved(dialog: ConnectionsDialog) -> None:
    heard = Heard(dialog.save_asked)
    edit(dialog, 1)
    write(dialog, "Base URL", "not an address")
    click(dialog, "Save")
    assert heard.all == []
    assert "is not a web address" in words(dialog)


def test_what_could_not_be_saved_is_said_in_the_editor(dialog: ConnectionsDialog) -> None:
    edit(dialog, 1)
    dialog.show_failure(Failure(Kind.NO_KEYRING))
    assert "no keyring" in words(dialog)


def test_a_test_with_the_stored_key_and_one_with_a_message(dialog: ConnectionsDialog) -> None:
    heard = Heard(dialog.test_asked, dialog.message_test_asked)
    edit(dialog, 0)
    click(dialog, "Test connection")
    dialog.show_check(None)
    dialog.show_check(CheckResult(DEEPTRIN_URLS[0], key_unchecked=True))
    click(dialog, "Send a message of 1 token")
    assert heard.all == [(DEEPTRIN_URLS[0], "")] * 2


@pytest.mark.parametrize("answer", ["Cancel", "Remove"])
def test_a_removal_is_asked_about(dialog: ConnectionsDialog, answer: str) -> None:
    heard = Heard(dialog.remove_asked)
    click(dialog, "Remove…")
    (question,) = dialog.findChildren(QMessageBox)
    button = next(one for one in question.buttons() if one.text().replace("&", "") == answer)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard.all == (["b"] if answer == "Remove" else [])


def test_the_list_shrinks_to_nothing(dialog: ConnectionsDialog) -> None:
    dialog.show_connections(())
    assert rows(dialog).count() == 0
    assert not by_name(dialog, QAbstractButton, "Edit…").isEnabled()
    assert not by_name(dialog, QAbstractButton, "Remove…").isEnabled()


def test_escape_leaves_the_editor_first(dialog: ConnectionsDialog) -> None:
    edit(dialog, 0)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert rows(dialog).isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_editor_can_be_closed_at_once_and_keeps_no_key(dialog: ConnectionsDialog) -> None:
    edit(dialog, 0)
    write(dialog, "API key", "secret")
    dialog.close()
    assert not dialog.isVisible()
    assert field(dialog, "API key").text() == ""


def test_enter_edits_the_row(dialog: ConnectionsDialog) -> None:
    heard = Heard(dialog.save_asked)
    rows(dialog).setFocus()
    QTest.keyClick(rows(dialog), Qt.Key.Key_Return)
    assert field(dialog, "Name").text() == "Local"
    assert heard.all == []


@pytest.mark.parametrize("name", ["Name", "Base URL", "API key"])
def test_enter_in_a_field_saves_once(dialog: ConnectionsDialog, name: str) -> None:
    heard = Heard(dialog.save_asked, dialog.test_asked)
    edit(dialog, 1)
    QTest.keyClick(field(dialog, name), Qt.Key.Key_Return)
    assert heard.all == [(LOCAL, LOCAL, None)]


def test_without_connections_it_opens_on_a_new_one(qtbot: QtBot) -> None:
    dialog = ConnectionsDialog((), "")
    qtbot.addWidget(dialog)
    dialog.open()
    assert field(dialog, "Base URL").isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_showing_says_nothing(dialog: ConnectionsDialog) -> None:
    heard = Heard(dialog.save_asked, dialog.remove_asked, dialog.key_removed, dialog.test_asked)
    dialog.show_connections((LOCAL,))
    edit(dialog, 0)
    dialog.show_check(CheckResult("x", models=("m",)))
    dialog.show_connections((LOCAL, DEEPTRIN))
    assert heard.all == []


def test_a_test_of_what_was_written_before_says_nothing(dialog: ConnectionsDialog) -> None:
    edit(dialog, 1)
    dialog.show_check(None)
    dialog.show_keyring_wait()
    assert "The keyring does not answer." in words(dialog)
    write(dialog, "Base URL", "https://example.org")
    dialog.show_keyring_wait()
    dialog.show_check(CheckResult(LOCAL.base_url, models=("a", "b")))
    assert "keyring does not answer" not in words(dialog)
    assert "The connection works" not in words(dialog)


def test_a_stored_key_counts_for_its_own_address_alone(dialog: ConnectionsDialog) -> None:
    edit(dialog, 0)
    assert "Stored in the keyring" in field(dialog, "API key").placeholderText()
    write(dialog, "Base URL", "http://localhost:8977")
    assert field(dialog, "API key").placeholderText() == "Looked for in the keyring; type to replace it"
    write(dialog, "Base URL", LOCAL.base_url)
    assert field(dialog, "API key").placeholderText() == "No key for localhost:8080 yet"
    write(dialog, "Base URL", "not an address")
    assert field(dialog, "API key").placeholderText() == ""
    write(dialog, "Base URL", DEEPTRIN_URLS[1])
    assert "Stored in the keyring" in field(dialog, "API key").placeholderText()


def test_one_that_moves_back_needs_no_key_typed_and_a_new_one_does(dialog: ConnectionsDialog) -> None:
    dialog.show_connections((LOCAL,))
    heard = Heard(dialog.save_asked)
    edit(dialog, 0)
    write(dialog, "Base URL", DEEPTRIN_URLS[0])
    click(dialog, "Save")
    assert [connection.base_url for _, connection, _ in heard.all] == [DEEPTRIN_URLS[0]]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    click(dialog, "Add…")
    click(dialog, "Save")
    assert len(heard.all) == 1
    assert "Deeptrin needs an API key." in words(dialog)


def test_the_key_of_the_server_from_before_is_said_to_stay(dialog: ConnectionsDialog) -> None:
    edit(dialog, 0)
    assert "stays in the keyring" not in words(dialog)
    write(dialog, "Base URL", "https://example.org")
    assert words(dialog).count("The key of api.deeptrin.com stays in the keyring.") == 1
    write(dialog, "Base URL", DEEPTRIN_URLS[0])
    assert "stays in the keyring" not in words(dialog)
