"""The program in a process of its own, operated from inside by what a person would do once a window is there."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.person import messages_in
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPlainTextEdit, QWidget
from ui.by_name import by_name, words

from deeptrin_desktop.app.qt import qt_application
from deeptrin_desktop.cli.main import main
from deeptrin_desktop.ui.window import MainWindow

TESTS = Path(__file__).parents[1]


def operated(deed: str, *arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
    """Starts the program; `deed` is one of `DEEDS`, with the text that it needs after a colon."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent))),
    }
    command = [sys.executable, "-m", "app.operated", deed, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, **options)


def send(window: QWidget, text: str) -> None:
    """Writes a message and presses Enter."""
    composer = by_name(window, QPlainTextEdit, "Message")
    composer.setPlainText(text)
    QTest.keyClick(composer, Qt.Key.Key_Return)


def read(window: QWidget, _text: str) -> None:
    """Prints the texts of the messages that are shown and what is said of each, and closes the window."""
    assert isinstance(window, MainWindow)
    shown = messages_in(window)
    facts = [(each.textInterface().text(0, -1), each.text(QAccessible.Text.Description)) for each in shown]
    sys.stdout.write(json.dumps(facts))
    window.close()


def generate(window: QWidget, place: str) -> None:
    """Asks for text at a place in the document that is shown."""
    assert isinstance(window, MainWindow)
    window.completion.editor.go_to(int(place))
    QTest.keyClick(window.completion.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def write(window: QWidget, text: str) -> None:
    """Types a text at the end of the document that is shown, and says so."""
    assert isinstance(window, MainWindow)
    window.completion.editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(window.completion.editor, text)
    sys.stdout.write("typed\n")
    sys.stdout.flush()


def edit(window: QWidget, text: str) -> None:
    """Types a text in place of the first message, and says so."""
    assert isinstance(window, MainWindow)
    window.pane.edit_message(next(iter(window.pane.page.transcript.entries)).message.id)
    window.pane.editor.field.selectAll()
    QTest.keyClicks(window.pane.editor.field, text)
    sys.stdout.write("typed\n")
    sys.stdout.flush()


def edited(window: QWidget, _text: str) -> None:
    """Prints what stands in place of a message, and closes the window."""
    field = by_name(window, QPlainTextEdit, "Edited message")
    sys.stdout.write(field.toPlainText() if field.isVisible() else "")
    window.close()


def document(window: QWidget, _text: str) -> None:
    """Prints the text of the document that is shown, its generated parts and what is said of it; closes the window."""
    assert isinstance(window, MainWindow)
    shown = window.completion.editor.value()
    generated = [shown.text[mark.start : mark.end] for mark in shown.marks]
    facts = {"text": shown.text, "generated": generated, "state": words(window.completion)}
    sys.stdout.write(json.dumps(facts))
    window.close()


def dismiss(box: QWidget, _text: str) -> None:
    """Prints what a box says, and closes it."""
    assert isinstance(box, QMessageBox)
    sys.stdout.write(f"{box.text()}\n{box.informativeText()}\n")
    box.close()


def dismiss_then_close(box: QWidget, text: str) -> None:
    """The same with a box over the window, which is closed after it."""
    window = box.parent()
    assert isinstance(window, MainWindow)
    dismiss(box, text)
    window.close()


DEEDS: dict[str, tuple[type[QWidget], Callable[[QWidget, str], None]]] = {
    "send": (MainWindow, send),
    "read": (MainWindow, read),
    "generate": (MainWindow, generate),
    "write": (MainWindow, write),
    "edit": (MainWindow, edit),
    "edited": (MainWindow, edited),
    "document": (MainWindow, document),
    "dismiss": (QMessageBox, dismiss),
    "dismiss_then_close": (QMessageBox, dismiss_then_close),
}


class _Operator(QObject):
    """Acts once, when a window of its kind has become the active one."""

    def __init__(self, deed: str) -> None:
        super().__init__()
        name, _, self._text = deed.partition(":")
        self._kind, self._act = DEEDS[name]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if event.type() is QEvent.Type.WindowActivate and isinstance(watched, self._kind):
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            self._act(watched, self._text)
        return False


def _main() -> int:
    deed, *arguments = sys.argv[1:]
    operator = _Operator(deed)
    qt_application().installEventFilter(operator)
    return main(arguments)


if __name__ == "__main__":
    sys.exit(_main())
