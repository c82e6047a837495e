"""A person who has no mouse: goes from control to control by Tab, and knows them by their names."""

from app.person import Person
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from ui.by_name import name_of

Key = Qt.Key
Held = Qt.KeyboardModifier
MOST_STOPS = 80
"""More than Tab meets in the whole window."""


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
    QTest.keyClick(focused(), key, held)


def type_text(text: str) -> None:
    """Replaces what stands in the field."""
    press(Key.Key_A, Held.ControlModifier)
    press(Key.Key_Delete)
    QTest.keyClicks(focused(), text)


def paste_over(text: str) -> None:
    """Replaces what stands in the field at once: what is typed would be taken letter by letter."""
    press(Key.Key_A, Held.ControlModifier)
    press(Key.Key_Delete)
    paste(text)


def paste(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    press(Key.Key_V, Held.ControlModifier)


def go_to(name: str) -> None:
    """By Tab alone, once around the window at most."""
    met = []
    for _ in range(MOST_STOPS):
        if name_of(focused()) == name:
            return
        met.append(name_of(focused()))
        press(Key.Key_Tab)
    raise AssertionError(f"Tab does not come to {name}, but to {met}")


def go_to_message(person: Person) -> None:
    """By the key that goes from area to area."""
    for _ in range(4):
        press(Key.Key_F6)
        if name_of(focused()) == "Message":
            return
    raise AssertionError("F6 does not come to the composer")


def send(person: Person, text: str) -> None:
    go_to_message(person)
    QTest.keyClicks(focused(), text)
    press(Key.Key_Return)
