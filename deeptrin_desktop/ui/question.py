"""A question before something is lost for good. Opens and returns at once; Cancel is what Enter means."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def ask(parent: QWidget, question: str, consequence: str, *, answer: str, then: Callable[[], object]) -> None:
    """Calls `then` if the person presses the button that says `answer`. What is asked is taken as plain text."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(answer)
    box.setStyleSheet("QLabel#qt_msgbox_label { min-width: 24em; }")  # its own width would cut its title
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    box.setInformativeText(consequence)
    confirm = box.addButton(answer, QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    confirm.clicked.connect(then)
    box.open()
