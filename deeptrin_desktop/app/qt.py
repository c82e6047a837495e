"""Qt's application object, made once a process."""

import sys

from PySide6.QtCore import QLoggingCategory
from PySide6.QtWidgets import QApplication

from deeptrin_desktop import __version__
from deeptrin_desktop.app.garbage import GarbageCollector


def qt_application() -> QApplication:
    """The application object, with the app's name and without its look. It does not end with its last window."""
    qt = QApplication.instance()
    if isinstance(qt, QApplication):
        return qt
    # Standard error has nothing for a person in it that a font without some script's shapes would be worth.
    QLoggingCategory.setFilterRules("qt.text.font.db.warning=false")
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("deeptrin-desktop")
    qt.setApplicationDisplayName("Deeptrin Desktop")
    qt.setApplicationVersion(__version__)
    qt.setDesktopFileName("deeptrin-desktop")
    qt.setQuitOnLastWindowClosed(False)
    GarbageCollector(qt)
    return qt
