"""Qt's application object, made once a process, and what it says of the app."""

import os
import sys

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QIcon

from deeptrin_desktop import __version__
from deeptrin_desktop.app.garbage import GarbageCollector
from deeptrin_desktop.app.qt_application import QtApplication
from deeptrin_desktop.core.errors import DeeptrinError, Failure, Kind
from deeptrin_desktop.ui.icons import drawn
from deeptrin_desktop.ui.resources import resource

ICON_SIZES = (16, 32, 48, 128)
"""Edges in pixels: for title bars, task bars and switchers."""


def has_display() -> bool:
    """Whether windows can be opened. Where nothing says so, Qt would not even raise: it aborts the process."""
    return sys.platform != "linux" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")))


def qt_application() -> QtApplication:
    """The application object, with the app's name and without its look. It does not end with its last window.

    Raises DeeptrinError (no-display).
    """
    qt = QtApplication.instance()
    if isinstance(qt, QtApplication):
        return qt
    if not has_display():
        raise DeeptrinError(Failure(Kind.NO_DISPLAY))
    # Standard error has nothing for a person in it that a font without some script's shapes would be worth.
    QLoggingCategory.setFilterRules("qt.text.font.db.warning=false")
    qt = QtApplication(sys.argv[:1])
    qt.setApplicationName("deeptrin-desktop")
    qt.setApplicationDisplayName("Deeptrin Desktop")
    qt.setApplicationVersion(__version__)
    qt.setDesktopFileName("deeptrin-desktop")
    qt.setQuitOnLastWindowClosed(False)
    GarbageCollector(qt)
    return qt


def show_icon(qt: QtApplication) -> None:
    """Gives all windows the app's icon; a desktop that knows the app would find it anyway. Takes two milliseconds."""
    icon = QIcon()
    for size in ICON_SIZES:
        icon.addPixmap(drawn(resource("icon.svg"), size=size))
    qt.setWindowIcon(icon)
