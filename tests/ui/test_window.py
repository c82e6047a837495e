"""The main window: menus, shortcuts, docks, layout, and that it never closes by itself."""

from collections.abc import Mapping

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QRadioButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from ui.by_name import Heard, by_name, name_of, words

from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Settings
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.ports import Json
from deeptrin_desktop.ui.window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
WIDE = QSize(1240, 800)
LOCAL = Connection("b", "Local", "http://localhost:8080/v1")


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(WIDE)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.composer.focus()
    return made


def action(window: MainWindow, menu: str, text: str) -> QAction:
    (found,) = [one for one in window.menuBar().actions() if one.text().replace("&", "") == menu]
    opened = found.menu()
    assert isinstance(opened, QMenu)
    return next(one for one in opened.actions() if one.text() == text)


def focused() -> QWidget:
    widget: QWidget | None = QApplication.focusWidget()
    assert widget is not None
    return widget


def composer(window: MainWindow) -> QPlainTextEdit:
    return by_name(window, QPlainTextEdit, "Message")


def test_closing_asks_and_does_nothing_else(window: MainWindow) -> None:
    heard = Heard(window.close_asked)
    assert not window.close()
    QTest.keyClick(window, Qt.Key.Key_W, CONTROL)
    assert window.isVisible()
    assert len(heard.all) == 2


def test_standard_shortcuts(window: MainWindow) -> None:
    heard = Heard(window.conversations.new_asked, window.quit_asked)
    QTest.keyClick(window, Qt.Key.Key_N, CONTROL)
    QTest.keyClick(window, Qt.Key.Key_Q, CONTROL)
    assert len(heard.all) == 2


def test_escape_stops_what_runs_and_only_that(window: MainWindow) -> None:
    heard = Heard(window.composer.stop_asked)
    QTest.keyClick(composer(window), Qt.Key.Key_Escape)
    window.composer.set_running(True)
    QTest.keyClick(composer(window), Qt.Key.Key_Escape)
    assert len(heard.all) == 1
    assert action(window, "View", "Stop").isEnabled()


def test_docks_fold_away_where_there_is_no_room_and_come_back_as_they_were(window: MainWindow, qtbot: QtBot) -> None:
    window.resizeDocks([window.left, window.right], [270, 330], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: window.right.width() == 330)
    shown = []
    for width in (800, 640, 800, 1240):
        window.resize(width, 600)
        assert window.width() == width
        shown.append((window.left.isVisible(), window.right.isVisible()))
    assert shown == [(True, False), (False, False), (True, False), (True, True)]
    qtbot.waitUntil(lambda: (window.left.width(), window.right.width()) == (270, 330))
    window.resize(200, 100)
    assert window.size() == QSize(640, 480)


def test_a_dock_that_is_asked_for_is_shown_in_the_narrowest_window(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(640, 480)
    for dock, other in ((window.right, window.left), (window.left, window.right)):
        dock.toggleViewAction().trigger()
        assert dock.isVisible()
        assert not other.isVisible()
        assert dock.width() + window.pane.width() <= 640
    window.resize(WIDE)
    assert window.right.isVisible()
    qtbot.waitUntil(lambda: window.left.width() == 248)
    window.resize(640, 480)
    assert not window.left.isVisible()


def test_a_dock_that_makes_room_for_another_one_keeps_its_width(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(800, 600)
    qtbot.waitUntil(lambda: window.left.width() == 248)
    window.right.toggleViewAction().trigger()
    assert not window.left.isVisible()
    window.resize(WIDE)
    qtbot.waitUntil(lambda: window.left.width() == 248)


def test_what_folded_away_is_there_in_a_wider_window_later(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(640, 480)
    state = window.layout_state()
    other = MainWindow()
    qtbot.addWidget(other)
    other.restore_layout(state)
    other.show()
    assert not other.right.isVisible()
    other.resize(WIDE)
    assert other.left.isVisible()
    assert other.right.isVisible()


def test_a_title_has_room_in_a_narrow_window(window: MainWindow, qtbot: QtBot) -> None:
    window.show_title("A title of some words")
    title = next(label for label in window.findChildren(QLabel) if label.text() == "A title of some words")
    for width in (640, 800, 1024, 1200, 1240, 1440):
        window.resize(width, 700)
        qtbot.waitUntil(lambda: title.width() >= 160)


@pytest.mark.parametrize("name", ["Conversations", "Parameters"])
def test_docks_are_shown_and_hidden(window: MainWindow, name: str) -> None:
    dock = window.left if name == "Conversations" else window.right
    button = by_name(window, QAbstractButton, f"Show or hide {name.lower()}")
    action(window, "View", name).trigger()
    assert not dock.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert dock.isVisible()


def test_the_conversation_is_zoomed_by_the_menu_and_by_keys(window: MainWindow) -> None:
    action(window, "View", "Zoom in").trigger()
    assert window.pane.zoom.percent == 110
    for key, percent in ((Qt.Key.Key_Minus, 100), (Qt.Key.Key_Minus, 90), (Qt.Key.Key_0, 100), (Qt.Key.Key_Equal, 110)):
        QTest.keyClick(window, key, CONTROL)
        assert window.pane.zoom.percent == percent


def test_the_layout_is_taken_up_by_another_window(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(798, 555)
    window.right.toggleViewAction().trigger()
    window.pane.zoom.set(150)
    state = window.layout_state()
    other = MainWindow()
    qtbot.addWidget(other)
    other.restore_layout(state)
    other.show()
    assert other.size() == QSize(798, 555)
    assert other.left.isVisible()
    assert not other.right.isVisible()
    assert other.pane.zoom.percent == 150


@pytest.mark.parametrize(
    "bad",
    [
        {},
        {"geometry": None, "docks": 3},
        {"geometry": "%%%", "docks": "AAAA"},
        {"docks": "ÄÖ"},
        {"docks": ["x"]},
        {"zoom": "x"},
    ],
)
def test_a_layout_that_cannot_be_read_changes_nothing(window: MainWindow, bad: Mapping[str, Json]) -> None:
    before = window.size()
    window.restore_layout(bad)
    assert window.size() == before
    assert window.left.isVisible()
    assert window.right.isVisible()


def test_the_welcome_has_the_window_for_itself(window: MainWindow) -> None:
    window.right.toggleViewAction().trigger()
    before = window.layout_state()["docks"]
    window.show_welcome(True)
    assert window.welcome.isVisible()
    assert not window.left.isVisible()
    assert window.layout_state()["docks"] == before
    asked, field = Heard(window.conversations.new_asked), focused()
    for key, modifiers in ((Qt.Key.Key_N, CONTROL), (Qt.Key.Key_B, CONTROL), (Qt.Key.Key_F6, NONE)):
        QTest.keyClick(window, key, modifiers)
    assert asked.all == []
    assert focused() is field
    assert not window.left.isVisible()
    by_name(window, QLineEdit, "API key").setText("secret")
    window.show_welcome(False)
    assert by_name(window, QLineEdit, "API key").text() == ""
    assert window.pane.isVisible()
    assert window.left.isVisible()
    assert not window.right.isVisible()
    QTest.keyClick(window, Qt.Key.Key_N, CONTROL)
    assert len(asked.all) == 1


def test_the_title_is_shown(window: MainWindow) -> None:
    window.resize(1200, 700)
    window.show_title("Tea for two")
    assert window.windowTitle() == "Tea for two – Deeptrin Desktop"
    assert "Tea for two" in words(window)
    window.show_title("")
    assert window.windowTitle() == "Deeptrin Desktop"


def test_connections_are_asked_for_and_opened(window: MainWindow) -> None:
    heard = Heard(window.connection_picker.manage_asked)
    action(window, "File", "Connections").trigger()
    assert len(heard.all) == 1
    first = window.open_connections((LOCAL,), "b")
    assert first.isVisible()
    second = window.open_connections((LOCAL,), "b")
    assert not first.isVisible()
    assert window.connections_dialog is second


def test_about_opens_beside_the_loop(window: MainWindow) -> None:
    action(window, "Help", "About Deeptrin Desktop").trigger()
    (about,) = window.findChildren(QMessageBox)
    assert about.isVisible()
    assert "MIT" in about.informativeText()
    about.close()


def test_edit_actions_go_to_what_has_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    QApplication.clipboard().setText("pasted")
    window.composer.show_draft("text")
    window.composer.focus()
    action(window, "Edit", "Select all").trigger()
    action(window, "Edit", "Copy").trigger()
    assert QApplication.clipboard().text() == "text"
    action(window, "Edit", "Cut").trigger()
    assert window.composer.text() == ""
    action(window, "Edit", "Undo").trigger()
    assert window.composer.text() == "text"
    window.model_picker.setFocus()
    action(window, "Edit", "Paste").trigger()
    assert window.model_picker.currentText() == "text"
    window.conversations.focus()
    action(window, "Edit", "Copy").trigger()


def test_f6_goes_from_area_to_area(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    window.right.hide()
    window.composer.focus()
    areas: list[QWidget] = [window.conversations, window.pane, window.composer]
    visited = []
    for _ in range(4):
        QTest.keyClick(window, Qt.Key.Key_F6)
        visited.append(next(area for area in areas if area in (focused(), focused().parentWidget())))
    assert visited == [*areas, window.conversations]


def test_main_controls_have_their_names(window: MainWindow) -> None:
    for kind, name in (
        (QPlainTextEdit, "Message"),
        (QAbstractButton, "Send"),
        (QToolButton, "Stop"),
        (QListView, "Conversations"),
        (QAbstractButton, "New conversation"),
        (QComboBox, "Model"),
        (QComboBox, "Connection"),
        (QRadioButton, "Chat"),
        (QRadioButton, "Completion"),
        (QAbstractButton, "Temperature"),
        (QDoubleSpinBox, "Temperature value"),
        (QAbstractButton, "Top p"),
        (QDoubleSpinBox, "Max tokens value"),
        (QAbstractButton, "Stream"),
        (QLineEdit, "Add stop sequence"),
        (QPlainTextEdit, "System prompt"),
    ):
        by_name(window, kind, name)
    assert window.pane.accessibleName() == "Conversation"


def test_tab_goes_round_from_left_to_right(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    window.parameters.show_settings(Settings(parameters=Parameters(temperature=1.0, stop=("a", "b"))))
    window.composer.show_draft("text")
    window.conversations.focus()
    names = []
    while name_of(focused()) not in names:
        names.append(name_of(focused()))
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert ", ".join(names) == (
        "Conversations, Show or hide conversations, Chat, Connection, Model, Refresh models, "
        "Show or hide parameters, "
        "Conversation, Message, Send, Preview request, Preset, Save preset, More about presets, System prompt, "
        "Stream, Sampling, Temperature, Temperature value, Reset Temperature, Top p, Length, Max tokens, Stop, "
        "Reset Stop, Remove stop sequence a, Remove stop sequence b, Add stop sequence, N, Penalties, "
        "Presence penalty, Frequency penalty, "
        "Repetition penalty, Advanced, New conversation"
    )
