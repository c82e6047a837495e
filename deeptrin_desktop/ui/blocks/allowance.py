"""Work that can wait, such as drawing what nobody has seen yet: so much of it is done in one turn of the event loop
that the window is never held up.
"""

from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

Result = TypeVar("Result")


class Allowance(QObject):
    """Time that may be spent in each turn. However little it is, one piece of work is done in each."""

    renewed = Signal()
    """There is time again, which there was not for something in the turn before."""

    def __init__(self, seconds: float, parent: QObject) -> None:
        super().__init__(parent)
        self.seconds = seconds
        self._spent = 0.0
        self._owes = False
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._renew)

    def spend_on(self, work: Callable[[], Result]) -> Result | None:
        """Does a piece of work. Returns `None` if the time is spent: then `renewed` comes."""
        if not self._turn.isActive():
            self._turn.start()
        if self._spent > self.seconds:
            self._owes = True
            return None
        start = perf_counter()
        result = work()
        self._spent += perf_counter() - start
        return result

    def _renew(self) -> None:
        owed, self._owes, self._spent = self._owes, False, 0.0
        if owed:
            self.renewed.emit()
