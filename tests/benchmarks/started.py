"""The process that `startup.py` measures: a bare Qt window, or the app. The bare one pays for next to nothing else."""

import os
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

SETTLED = 1000
"""Milliseconds after which memory is measured."""


def measure(close: Callable[[], object]) -> None:
    """Prints CPU and time once a text field with the focus was painted and has taken a key, later the memory; then
    closes.
    """
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

    application = QApplication.instance()
    assert isinstance(application, QApplication)

    def focused(_before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QPlainTextEdit) and application.activeWindow():
            application.focusChanged.disconnect(focused)
            QTimer.singleShot(0, lambda: use(now))

    def use(field: QPlainTextEdit) -> None:
        field.window().repaint()
        QTest.keyClicks(field, "a")
        assert field.toPlainText() == "a"
        sys.stdout.write(f"{time.process_time()} {time.monotonic() - float(os.environ['STARTED'])} ")
        field.clear()
        QTimer.singleShot(SETTLED, tell)

    def tell() -> None:
        sys.stdout.write(f"{memory()}")
        close()

    application.focusChanged.connect(focused)


def memory() -> float:
    """Proportional set size of this process in MiB."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def run_bare() -> int:
    from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QPlainTextEdit())
    window.resize(1000, 700)
    measure(window.close)
    window.show()
    return application.exec()


def run_app(profile: str) -> int:
    from PySide6.QtWidgets import QApplication

    from deeptrin_desktop.app import qt
    from deeptrin_desktop.app.qt_application import QtApplication
    from deeptrin_desktop.cli.main import main

    make = qt.qt_application

    @cache
    def make_measured() -> QtApplication:
        made = make()
        measure(QApplication.closeAllWindows)
        return made

    qt.qt_application = make_measured
    return main(["--profile", profile])


if __name__ == "__main__":
    sys.exit(run_bare() if sys.argv[1:] == ["bare"] else run_app(sys.argv[2]))
