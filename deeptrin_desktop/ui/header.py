"""The strip above the conversation: its title and mode, where it talks to, and which model answers."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from deeptrin_desktop.ui.connection_picker import ConnectionPicker
from deeptrin_desktop.ui.icon_button import IconButton
from deeptrin_desktop.ui.mode_switch import ModeSwitch
from deeptrin_desktop.ui.models.picker import ModelPicker
from deeptrin_desktop.ui.theme import colours_of
from deeptrin_desktop.ui.typography import SMALL, label

HEIGHT = 56
"""Of one line of this strip, and of the titles of the docks beside it."""
NARROW = 840
"""Pixels of width below which the pickers have a line of their own, so that the title has room."""
ABOVE, BELOW = 4, 7


class Header(QWidget):
    """The pickers are the window's to wire; the buttons at the ends show and hide the docks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedTitle()
        self.mode = ModeSwitch()
        self.connection_picker = ConnectionPicker()
        self.model_picker = ModelPicker()
        self.conversations_button = IconButton("sidebar", self.tr("Show or hide conversations"))
        self.parameters_button = IconButton("parameters", self.tr("Show or hide parameters"))
        refresh = IconButton("refresh", self.tr("Refresh models"))
        refresh.setToolTip(self.tr("Ask the server for its list of models"))
        refresh.clicked.connect(self.model_picker.refresh_asked)
        self._pickers = QWidget()
        pickers = QHBoxLayout(self._pickers)
        pickers.setContentsMargins(0, 0, 0, 0)
        pickers.setSpacing(8)
        pickers.addLayout(_captioned(self.tr("Connection"), self.connection_picker), 1)
        pickers.addLayout(_captioned(self.tr("Model"), self.model_picker), 3)
        pickers.addWidget(refresh, 0, Qt.AlignmentFlag.AlignBottom)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(8, ABOVE, 8, BELOW)
        self._layout.setHorizontalSpacing(8)
        self._layout.setVerticalSpacing(0)
        self._layout.setRowMinimumHeight(0, HEIGHT - ABOVE - BELOW)
        self._layout.addWidget(self.conversations_button, 0, 0)
        self._layout.addWidget(self.title, 0, 1)
        self._layout.addWidget(self.mode, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        self._layout.addWidget(self._pickers, 0, 3)
        self._layout.addWidget(self.parameters_button, 0, 4)
        self._layout.setColumnStretch(1, 2)
        self._arrange(wrapped=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (wrapped := self.width() < NARROW) is not self._wrapped:
            self._arrange(wrapped=wrapped)

    def _arrange(self, *, wrapped: bool) -> None:
        self._wrapped = wrapped
        if wrapped:
            self._layout.addWidget(self._pickers, 1, 0, 1, 5)
        else:
            self._layout.addWidget(self._pickers, 0, 3)
        self._layout.setColumnStretch(3, 0 if wrapped else 3)
        self.setFixedHeight(HEIGHT + wrapped * self._pickers.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(colours_of(self.palette()).hairline)
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.end()


class ElidedTitle(QLabel):
    """One line that ends in dots where it is too long for its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        font = self.font()
        font.setWeight(font.Weight.DemiBold)
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


def _captioned(text: str, picker: ConnectionPicker | ModelPicker) -> QVBoxLayout:
    caption = label(text, scale=SMALL, muted=True)
    caption.setBuddy(picker)
    column = QVBoxLayout()
    column.setSpacing(1)
    column.addWidget(caption)
    column.addWidget(picker)
    return column
