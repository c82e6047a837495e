"""A bar to look for words with: what to find, how often it is there, and the way from one place to the next."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget
from shiboken6 import Shiboken

from deeptrin_desktop.ui.icon_button import IconButton
from deeptrin_desktop.ui.theme import colours_of

_WIDTH = 400
_EDGE = 16
"""Pixels to the corner of what it stands over."""
_CORNER = 8


class FindBar(QFrame):
    """Stands over the upper right corner of its parent."""

    searched = Signal(str)
    """Another text is looked for; empty for none."""
    stepped = Signal(bool)
    """To the next place, or to the one before."""
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._before: QWidget | None = None
        """What had the focus before it was opened."""
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Find in conversation"))
        self.field.setPlaceholderText(self.tr("Find in conversation"))
        self.field.textChanged.connect(self.searched)
        self.count = QLabel()
        self._previous = IconButton("chevron-up", self.tr("Previous match"))
        self._previous.name(self.tr("Previous match"), QKeySequence("Shift+Return"))
        self._next = IconButton("chevron-down", self.tr("Next match"))
        self._next.name(self.tr("Next match"), QKeySequence("Return"))
        close = IconButton("close", self.tr("Close"))
        close.name(self.tr("Close"), QKeySequence("Esc"))
        self._previous.clicked.connect(lambda: self.stepped.emit(False))
        self._next.clicked.connect(lambda: self.stepped.emit(True))
        close.clicked.connect(self.close_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        for widget in (self.count, self._previous, self._next, close):
            row.addWidget(widget)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.show_count(0, 0, searching=False)
        self.hide()

    def open(self) -> None:
        """Shows itself with what was looked for last, ready to be typed over."""
        focused = QApplication.focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._before = focused
        self.stand()
        self.show()
        self.raise_()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.searched.emit(self.field.text())

    def close_bar(self) -> None:
        """Goes away, and gives the focus back to where it was."""
        before, self._before = self._before, None
        self.hide()
        self.closed.emit()
        usable = before is not None and Shiboken.isValid(before) and before.isVisible() and before.isEnabled()
        (before if before is not None and usable else self._over).setFocus()

    def stand(self, clear_of: QRect | None = None) -> None:
        """Takes its place in the corner, or below what cannot be brought out from under it."""
        room = self._over.width()
        width = min(_WIDTH, room - 2 * _EDGE)
        place = QRect(room - width - _EDGE, _EDGE // 2, width, self.sizeHint().height())
        if clear_of is not None and clear_of.intersects(place):
            place.moveTop(clear_of.bottom() + _EDGE // 2)
        self.setGeometry(place)

    def show_count(self, current: int, count: int, *, searching: bool) -> None:
        """Which of how many places this is, counted from 1 or not known; `searching` while there may be more."""
        for button in (self._previous, self._next):
            button.setEnabled(count > 0)
        words = f"{count}+" if searching else self.tr("{current} of {count}").format(current=current, count=count)
        nothing = self.tr("No matches") if self.field.text() and not searching else ""
        self.count.setText(words if count else nothing)

    def event(self, event: QEvent) -> bool:
        # The window has a use for Escape too; here it closes the bar.
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().event(event)
        if event.key() != Qt.Key.Key_Escape:
            return super().event(event)
        event.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.border))
        painter.setBrush(self.palette().base())
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), _CORNER, _CORNER)
        painter.end()
