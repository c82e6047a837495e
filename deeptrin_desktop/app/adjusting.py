"""The settings of conversations, as the parameters show them and change them."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from deeptrin_desktop.app.shown import Shown
from deeptrin_desktop.chat.layering import Layering
from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.core.conversation import Settings
from deeptrin_desktop.core.layers import NAMES, changed, effective
from deeptrin_desktop.core.message import Reply
from deeptrin_desktop.ui.parameters.panel import ParameterPanel


class Adjusting:
    """Keeps parameters and conversations in step. A change is in memory at once, and written then."""

    def __init__(self, panel: ParameterPanel, shown: Shown, *, library: Library, layering: Layering) -> None:
        self._panel = panel
        self._shown = shown
        self._library = library
        self._layering = layering
        self._writing: asyncio.Task[None] | None = None
        panel.changed.connect(self._take)
        panel.forget_asked.connect(lambda names: shown.start(self._send_again(self._settings, names)))
        panel.bias_file_given.connect(lambda path: shown.start(self._read_biases(shown.id, path)))

    @property
    def _settings(self) -> Settings:
        """Those of the conversation that is shown."""
        return self._library[self._shown.id].settings

    def show(self, settings: Settings) -> None:
        """Shows the settings of the conversation that is shown from now on."""
        self._show_presets(settings)
        self._panel.show_others(settings, self._layering.below(settings))

    def refresh(self) -> None:
        """Shows anew what the settings of the conversation that is shown come to."""
        settings = self._settings
        self._show_presets(settings)
        self._panel.show_settings(settings, self._layering.below(settings))

    def _show_presets(self, settings: Settings) -> None:
        presets = self._layering.presets
        self._panel.presets.show_presets(presets.all, settings.preset, model=settings.model, removed=presets.removed)

    def flush(self) -> None:
        """Takes what was typed and not sent up yet, before another conversation is shown."""
        self._panel.flush()

    async def change(self, conversation_id: str, make: Callable[[Settings], Settings]) -> None:
        """Gives a conversation other settings, made of its present ones; one that was left unwritten is gone.

        Raises StoreError; in memory it has them all the same.
        """
        if conversation := await self._library.open(conversation_id):
            self._library.set_settings(conversation_id, make(conversation.settings))
            self.refresh()  # whichever is shown: what it lies on may be what was changed
            await self._library.write_settings(conversation_id)

    async def close(self) -> None:
        """Waits until what was typed is written, or could not be."""
        self.flush()
        if self._writing is not None:
            await asyncio.wait([self._writing])

    async def send_without(self, conversation_id: str, reply: Reply, parameter: str) -> None:
        """Leaves out from now on what the server of a reply refused: for its model, where the conversation still uses
        both, and else in this conversation. Raises StoreError.
        """
        settings = self._library[conversation_id].settings
        layers = self._layering.below(settings)
        if parameter == "stream":
            await self.change(conversation_id, lambda now: replace(now, stream=False))
        elif layers.connection and (layers.connection.base_url, settings.model) == (reply.base_url, reply.model):
            await self._layering.refuse(settings, parameter)
            self.refresh()
        else:
            parameters = effective(settings, layers).chosen.parameters.without(parameter)
            name = parameter if parameter in NAMES else "extra"
            value = getattr(parameters, name)
            await self.change(conversation_id, lambda now: changed(now, name, value, layers))

    async def _send_again(self, settings: Settings, parameters: Sequence[str]) -> None:
        for parameter in parameters:
            await self._layering.forget(settings, parameter)
        self.refresh()

    async def _read_biases(self, conversation_id: str, path: Path) -> None:
        """Adds the biases of a file to the conversation that is shown, unless it is another one by then."""
        from deeptrin_desktop.transfer import bias_file

        text = await asyncio.to_thread(bias_file.load, path)
        if conversation_id == self._shown.id:
            self._panel.take_biases(text)

    def _take(self, settings: Settings) -> None:
        """Connection, model and preset are not the panel's: it may hold old ones."""
        now = self._settings
        settings = replace(settings, connection=now.connection, model=now.model, preset=now.preset)
        self._library.set_settings(self._shown.id, settings)
        self._writing = self._shown.start(self._library.write_settings(self._shown.id))
