"""How large the letters of the conversation are, by the wheel and the menu."""

from bisect import bisect_left, bisect_right

from PySide6.QtCore import QObject, Signal

_STEPS = (80, 90, 100, 110, 125, 150, 175, 200)
_NOTCH = 120
"""What a wheel with notches turns by at a time, in Qt's eighths of a degree."""


class Zoom(QObject):
    """`percent` of the user's own font size, from 80 to 200."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.percent = 100
        self._turned = 0

    def set(self, percent: int) -> None:
        """Takes the nearest that there is."""
        percent = max(_STEPS[0], min(percent, _STEPS[-1]))
        if percent != self.percent:
            self.percent = percent
            self.changed.emit()

    def larger(self) -> None:
        self.set(_STEPS[min(bisect_right(_STEPS, self.percent), len(_STEPS) - 1)])

    def smaller(self) -> None:
        self.set(_STEPS[max(bisect_left(_STEPS, self.percent) - 1, 0)])

    def reset(self) -> None:
        self.set(100)

    def turn(self, angle: int) -> None:
        """Takes what the wheel was turned by, which on a touchpad is far less than a notch at a time."""
        self._turned += angle
        while abs(self._turned) >= _NOTCH:
            forward = self._turned > 0
            self._turned -= _NOTCH if forward else -_NOTCH
            (self.larger if forward else self.smaller)()
