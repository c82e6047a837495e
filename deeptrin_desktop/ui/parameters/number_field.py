"""A spin box that takes any number as typed, so that one out of range can be said to be, and not just refused."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from deeptrin_desktop.core.parameters import Range

_LARGEST = 1e15
"""Up to here every whole number is exact."""
_DECIMALS = 12


class NumberField(QDoubleSpinBox):
    """Understands the decimal point and the comma in every language, and shows numbers as short as they are.

    The wheel turns it only where it has the focus, so that scrolling the panel changes nothing. While it is disabled
    its number is out of sight, since it is not sent, unless it is one that is held back.
    """

    def __init__(self, numbers: Range, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers = numbers
        self._held_back = False
        self.setDecimals(_DECIMALS)
        self.setRange(-_LARGEST, _LARGEST)
        self.setSingleStep(numbers.step)
        self.setValue(numbers.start)
        self.lineEdit().setTextMargins(6, 0, 6, 0)  # the style sheet takes its buttons away, and the padding with them
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def number(self) -> float | None:
        """What is written, if it may be sent."""
        written = _read(self.text())
        return written if written is not None and self._numbers.holds(written) else None

    def hold_back(self, held_back: bool) -> None:
        self._held_back = held_back
        self._show_number()

    def is_too_large(self) -> bool:
        """Whether a number is written that has more digits than are exact."""
        text = self.text().strip()
        return _read(text) is None and text.lstrip("+-−").isdecimal()

    def textFromValue(self, value: float) -> str:
        return f"{value:.{_DECIMALS}g}"

    def valueFromText(self, text: str) -> float:
        return _read(text) or 0.0

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        known = _read(text) is not None
        return QValidator.State.Acceptable if known else QValidator.State.Intermediate, text, place

    def stepBy(self, steps: int) -> None:
        """Steps inside the range, whatever was typed before."""
        wanted = round(self.value() + steps * self._numbers.step, _DECIMALS)
        low = self._numbers.step if self._numbers.above_low else self._numbers.low
        self.setValue(min(max(wanted, low), self._numbers.high))
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        with self._unread_text_kept():
            super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        with self._unread_text_kept():
            super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            with self._unread_text_kept():
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    @contextmanager
    def _unread_text_kept(self) -> Iterator[None]:
        """Qt would put the last number in the place of what is none, and with it all would seem to be well."""
        text = self.text()
        if _read(text) is not None:
            yield
            return
        with QSignalBlocker(self), QSignalBlocker(self.lineEdit()):
            yield
            self.lineEdit().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            self._show_number()

    def _show_number(self) -> None:
        self.lineEdit().setVisible(self.isEnabled() or self._held_back)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def _read(text: str) -> float | None:
    try:
        number = float(text.strip().replace(",", ".").replace("−", "-"))
    except ValueError:
        return None
    return number + 0.0 if abs(number) <= _LARGEST else None  # -0 is 0
