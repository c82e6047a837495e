"""One numeric parameter: a check box for whether it is sent, a field for its value, and words where it is wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deeptrin_desktop.core.parameters import Range
from deeptrin_desktop.ui.parameters.number_field import NumberField
from deeptrin_desktop.ui.parameters.row_head import RowHead
from deeptrin_desktop.ui.parameters.words import cost_of, help_of, range_words
from deeptrin_desktop.ui.remark import Remark
from deeptrin_desktop.ui.words import parameter_name


class NumberRow(QWidget):
    """`changed` goes up when a person changes what is sent; never for a value that must not be sent."""

    changed = Signal()
    reset_asked = Signal()

    def __init__(self, name: str, numbers: Range, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._numbers = numbers
        self._value: float | None = None
        self._settled: float | None = None
        """The value before this was typed: what counts while it is wrong. Each key may have made another one."""
        self._text = ""
        self._showing = False
        self._field = NumberField(numbers)
        self._field.setAccessibleName(self.tr("{name} value").format(name=parameter_name(name)))
        self._field.setToolTip(f"{help_of(name)}\n{range_words(numbers)}.")
        self._field.setFixedWidth(76)
        self._head = RowHead(name, self._field)
        self._remark = Remark(self._field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._head)
        layout.addWidget(self._remark)
        self._show_remark()
        self._head.toggled.connect(self._toggled)
        self._head.reset_asked.connect(self.reset_asked)
        self._field.valueChanged.connect(self._edited)
        self._field.lineEdit().textChanged.connect(self._edited)  # text that is no number changes no value
        self._field.editingFinished.connect(self._settle)

    @property
    def value(self) -> float | int | None:
        """What is sent; `None` for nothing."""
        return self._value

    def show_value(self, value: float | None) -> None:
        """Shows a value without a signal; `None` leaves the number in its field for later. What is typed and cannot be
        sent stays where the value is the same.
        """
        if value == self._value:
            return
        self._showing = True
        self._head.show_sent(value is not None)
        if value is not None:
            self._field.setValue(value)
        self._showing = False
        self._text = self._field.text()
        self._value = self._settled = value
        self._show_remark()

    def show_held_back(self, value: float | None) -> None:
        """Shows, while nothing is sent, what would be if the server took it; `None` where nothing is held back."""
        self._field.hold_back(value is not None)
        if value is not None:
            self._showing = True
            self._field.setValue(value)
            self._showing = False

    def forget(self) -> None:
        """Lets go of what a person typed or unticked, without a signal."""
        self._showing = True
        self._head.show_sent(False)
        self._field.setValue(self._numbers.start)
        self._showing = False
        self._text = self._field.text()
        self._value = self._settled = None
        self._show_remark()

    def show_source(self, source: str, *, own: bool) -> None:
        self._head.show_source(source, own=own)

    def _edited(self) -> None:
        if self._showing:
            return
        if not _goes_on(self._text, self._field.text()):
            self._settled = self._value
        self._text = self._field.text()
        number = self._field.number()
        if not self._head.sent:
            self._take(None)
        elif number is None:
            self._take(self._settled)
            self._remark.warn(self._what_is_wrong())
        else:
            self._take(int(number) if self._numbers.whole else number)

    def _toggled(self) -> None:
        self._edited()
        self._settle()

    def _settle(self) -> None:
        if not self._head.sent or self._field.number() is not None:
            self._settled = self._value

    def _take(self, value: float | None) -> None:
        changed = value != self._value
        self._value = value
        self._show_remark()
        if changed:
            self.changed.emit()

    def _show_remark(self) -> None:
        """Says what the present value costs, or else what the field takes, to a screen reader alone."""
        if cost := cost_of(self._name, self._value):
            self._remark.note(cost)
        else:
            self._remark.clear()
            self._field.setAccessibleDescription(f"{help_of(self._name)} {range_words(self._numbers)}.")

    def _what_is_wrong(self) -> str:
        meanwhile = (
            self.tr("Until then it is not sent.")
            if self._value is None
            else self.tr("Until then {value:.15g} is sent.").format(value=self._value)
        )
        wrong = self.tr("This is too large a number") if self._field.is_too_large() else range_words(self._numbers)
        return f"{wrong}. {meanwhile}"


def _goes_on(before: str, now: str) -> bool:
    """Whether one sign was typed or taken away at the end of a text, or none."""
    shorter, longer = sorted((before, now), key=len)
    return longer.startswith(shorter) and len(longer) - len(shorter) <= 1
