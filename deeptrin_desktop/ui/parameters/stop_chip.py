"""One stop sequence: its text, with what is invisible in it written out, and a button that takes it away."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from deeptrin_desktop.ui.icon_button import IconButton
from deeptrin_desktop.ui.parameters.escapes import shown
from deeptrin_desktop.ui.theme import colours_of
from deeptrin_desktop.ui.typography import SMALL, label

HEIGHT = 26
WIDEST = 200
"""Pixels of its text; the rest of a long one is in its tooltip."""


class StopChip(QWidget):
    """Delete and Backspace take it away too, while its button has the focus."""

    removed = Signal()

    def __init__(self, stop: str) -> None:
        super().__init__()
        written = shown(stop)
        self._text = label(scale=SMALL)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self._text.font().pointSizeF())
        self._text.setFont(font)
        metrics = self._text.fontMetrics()
        visible = written.replace(" ", "␣")
        self._text.setText(metrics.elidedText(visible, Qt.TextElideMode.ElideMiddle, WIDEST))
        self.setToolTip(visible)
        self._remove = IconButton("close", self.tr("Remove stop sequence {stop}").format(stop=written))
        self._remove.setFixedSize(HEIGHT - 2, HEIGHT - 2)
        self._remove.installEventFilter(self)
        self._remove.clicked.connect(self.removed)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 1, 1, 1)
        layout.setSpacing(2)
        layout.addWidget(self._text)
        layout.addWidget(self._remove)

    @property
    def button(self) -> QWidget:
        """What takes the focus."""
        return self._remove

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = colours_of(self.palette())
        focused = self._remove.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colours.user_box if self.isEnabled() else colours.window))
        painter.setPen(QPen(QColor(colours.accent if focused else colours.hairline), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()
