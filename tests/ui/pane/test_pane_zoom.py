"""Zoom: by the wheel, within its range, without moving what is being read."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication
from ui.pane.talk import long_talk, talk

from deeptrin_desktop.ui.pane import ConversationPane

CONTROL = Qt.KeyboardModifier.ControlModifier


def turn(pane: ConversationPane, angle: int, held: Qt.KeyboardModifier = CONTROL) -> None:
    """The wheel, over the middle of the pane."""
    at = QPointF(pane.viewport().rect().center())
    where = QPointF(pane.viewport().mapToGlobal(at))
    buttons, phase, inverted = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase, False
    event = QWheelEvent(at, where, QPoint(), QPoint(0, angle), buttons, held, phase, inverted)
    QApplication.sendEvent(pane.viewport(), event)


def height_of_letters(pane: ConversationPane) -> int:
    message = QAccessible.queryAccessibleInterface(pane).child(0)
    height: int = message.textInterface().characterRect(0).height()
    return height


def test_the_wheel_with_control_makes_letters_larger_and_smaller(pane: ConversationPane) -> None:
    pane.show_conversation(talk("Hello", "```\ncode\n```"), False)
    before = height_of_letters(pane)
    turn(pane, 120)
    assert pane.zoom.percent == 110
    assert height_of_letters(pane) > before
    turn(pane, -120)
    assert height_of_letters(pane) == before
    turn(pane, -120, Qt.KeyboardModifier.NoModifier)
    assert pane.zoom.percent == 100


def test_a_touchpad_zooms_by_as_much_as_a_wheel(pane: ConversationPane) -> None:
    for _ in range(119):
        turn(pane, 1)
    assert pane.zoom.percent == 100
    turn(pane, 1)
    assert pane.zoom.percent == 110


@pytest.mark.parametrize(("angle", "end"), [(120, 200), (-120, 80)])
def test_it_ends_somewhere(pane: ConversationPane, angle: int, end: int) -> None:
    for _ in range(20):
        turn(pane, angle)
    assert pane.zoom.percent == end
    turn(pane, -angle)
    assert pane.zoom.percent not in (end, 100)


def test_what_is_being_read_stays(pane: ConversationPane) -> None:
    pane.show_conversation(long_talk(), False)
    pane.verticalScrollBar().setValue(pane.verticalScrollBar().maximum() // 2)
    first = pane.page.first_visible
    assert first is not None
    for percent in (200, 80, 125, 100):
        pane.zoom.set(percent)
        now = pane.page.first_visible
        assert now is not None
        assert (now.message, now.place.leaf) == (first.message, first.place.leaf)


def test_the_editor_has_letters_as_large(pane: ConversationPane) -> None:
    pane.show_conversation(talk("Hello"), False)
    pane.edit_message("m0")
    before = pane.editor.field.fontMetrics().height()
    pane.zoom.set(200)
    assert pane.editor.field.fontMetrics().height() > 1.8 * before
