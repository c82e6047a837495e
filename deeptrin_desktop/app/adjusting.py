"""The settings of conversations, as the parameters show them and change them."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.core.conversation import Settings
from deeptrin_desktop.ui.parameter_panel import ParameterPanel


class Adjusting:
    """Keeps parameters and conversations in step. A change is in memory at once, and written then."""

    def __init__(
        self,
        panel: ParameterPanel,
        library: Library,
        *,
        shown: Callable[[], str],
        start: Callable[[Coroutine[Any, Any, Any]], asyncio.Task[Any]],
    ) -> None:
        """`shown` gives the id of the conversation that is shown, `start` runs a coroutine."""
        self._panel = panel
        self._library = library
        self._shown = shown
        self._start = start
        self._writing: asyncio.Task[None] | None = None
        panel.changed.connect(self._take)

    def show(self, settings: Settings) -> None:
        """Shows the settings of the conversation that is shown from now on."""
        self._panel.show_others(settings)

    def flush(self) -> None:
        """Takes what was typed and not sent up yet, before another conversation is shown."""
        self._panel.flush()

    async def change(self, conversation_id: str, settings: Settings) -> None:
        """Gives an open conversation other settings. Raises StoreError; in memory it has them all the same."""
        self._library.set_settings(conversation_id, settings)
        if conversation_id == self._shown():
            self._panel.show_settings(settings)
        await self._library.write_settings(conversation_id)

    async def close(self) -> None:
        """Waits until what was typed is written, or could not be."""
        self.flush()
        if self._writing is not None:
            await asyncio.wait([self._writing])

    def _take(self, settings: Settings) -> None:
        """Connection and model are not the panel's: it may hold old ones."""
        now = self._library[self._shown()].settings
        changed = replace(settings, connection=now.connection, model=now.model)
        self._library.set_settings(self._shown(), changed)
        self._writing = self._start(self._library.write_settings(self._shown()))
