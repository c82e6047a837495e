"""Where the next message is written, sent, and a running reply stopped."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deeptrin_desktop.ui.icon_button import IconButton
from deeptrin_desktop.ui.message_edit import MessageEdit
from deeptrin_desktop.ui.theme import colours_of


class Composer(QWidget):
    """Keeps its text when it sends: `clear` comes from whoever has stored the message."""

    sent = Signal(str)
    stop_asked = Signal()
    draft_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._running = False
        self._showing = False
        self._edit = MessageEdit()
        self._send = IconButton("send", self.tr("Send"), primary=True)
        self._send.name(self.tr("Send"), QKeySequence(Qt.Key.Key_Return))
        self._stop = IconButton("stop", self.tr("Stop"), primary=True)
        self._stop.name(self.tr("Stop"), QKeySequence(Qt.Key.Key_Escape))
        self.stop_action = QAction(self, text=self.tr("Stop"))
        self.stop_action.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        self.stop_action.triggered.connect(self.stop_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self._edit, 1)
        layout.addWidget(self._send, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignBottom)
        self._edit.send_asked.connect(self._try_to_send)
        self._edit.textChanged.connect(self._text_changed)
        self._edit.focus_changed.connect(self.update)
        self._send.clicked.connect(self._try_to_send)
        self._stop.clicked.connect(self.stop_asked)
        self._show_state()

    def show_draft(self, text: str) -> None:
        """Replaces the text, with the cursor at its end."""
        self._showing = True
        self._edit.setPlainText(text)
        cursor = self._edit.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self._edit.setTextCursor(cursor)
        self._showing = False
        self._show_state()

    def text(self) -> str:
        return self._edit.toPlainText()

    def clear(self) -> None:
        self.show_draft("")

    def set_running(self, running: bool) -> None:
        """Shows Stop in place of Send while a reply runs."""
        if running is self._running:
            return
        had_focus = self._send.hasFocus() or self._stop.hasFocus()
        self._running = running
        self._show_state()
        if had_focus:
            self.focus()

    def set_longest(self, pixels: int) -> None:
        """The height up to which the text field grows."""
        self._edit.set_longest(pixels)

    def focus(self) -> None:
        self._edit.setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = colours_of(self.palette())
        focused = self._edit.hasFocus()
        width = 2 if focused else 1
        inset = width / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent if focused else colours.border), width))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 10, 10)
        painter.end()

    def _try_to_send(self) -> None:
        text = self._edit.toPlainText()
        if not self._running and text.strip():
            self.sent.emit(text)

    def _text_changed(self) -> None:
        self._show_state()
        if not self._showing:
            self.draft_changed.emit(self._edit.toPlainText())

    def _show_state(self) -> None:
        self._send.setVisible(not self._running)
        self._stop.setVisible(self._running)
        self._send.setEnabled(not self._running and not self._edit.document().isEmpty())
        self._stop.setEnabled(self._running)
        self.stop_action.setEnabled(self._running)
