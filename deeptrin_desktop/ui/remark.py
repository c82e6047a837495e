"""Words at a field: what is wrong with it, or what is worth knowing. Takes no room while there are none."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from deeptrin_desktop.ui.icons import pixmap
from deeptrin_desktop.ui.theme import colours_of

_ICON = 16


class Remark(QLabel):
    """An icon in the colour of its tone, and plain words, which a screen reader also hears at the field itself."""

    def __init__(self, field: QWidget | None = None) -> None:
        super().__init__()
        self._field = field
        self._tone = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(_ICON + 6, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.hide()

    def warn(self, words: str) -> None:
        """Says what is wrong."""
        self._show("danger", words)

    def note(self, words: str) -> None:
        """Says what is worth knowing."""
        self._show("muted", words)

    def praise(self, words: str) -> None:
        """Says what went well."""
        self._show("success", words)

    def clear(self) -> None:
        self._show("", "")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        icon = {"danger": "warning", "muted": "note", "success": "check"}[self._tone]
        colour: str = getattr(colours_of(self.palette()), self._tone)
        painter = QPainter(self)
        top = (self.fontMetrics().height() - _ICON) // 2
        painter.drawPixmap(0, max(0, top), pixmap(icon, colour, ratio=self.devicePixelRatio(), size=_ICON))
        painter.end()

    def _show(self, tone: str, words: str) -> None:
        self._tone = tone
        muted = tone == "muted"
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText if muted else QPalette.ColorRole.WindowText)
        if words:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(words)
        self.setVisible(bool(words))
        if self._field is not None:
            self._field.setAccessibleDescription(words)
