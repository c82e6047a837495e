"""Which conversation is shown, and what a person has asked for while it was."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from deeptrin_desktop.core.tasks import Tasks
from deeptrin_desktop.ui.window import MainWindow


class Shown:
    """The conversation that is shown, and those that must stay open since something is still done for them."""

    def __init__(self, window: MainWindow, tasks: Tasks) -> None:
        self.id = ""
        """The conversation's; empty before the first."""
        self._window = window
        self._tasks = tasks
        self._begun: dict[asyncio.Task[Any], str] = {}

    @property
    def unfinished(self) -> frozenset[str]:
        """The ids of the conversations that something was asked for which is not done."""
        return frozenset(self._begun.values())

    def start(self, coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Runs what a person asked for. What was said above the composer is about what was before."""
        self._window.clear_notices()
        task = self._tasks.start(coroutine)
        self._begun[task] = self.id
        task.add_done_callback(self._begun.pop)
        return task
