"""Cyclic garbage, collected on the GUI thread alone: a collection on another thread destroys Qt's objects there."""

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY = 1_000
"""Milliseconds between two looks at how much has gathered."""


class GarbageCollector(QObject):
    """Takes over from Python's own collector, with its thresholds, for as long as it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self, interval=LOOK_EVERY)
        timer.timeout.connect(self.collect)
        timer.start()
        self.destroyed.connect(gc.enable)

    def collect(self) -> None:
        """Collects the oldest generation that is full, and with it the younger ones."""
        for generation, (count, threshold) in reversed(
            [*enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))]
        ):
            if count > threshold:
                gc.collect(generation)
                break
