"""Boxes for what is said before there is a window, or beside it."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from deeptrin_desktop.app.qt import has_display, qt_application, show_icon
from deeptrin_desktop.core.errors import Failure
from deeptrin_desktop.store.salvage import Salvage
from deeptrin_desktop.ui.theme import follow_desktop
from deeptrin_desktop.ui.words import words_of


def salvage_words(salvage: Salvage) -> tuple[str, str]:
    title = QCoreApplication.translate("app", "The database was damaged.")
    text = QCoreApplication.translate("app", "Conversations saved: {count}. The damaged file is kept as {path}.")
    return title, text.format(count=salvage.conversations, path=salvage.set_aside)


def say(failure: Failure) -> None:
    """Says in a box of its own why there is no window, until that is closed; without a display it says nothing."""
    if not has_display():
        return
    qt = qt_application()
    follow_desktop(qt)
    show_icon(qt)
    words = words_of(failure)
    shown = box(QMessageBox.Icon.Critical, words.title, "\n\n".join((words.text, *words.facts)))
    shown.finished.connect(qt.quit)
    shown.open()
    qt.exec()


def box(icon: QMessageBox.Icon, title: str, text: str, parent: QWidget | None = None) -> QMessageBox:
    made = QMessageBox(icon, "", title, QMessageBox.StandardButton.Close, parent)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setInformativeText(text)
    return made
