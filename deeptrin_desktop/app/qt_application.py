"""Qt's application object, which on macOS is also told which files the person opens with the app.

Other systems start the app anew for that, with the files on its command line.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class QtApplication(QApplication):
    """Keeps the files until somebody takes them: the first ones come before there is a window."""

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        self._files: list[str] = []
        self._take: Callable[[str], None] = self._files.append

    def give_files_to(self, take: Callable[[str], None] | None) -> None:
        """From now on calls `take` with the path of each file, first with those that wait. With `None` they wait."""
        self._take = take or self._files.append
        waiting, self._files[:] = tuple(self._files), []
        for file in waiting:
            self._take(file)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            self._take(event.file())
            return True
        return super().event(event)
