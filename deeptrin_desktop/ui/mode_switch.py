"""Whether a conversation is a chat or one document; chosen while it is empty."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from deeptrin_desktop.core.conversation import Mode
from deeptrin_desktop.ui.button_mark import paint_with_mark, size_with_mark
from deeptrin_desktop.ui.theme import Colours


class ModeSwitch(QWidget):
    """`chosen(mode)` is what a person asks for; what is shown comes from `show_mode`."""

    chosen = Signal(Mode)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = {
            Mode.CHAT: RadioButton(self.tr("Chat")),
            Mode.COMPLETION: RadioButton(self.tr("Completion")),
        }
        self.setAccessibleName(self.tr("Mode"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for mode, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, mode=mode: self.chosen.emit(mode))
            layout.addWidget(button)
        self.show_mode(Mode.CHAT, changeable=True)

    def show_mode(self, mode: Mode, *, changeable: bool) -> None:
        """Shows the mode of a conversation, and whether it can still be another one."""
        why = self.tr("The mode is chosen while a conversation is empty. Begin a new one to change it.")
        reason = "" if changeable else why
        self._buttons[mode].setChecked(True)
        for button in self._buttons.values():
            button.setEnabled(changeable)
        for part in (self, *self._buttons.values()):
            part.setToolTip(reason)
            part.setAccessibleDescription(reason)


class RadioButton(QRadioButton):
    """Behaves as any; its ring, dot and focus can be seen in both themes."""

    def sizeHint(self) -> QSize:
        return size_with_mark(self)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_with_mark(self, self._paint_ring)

    def _paint_ring(self, painter: QPainter, place: QRectF, colours: Colours) -> None:
        ring = colours.accent if self.hasFocus() or self.isChecked() else colours.border
        painter.setPen(QPen(QColor(ring if self.isEnabled() else colours.disabled), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(colours.surface))
        painter.drawEllipse(place.adjusted(1.5, 1.5, -1.5, -1.5))
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent if self.isEnabled() else colours.disabled))
            painter.drawEllipse(place.adjusted(4.5, 4.5, -4.5, -4.5))
