"""The system prompt of the open conversation."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

PAUSE_MS = 400
"""Between the last key and the signal, so that a text is not stored once a letter."""


class SystemPrompt(QPlainTextEdit):
    """`changed(text)` goes up a moment after the last change, and at once when the field is left or flushed."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = ""
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.flush)
        self.setAccessibleName(self.tr("System prompt"))
        self.setPlaceholderText(self.tr("Not set: nothing is sent"))
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._timer.start)

    def show_text(self, text: str) -> None:
        """Shows a text without a signal; the one that is there already keeps its cursor."""
        if text == self.toPlainText():
            self._told = text
            self._timer.stop()
        elif text != self._told:
            self._told = text
            self.setPlainText(text)
            self._timer.stop()

    def flush(self) -> None:
        """Sends up what has changed and was not sent up yet."""
        self._timer.stop()
        text = self.toPlainText()
        if text != self._told:
            self._told = text
            self.changed.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()
