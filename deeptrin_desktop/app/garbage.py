"""Cyclic garbage, collected on the GUI thread alone: a collection on another thread destroys Qt's objects there."""

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

LOOK_EVERY = 1_000
"""Milliseconds between two looks at how much has gathered."""


class GarbageCollector(QObject):
    """Takes over from Python's own collector for as long as it lives.

    What has outlived one look is left alone by the next ones, since to look through a long conversation takes longer
    than a frame. All is looked through when the person turns to another app.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self, interval=LOOK_EVERY)
        timer.timeout.connect(self.collect)
        timer.start()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._state_changed)
        self.destroyed.connect(gc.unfreeze)
        self.destroyed.connect(gc.enable)

    def collect(self) -> None:
        """Looks through what is new, if it is enough to be worth it."""
        if gc.get_count()[0] > gc.get_threshold()[0]:
            gc.collect()
            gc.freeze()

    def collect_all(self) -> None:
        """Looks through all that there is."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive:
            self.collect_all()
