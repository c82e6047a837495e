"""One numeric parameter: a check box for whether it is sent, a field for its value, and words where it is wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from deeptrin_desktop.core.parameters import Range
from deeptrin_desktop.ui.check_box import CheckBox
from deeptrin_desktop.ui.number_field import NumberField
from deeptrin_desktop.ui.parameter_words import help_of, range_words
from deeptrin_desktop.ui.remark import Remark
from deeptrin_desktop.ui.words import parameter_name


class NumberRow(QWidget):
    """`changed` goes up when a person changes what is sent; never for a value that must not be sent."""

    changed = Signal()

    def __init__(self, name: str, numbers: Range, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers = numbers
        self._value: float | None = None
        self._showing = False
        self._sent = CheckBox(parameter_name(name))
        self._sent.setToolTip(help_of(name))
        self._field = NumberField(numbers)
        self._field.setAccessibleName(self.tr("{name} value").format(name=parameter_name(name)))
        self._field.setToolTip(range_words(numbers))
        self._field.setFixedWidth(96)
        self._field.setEnabled(False)
        self._remark = Remark(self._field)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(2)
        layout.addWidget(self._sent, 0, 0)
        layout.addWidget(self._field, 0, 1)
        layout.addWidget(self._remark, 1, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        self._sent.toggled.connect(self._edited)
        self._field.valueChanged.connect(self._edited)
        self._field.lineEdit().textChanged.connect(self._edited)  # text that is no number changes no value

    @property
    def value(self) -> float | int | None:
        """What is sent; `None` for nothing."""
        return self._value

    def show_value(self, value: float | None) -> None:
        """Shows a value without a signal; `None` leaves the number in its field for later."""
        if self._field.hasFocus() and value == self._value:
            return  # what is being typed stays
        self._showing = True
        self._sent.setChecked(value is not None)
        if value is not None:
            self._field.setValue(value)
        self._showing = False
        self._value = value
        self._field.setEnabled(value is not None)
        self._remark.clear()

    def _edited(self) -> None:
        if self._showing:
            return
        sent = self._sent.isChecked()
        self._field.setEnabled(sent)
        number = self._field.number()
        if sent and number is None:
            self._remark.warn(self._what_is_wrong())
            return
        self._remark.clear()
        value = int(number) if sent and number is not None and self._numbers.whole else number if sent else None
        if value != self._value:
            self._value = value
            self.changed.emit()

    def _what_is_wrong(self) -> str:
        meanwhile = (
            self.tr("Until then it is not sent.")
            if self._value is None
            else self.tr("Until then {value:g} is sent.").format(value=self._value)
        )
        return f"{range_words(self._numbers)}. {meanwhile}"
