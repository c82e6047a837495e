"""The strip above the conversation: its title and mode, where it talks to, and which model answers."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from deeptrin_desktop.ui.connection_picker import ConnectionPicker
from deeptrin_desktop.ui.icon_button import IconButton
from deeptrin_desktop.ui.mode_switch import ModeSwitch
from deeptrin_desktop.ui.model_picker import ModelPicker
from deeptrin_desktop.ui.theme import colours_of
from deeptrin_desktop.ui.typography import SMALL, label

HEIGHT = 56
"""Of this strip and of the titles of the docks beside it."""


NARROW = 560
"""Pixels of width below which there is no title."""


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
        self.setFixedHeight(HEIGHT)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 7)
        layout.setSpacing(8)
        layout.addWidget(self.conversations_button, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.title, 2)
        layout.addWidget(self.mode, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(_captioned(self.tr("Connection"), self.connection_picker))
        layout.addLayout(_captioned(self.tr("Model"), self.model_picker), 3)
        layout.addWidget(refresh, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addWidget(self.parameters_button, 0, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the title's place to the pickers where there is little: the window has the title too."""
        self.title.setVisible(self.width() >= NARROW)
        super().resizeEvent(event)

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
