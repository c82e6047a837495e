"""The stop sequences: whether they are sent, those there are, in their order, and an entry for more."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from deeptrin_desktop.core.parameters import MOST_STOPS
from deeptrin_desktop.ui.flow_layout import FlowLayout
from deeptrin_desktop.ui.parameters.escapes import meant_list
from deeptrin_desktop.ui.parameters.row_head import RowHead
from deeptrin_desktop.ui.remark import Remark


class StopRow(QWidget):
    """`changed` goes up when a person changes what is sent. Without any sequence nothing is sent."""

    changed = Signal()
    reset_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stops: tuple[str, ...] = ()
        self._held_back = False
        self._head = RowHead("stop")
        self._entry = QLineEdit()
        self._entry.setAccessibleName(self.tr("Add stop sequence"))
        self._entry.setPlaceholderText(self.tr("Add a sequence"))
        self._entry.setToolTip(
            self.tr("Enter adds it. \\n stands for a line end, \\t for a tab, \\\\ for a backslash.")
            + "\n"
            + self.tr("A JSON array of texts adds them all.")
        )
        self._entry.installEventFilter(self)
        self._remark = Remark(self._entry)
        self._chips = QWidget()
        self._flow = FlowLayout(spacing=4)
        self._chips.setLayout(self._flow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in (self._head, self._chips, self._entry, self._remark):
            layout.addWidget(part)
        self._head.toggled.connect(self._toggled)
        self._head.reset_asked.connect(self.reset_asked)
        self._entry.returnPressed.connect(self._add)
        self._entry.textEdited.connect(self._show_remark)
        self._show_stops()

    @property
    def value(self) -> tuple[str, ...] | None:
        """What is sent; `None` for nothing."""
        return self._stops if self._head.sent and self._stops else None

    def show_value(self, stops: tuple[str, ...] | None) -> None:
        """Shows sequences without a signal. Those that a person unticked stay for later."""
        if stops != self.value:
            self._put(stops or (), sent=stops is not None)

    def show_source(self, source: str, *, own: bool) -> None:
        self._head.show_source(source, own=own)

    def show_held_back(self, stops: tuple[str, ...] | None) -> None:
        """Shows, while nothing is sent, what would be if the server took it; `None` where nothing is held back."""
        if stops or self._held_back:
            self._put(stops or (), sent=False)
        self._held_back = bool(stops)

    def forget(self) -> None:
        """Lets go of what a person typed or unticked, without a signal."""
        self._entry.clear()
        self._put((), sent=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Backspace in an empty entry takes the last sequence away. One that is left empty has nothing wrong in it."""
        if event.type() is QEvent.Type.FocusOut and not self._entry.text():
            self._show_remark()
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Backspace
            and self._stops
            and not self._entry.text()
        ):
            self._remove(len(self._stops) - 1)
            return True
        return super().eventFilter(watched, event)

    def _toggled(self) -> None:
        self._show_remark()
        self._chips.setEnabled(self._head.sent)
        if self._stops:
            self.changed.emit()

    def _add(self) -> None:
        """Adds what is written, or says why not and leaves it there."""
        written = meant_list(self._entry.text())
        stops = (*self._stops, *written)
        if not (written and all(written)):
            self._remark.warn(self.tr("A sequence has at least one character."))
        elif len(set(stops)) < len(stops):
            self._remark.warn(self.tr("This one is there already."))
        elif len(stops) > MOST_STOPS:
            words = self.tr("{most} is the most there can be; with this, there would be {count}.")
            self._remark.warn(words.format(most=MOST_STOPS, count=len(stops)))
        else:
            self._entry.clear()
            self._set(stops, sent=True)

    def _remove(self, place: int) -> None:
        self._set((*self._stops[:place], *self._stops[place + 1 :]), sent=self._head.sent)
        self._entry.setFocus()

    def _set(self, stops: tuple[str, ...], *, sent: bool) -> None:
        before = self.value
        self._put(stops, sent=sent)
        if self.value != before:
            self.changed.emit()

    def _put(self, stops: tuple[str, ...], *, sent: bool) -> None:
        self._stops = stops
        self._held_back = False
        self._head.show_sent(sent)
        self._show_remark()
        self._show_stops()

    def _show_remark(self) -> None:
        """Says nothing of what is typed, but that there is something to type."""
        if self._head.sent and not self._stops:
            self._remark.note(self.tr("Nothing is sent until there is a sequence."))
        else:
            self._remark.clear()

    def _show_stops(self) -> None:
        from deeptrin_desktop.ui.parameters.stop_chip import StopChip

        while (item := self._flow.takeAt(0)) is not None:
            if chip := item.widget():
                chip.hide()  # one without its parent would be a window, and going would take the keyboard with it
                chip.deleteLater()
        before = self._head.last
        for place, stop in enumerate(self._stops):
            chip = StopChip(stop)
            chip.removed.connect(lambda place=place: self._remove(place))
            self._flow.addWidget(chip)
            chip.show()
            self.setTabOrder(before, chip.button)
            before = chip.button
        self.setTabOrder(before, self._entry)
        self._chips.setEnabled(self._head.sent)
        self._chips.setVisible(bool(self._stops))
