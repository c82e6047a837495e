"""The stop sequences: whether they are sent, an entry for one more, and those there are, in their order."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deeptrin_desktop.core.parameters import MOST_STOPS
from deeptrin_desktop.ui.check_box import CheckBox
from deeptrin_desktop.ui.escapes import meant, shown
from deeptrin_desktop.ui.icon_button import IconButton
from deeptrin_desktop.ui.parameter_words import help_of
from deeptrin_desktop.ui.remark import Remark
from deeptrin_desktop.ui.typography import label
from deeptrin_desktop.ui.words import parameter_name


class StopRow(QWidget):
    """`changed` goes up when a person changes what is sent. Without any sequence nothing is sent."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stops: tuple[str, ...] = ()
        self._sent = CheckBox(parameter_name("stop"))
        self._sent.setToolTip(help_of("stop"))
        self._entry = QLineEdit()
        self._entry.setAccessibleName(self.tr("Add stop sequence"))
        self._entry.setToolTip(
            self.tr("Enter adds it. \\n stands for a line end, \\t for a tab, \\\\ for a backslash.")
        )
        self._remark = Remark(self._entry)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._sent)
        layout.addLayout(self._list)
        layout.addWidget(self._entry)
        layout.addWidget(self._remark)
        self._sent.toggled.connect(self._toggled)
        self._entry.returnPressed.connect(self._add)
        self._entry.textEdited.connect(self._remark.clear)
        self._show_stops()

    @property
    def value(self) -> tuple[str, ...] | None:
        """What is sent; `None` for nothing."""
        return self._stops if self._sent.isChecked() and self._stops else None

    def show_value(self, stops: tuple[str, ...] | None) -> None:
        """Shows sequences without a signal. Those that a person unticked stay for later."""
        if stops == self.value:
            return
        self._sent.blockSignals(True)
        self._sent.setChecked(stops is not None)
        self._sent.blockSignals(False)
        self._remark.clear()
        self._stops = stops or ()
        self._show_stops()

    def _toggled(self) -> None:
        self._remark.clear()
        if self._stops:
            self.changed.emit()
        elif self._sent.isChecked():
            self._remark.note(self.tr("Nothing is sent until there is a sequence."))

    def _add(self) -> None:
        stop = meant(self._entry.text())
        if not stop:
            return
        if stop in self._stops:
            self._remark.warn(self.tr("This one is there already."))
            return
        self._entry.clear()
        self._set((*self._stops, stop), sent=True)

    def _remove(self, stop: str) -> None:
        self._set(tuple(one for one in self._stops if one != stop), sent=self._sent.isChecked())
        self._entry.setFocus()

    def _set(self, stops: tuple[str, ...], *, sent: bool) -> None:
        before = self.value
        self._stops = stops
        self._sent.blockSignals(True)
        self._sent.setChecked(sent)
        self._sent.blockSignals(False)
        self._remark.clear()
        self._show_stops()
        if self.value != before:
            self.changed.emit()

    def _show_stops(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if row := item.widget():
                row.hide()
                row.deleteLater()
        before: QWidget = self._sent
        for stop in self._stops:
            remove = self._add_row(stop)
            self.setTabOrder(before, remove)
            before = remove
        self.setTabOrder(before, self._entry)
        full = len(self._stops) >= MOST_STOPS
        self._entry.setEnabled(not full)
        self._entry.setPlaceholderText(
            self.tr("{count} is the most there can be").format(count=MOST_STOPS) if full else self.tr("Add a sequence")
        )

    def _add_row(self, stop: str) -> IconButton:
        """Shows a sequence, and returns the button that takes it away."""
        row = QWidget()
        written = shown(stop)
        text = label(written.replace(" ", "␣"))
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        remove = IconButton("close", self.tr("Remove stop sequence {stop}").format(stop=written))
        remove.clicked.connect(lambda: self._remove(stop))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(22, 0, 0, 0)
        layout.addWidget(text, 1)
        layout.addWidget(remove, 0, Qt.AlignmentFlag.AlignRight)
        self._list.addWidget(row)
        row.show()
        return remove
