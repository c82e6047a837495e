"""The process that `startup.py` measures: a bare Qt window, or the app. The bare one imports nothing of the app's."""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

SETTLED = 1000
"""Milliseconds after which memory is measured."""


def measure(close: Callable[[], object]) -> None:
    """Prints the figures once the active window has been painted and has taken a key, then closes."""
    from PySide6.QtCore import QEvent, QObject, Qt, QTimer
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QPlainTextEdit

    class Painted(QObject):
        def eventFilter(self, field: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
            if event.type() is QEvent.Type.Paint:
                field.removeEventFilter(self)
                QTimer.singleShot(0, type_a_key)
            return False

    painted = Painted()
    figures: dict[str, float] = {}

    def composer() -> QPlainTextEdit:
        focused = QApplication.focusWidget()
        assert isinstance(focused, QPlainTextEdit)
        return focused

    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)

    def wait_for_paint() -> None:
        application.focusWindowChanged.disconnect(wait_for_paint)
        composer().viewport().installEventFilter(painted)
        composer().viewport().update()

    def type_a_key() -> None:
        QTest.keyClick(composer(), Qt.Key.Key_A)
        assert composer().toPlainText() == "a"
        figures["CPU"] = time.process_time()
        figures["wall clock"] = time.monotonic() - float(os.environ["STARTED"])
        composer().clear()
        QTimer.singleShot(SETTLED, tell)

    def tell() -> None:
        figures["memory"] = pss()
        sys.stdout.write(json.dumps(figures))
        close()

    application.focusWindowChanged.connect(wait_for_paint)


def pss() -> float:
    """Proportional set size of this process in MiB."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def run_bare() -> int:
    from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    composer = QPlainTextEdit()
    window.setCentralWidget(composer)
    window.resize(1000, 700)
    composer.setFocus()
    measure(window.close)
    window.show()
    return application.exec()


def run_app(profile: str) -> int:
    from PySide6.QtWidgets import QApplication

    from deeptrin_desktop.app.qt import qt_application
    from deeptrin_desktop.cli.main import main

    qt_application()
    measure(QApplication.closeAllWindows)
    return main(["--profile", profile])


if __name__ == "__main__":
    sys.exit(run_bare() if sys.argv[1:] == ["bare"] else run_app(sys.argv[2]))
