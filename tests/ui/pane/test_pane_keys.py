"""The keyboard alone is enough: from message to message, inside with a caret, and on what can be pressed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from ui.by_name import Heard
from ui.pane.talk import SENTENCE, copied, long_talk, messages, picture, talk

from deeptrin_desktop.ui.pane import ConversationPane

SHORT = talk("What is it?", "A list.\\\nOf two lines 😀 and more.\n\nAnd a paragraph.", "Thanks!")
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


def focused(pane: ConversationPane) -> str:
    """The name of what has the focus, as a screen reader finds it."""
    found = QAccessible.queryAccessibleInterface(pane).focusChild()
    inner: QAccessibleInterface | None = found.focusChild()
    inner = found if inner is None else inner
    assert inner.state().focused
    name: str = inner.text(QAccessible.Text.Name)
    return name


def press(pane: ConversationPane, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(pane, key, held)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A pane with a field before and one behind it."""
    window = QWidget()
    qtbot.addWidget(window)
    parts = QLineEdit(), ConversationPane(), QLineEdit()
    layout = QVBoxLayout(window)
    for part in parts:
        layout.addWidget(part)
    window.resize(700, 700)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    parts[0].setFocus()
    return window


def parts_of(window: QWidget) -> tuple[QLineEdit, ConversationPane, QLineEdit]:
    pane = window.findChild(ConversationPane)
    assert pane is not None
    before, behind = window.findChildren(QLineEdit)
    return before, pane, behind


def test_keys_go_from_message_to_message(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    press(pane, KEY.Key_Up)
    assert focused(pane).startswith("Assistant: A list.")
    press(pane, KEY.Key_Up, KEY.Key_Up)
    assert focused(pane) == "You: What is it?"
    press(pane, KEY.Key_End)
    assert focused(pane) == "You: Thanks!"
    press(pane, KEY.Key_Down, KEY.Key_Home)
    assert focused(pane) == "You: What is it?"


def test_the_message_with_the_focus_is_brought_into_view(pane: ConversationPane) -> None:
    pane.show_conversation(long_talk(), False)
    for key, index in ((KEY.Key_Home, 0), (KEY.Key_Down, 1), (KEY.Key_End, 59), (KEY.Key_Up, 58)):
        press(pane, key)
        message = messages(pane)[index]
        assert message.state().focused
        assert message.state().selected
        assert not message.state().offscreen


def test_pages_are_turned(pane: ConversationPane) -> None:
    pane.show_conversation(long_talk(), False)
    line, room = pane.verticalScrollBar().singleStep(), pane.viewport().height()
    before = picture(pane, 0, line)
    press(pane, KEY.Key_PageUp)
    assert picture(pane, room - line) == before
    press(pane, KEY.Key_PageDown)
    assert pane.verticalScrollBar().value() == pane.verticalScrollBar().maximum()


def test_tab_goes_through_what_can_be_pressed_and_on(window: QWidget) -> None:
    before, pane, behind = parts_of(window)
    pane.show_conversation(SHORT, False)
    press_on = before
    names = []
    for _ in range(3):
        QTest.keyClick(press_on, KEY.Key_Tab)
        press_on = pane  # type: ignore[assignment]
        names.append(focused(pane))
    assert names == ["You: Thanks!", "Copy message", "Edit message"]
    QTest.keyClick(pane, KEY.Key_Tab)
    assert behind.hasFocus()
    QTest.keyClick(behind, KEY.Key_Backtab, SHIFT)
    QTest.keyClick(pane, KEY.Key_Backtab, SHIFT)
    assert before.hasFocus()


def test_the_focus_is_to_be_seen(window: QWidget) -> None:
    before, pane, _ = parts_of(window)
    pane.show_conversation(SHORT, False)
    without = picture(pane)
    QTest.keyClick(before, KEY.Key_Tab)
    on_message = picture(pane)
    assert on_message != without
    QTest.keyClick(pane, KEY.Key_Tab)
    assert picture(pane) not in (on_message, without)
    before.setFocus()
    assert picture(pane) == without


def test_return_presses_what_has_the_focus(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    asked = Heard(pane.regenerate_asked)
    press(pane, KEY.Key_Up, KEY.Key_Return, KEY.Key_Return)
    assert QApplication.clipboard().text() == SHORT.tree.messages["m1"].text
    press(pane, KEY.Key_Tab, KEY.Key_Space)
    assert asked.all == ["m1"]
    press(pane, KEY.Key_Escape)
    assert focused(pane).startswith("Assistant")


def test_the_caret_selects_by_letters_words_and_lines(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    press(pane, KEY.Key_Up, KEY.Key_Right, KEY.Key_Right)
    press(pane, KEY.Key_Right, held=SHIFT | CONTROL)
    assert copied(pane) == "list"
    press(pane, KEY.Key_End, held=SHIFT)
    assert copied(pane) == "list."
    press(pane, KEY.Key_Down, held=SHIFT)
    press(pane, KEY.Key_End, held=SHIFT)
    assert copied(pane) == "list.\nOf two lines 😀 and more."
    press(pane, KEY.Key_Down, held=SHIFT)
    press(pane, KEY.Key_Home, held=SHIFT)
    assert copied(pane) == "list.\nOf two lines 😀 and more.\n\n"
    press(pane, KEY.Key_Up, KEY.Key_Up, KEY.Key_Home, held=SHIFT)
    assert copied(pane) == "A "
    press(pane, KEY.Key_Escape)
    assert copied(pane) == SHORT.tree.messages["m1"].text


def test_the_caret_selects_by_pages_and_to_both_ends(pane: ConversationPane) -> None:
    pane.show_conversation(long_talk(), False)
    press(pane, KEY.Key_Home, KEY.Key_Right)
    press(pane, KEY.Key_PageDown, KEY.Key_PageDown, held=SHIFT)
    by_pages, shown = copied(pane), pane.verticalScrollBar().value()
    assert by_pages.startswith("umber 0.")
    assert pane.viewport().height() < shown < 2 * pane.viewport().height()
    press(pane, KEY.Key_PageUp, held=SHIFT)
    assert by_pages.startswith(copied(pane))
    press(pane, KEY.Key_End, held=SHIFT | CONTROL)
    assert not messages(pane)[-1].state().offscreen
    assert copied(pane).endswith(SENTENCE.rstrip())
    press(pane, KEY.Key_PageUp, KEY.Key_PageDown, KEY.Key_PageDown, held=SHIFT)
    assert copied(pane).endswith(SENTENCE.rstrip())
    press(pane, KEY.Key_Home, held=SHIFT | CONTROL)
    assert copied(pane) == "N"
    assert not messages(pane)[0].state().offscreen


def test_the_caret_steps_over_whole_characters_and_into_the_next_message(pane: ConversationPane) -> None:
    pane.show_conversation(talk("a👩‍👩‍👧b", "c"), False)
    press(pane, KEY.Key_Home, KEY.Key_Right)
    press(pane, KEY.Key_Right, held=SHIFT)
    assert copied(pane) == "👩‍👩‍👧"
    press(pane, KEY.Key_Right, KEY.Key_Right, KEY.Key_Right, held=SHIFT)
    assert copied(pane) == "👩‍👩‍👧b\n\nc"
    press(pane, KEY.Key_Left, KEY.Key_Left, KEY.Key_Left, held=SHIFT)
    assert copied(pane) == "👩‍👩‍👧"


def test_the_usual_keys_copy_and_select_all(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    press(pane, KEY.Key_A, KEY.Key_C, held=CONTROL)
    assert QApplication.clipboard().text().startswith("What is it?\n\nA list.")


def test_without_a_selection_the_message_with_the_focus_is_copied(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    press(pane, KEY.Key_Home)
    assert copied(pane) == "What is it?"


def test_keys_do_no_harm_where_there_is_nothing(pane: ConversationPane) -> None:
    pane.show_conversation(None, False)
    press(pane, KEY.Key_Up, KEY.Key_Right, KEY.Key_Return, KEY.Key_End, KEY.Key_PageUp, KEY.Key_Escape)
    pane.select_all()
    assert copied(pane) == "nothing"


def test_keys_do_no_harm_while_a_message_is_edited(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    pane.edit_message("m0")
    pane.setFocus()
    before = picture(pane)
    press(pane, KEY.Key_Home, KEY.Key_Right, KEY.Key_Up, KEY.Key_Down)
    press(pane, KEY.Key_Right, KEY.Key_Down, KEY.Key_Up, KEY.Key_End, held=SHIFT)
    assert not picture(pane).isNull()
    press(pane, KEY.Key_Escape)
    assert before.size() == picture(pane).size()
