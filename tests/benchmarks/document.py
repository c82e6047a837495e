"""What a document of a megabyte with 500 generated parts costs, beside a bare text editor with the same text.

Run it as `python tests/benchmarks/document.py`. The aim: a key and a piece of coming text well within a frame of
16.7 ms.
"""

import os
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from deeptrin_desktop.core.document import Document, Mark, Place
from deeptrin_desktop.ui.completion.editor import DocumentEdit
from deeptrin_desktop.ui.theme import apply_theme

LINE = "The quick brown fox jumps over the lazy dog and so on. " * 3 + "\n"
TEXT = LINE * (1_000_000 // len(LINE))
MARKS = tuple(Mark(start, start + 900, f"m{start}") for start in range(0, len(TEXT) - 2000, 2000))
MIDDLE = len(TEXT) // 2
TIMES = 50


def main() -> None:
    app = QApplication(sys.argv[:1])
    apply_theme(app, dark=False)
    bare, edit = QPlainTextEdit(), DocumentEdit()
    sys.stdout.write(f"{len(TEXT):,} characters, {len(MARKS)} marks: milliseconds of CPU, bare editor, times as much\n")
    report("open", [timed(lambda: edit.load(Document(TEXT, MARKS)))], [timed(lambda: bare.setPlainText(TEXT))])
    for widget in (bare, edit):
        widget.resize(900, 700)
        widget.show()
        place(widget)
        app.processEvents()
    report("a key", [keyed(edit) for _ in range(TIMES)], [keyed(bare) for _ in range(TIMES)])
    edit.set_place(Place(MIDDLE, "r"), "new")
    cursor = QTextCursor(bare.textCursor())
    arrivals = [timed(lambda: painted(edit, lambda: edit.add("some words\n"))) for _ in range(TIMES)]
    report("a piece comes", arrivals, [timed(lambda: painted(bare, lambda: cursor.insertText("some words\n")))])
    edit.set_place(None)
    report("take what is to be saved", [timed(edit.value)], [timed(bare.toPlainText)])
    report("undo a generation", [timed(edit.undo)], [timed(bare.undo)])


def place(widget: QPlainTextEdit) -> None:
    cursor = QTextCursor(widget.document())
    cursor.setPosition(MIDDLE)
    widget.setTextCursor(cursor)


def keyed(widget: QPlainTextEdit) -> float:
    return timed(lambda: painted(widget, lambda: QTest.keyClick(widget, Qt.Key.Key_A)))


def painted(widget: QPlainTextEdit, act: Callable[[], object]) -> None:
    """Acts and paints what comes of it."""
    act()
    widget.viewport().repaint()


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of CPU."""
    start = time.process_time()
    act()
    return 1000 * (time.process_time() - start)


def report(what: str, ours: list[float], floor: list[float]) -> None:
    mine, bare = (sorted(times)[len(times) // 2] for times in (ours, floor))
    sys.stdout.write(f"{what:26} {mine:7.2f} {bare:7.2f} {mine / max(bare, 0.01):6.1f}x\n")


if __name__ == "__main__":
    main()
