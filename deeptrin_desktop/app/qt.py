"""Qt's application object, made once a process."""

import sys

from PySide6.QtCore import QByteArray, QLoggingCategory, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from deeptrin_desktop import __version__
from deeptrin_desktop.app.garbage import GarbageCollector
from deeptrin_desktop.ui.resources import resource

ICON_SIZES = (16, 32, 48, 128)
"""Edges in pixels: for title bars, task bars and switchers."""


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


def show_icon(qt: QApplication) -> None:
    """Gives all windows the app's icon; a desktop that knows the app would find it anyway. Takes two milliseconds."""
    from PySide6.QtSvg import QSvgRenderer

    icon, drawing = QIcon(), QSvgRenderer(QByteArray(resource("icon.svg")))
    for size in ICON_SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        drawing.render(painter)
        painter.end()
        icon.addPixmap(pixmap)
    qt.setWindowIcon(icon)
