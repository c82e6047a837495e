"""Presets, wired to the use cases: chosen, saved, changed, deleted with a way back, exported and imported."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from deeptrin_desktop.app.conversing import Conversing
from deeptrin_desktop.app.shipped_presets import shipped_presets
from deeptrin_desktop.chat.layering import Layering
from deeptrin_desktop.core.conversation import Conversation, Settings
from deeptrin_desktop.core.ids import new_id
from deeptrin_desktop.core.layers import Layers, effective, tidied
from deeptrin_desktop.core.preset import Preset
from deeptrin_desktop.ui.window import MainWindow

translate = QCoreApplication.translate


class Presetting:
    """What a person does with presets, and with the parameters of a conversation as a whole."""

    def __init__(
        self,
        window: MainWindow,
        *,
        layering: Layering,
        conversing: Conversing,
        present: Callable[[], Awaitable[None]],
    ) -> None:
        """`present` shows the model of the conversation that is shown."""
        self._window = window
        self._layering = layering
        self._presets = layering.presets
        self._conversing = conversing
        self._present = present
        self._connect()

    def _connect(self) -> None:
        bar = self._window.parameters.presets
        start = self._conversing.shown.start
        bar.chosen.connect(lambda preset_id: start(self._choose(self._at_hand, preset_id)))
        bar.saved.connect(lambda name, with_model: start(self._save(self._at_hand, name, with_model=with_model)))
        bar.renamed.connect(lambda preset_id, name: start(self._rename(preset_id, name)))
        bar.duplicate_asked.connect(lambda preset_id: start(self._duplicate(self._at_hand, preset_id)))
        bar.delete_asked.connect(lambda preset_id: start(self._delete(preset_id)))
        bar.bring_back_asked.connect(lambda preset_id: start(self._bring_back(preset_id)))
        bar.file_given.connect(lambda path: start(self._import(path)))
        bar.export_asked.connect(lambda path, preset_id: start(self._export(path, preset_id)))
        bar.defaults_asked.connect(lambda: start(self._make_defaults(self._at_hand)))
        bar.reset_asked.connect(lambda: start(self._reset(self._at_hand)))

    async def ship(self) -> None:
        """Gives this profile the presets of the app that it never had. Raises StoreError."""
        if await self._presets.ship(shipped_presets()):
            self._conversing.adjusting.refresh()

    @property
    def _at_hand(self) -> Conversation:
        """The conversation that is shown, with all that was typed."""
        self._conversing.adjusting.flush()
        return self._conversing.conversation

    async def _choose(self, conversation: Conversation, preset_id: str) -> None:
        preset = self._presets.find(preset_id)
        model = preset.model if preset else ""
        await self._change(conversation, lambda now: replace(now, preset=preset_id, model=model or now.model))
        await self._present()

    async def _save(self, conversation: Conversation, name: str, *, with_model: bool) -> None:
        """Saves what preset and conversation come to, under the name of a new preset or of one that there is."""
        settings = conversation.settings
        same = next((preset for preset in self._presets.all if preset.name == name), None)
        chosen = effective(settings, Layers(preset=self._presets.find(settings.preset))).chosen
        preset = Preset(
            same.id if same else new_id(),
            name,
            chosen.system_prompt,
            chosen.parameters,
            settings.model if with_model else "",
        )
        await self._presets.save([preset])
        await self._build_on(conversation, preset.id)

    async def _rename(self, preset_id: str, name: str) -> None:
        if preset := self._presets.find(preset_id):
            await self._presets.save([replace(preset, name=name)])
            self._conversing.adjusting.refresh()

    async def _duplicate(self, conversation: Conversation, preset_id: str) -> None:
        if preset := self._presets.find(preset_id):
            copy = replace(preset, id=new_id())
            await self._presets.save([copy])
            await self._build_on(conversation, copy.id)

    async def _delete(self, preset_id: str) -> None:
        if preset := self._presets.find(preset_id):
            await self._presets.remove(preset_id)
            self._conversing.adjusting.refresh()
            done = translate("app", "The preset “{name}” was deleted.").format(name=preset.name)
            self._offer_undo(done, partial(self._bring_back, preset_id))

    async def _bring_back(self, preset_id: str) -> None:
        await self._presets.bring_back(preset_id)
        self._conversing.adjusting.refresh()

    async def _import(self, path: Path) -> None:
        from deeptrin_desktop.transfer import preset_file

        found = await asyncio.to_thread(preset_file.load, path)
        added = await self._presets.add(found)
        self._conversing.adjusting.refresh()
        names = ", ".join(preset.name for preset in added)
        imported = translate("app", "Imported: {names}.").format(names=names)
        self._window.notice.show_text(
            imported if added else translate("app", "All presets of the file are there already.")
        )

    async def _export(self, path: Path, preset_id: str) -> None:
        """Writes a preset to a file; with no id, all of them."""
        from deeptrin_desktop.transfer import preset_file

        presets = [preset for preset in self._presets.all if preset_id in ("", preset.id)]
        await asyncio.to_thread(preset_file.dump, presets, path)
        self._window.notice.show_text(translate("app", "Saved to {path}.").format(path=path))

    async def _make_defaults(self, conversation: Conversation) -> None:
        """Makes what the conversation sends the defaults of its connection."""
        settings = conversation.settings
        layers = self._layering.below(settings)
        if connection := layers.connection:

            async def undo() -> None:
                await self._layering.set_defaults(connection.id, connection.parameters)
                await self._change(conversation, lambda now: _with_own(now, settings))

            await self._layering.set_defaults(connection.id, effective(settings, layers).chosen.parameters)
            await self._change(conversation, self._tidied)
            done = translate("app", "Conversations on “{name}” send these parameters from now on.")
            self._offer_undo(done.format(name=connection.name), undo)

    async def _reset(self, conversation: Conversation) -> None:
        """Takes away all that the conversation has of its own."""
        settings = conversation.settings
        if _with_own(settings, Settings()) != settings:
            await self._change(conversation, lambda now: _with_own(now, Settings()))
            self._offer_undo(
                translate("app", "This conversation has no parameters of its own now."),
                lambda: self._change(conversation, lambda now: _with_own(now, settings)),
            )

    async def _build_on(self, conversation: Conversation, preset_id: str) -> None:
        """Lets a conversation build on a preset, without what it has of its own just as well."""
        await self._change(conversation, lambda now: self._tidied(replace(now, preset=preset_id)))

    def _tidied(self, settings: Settings) -> Settings:
        return tidied(settings, self._layering.below(settings))

    async def _change(self, conversation: Conversation, make: Callable[[Settings], Settings]) -> None:
        await self._conversing.adjusting.change(conversation.id, make)

    def _offer_undo(self, done: str, undo: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._window.undo_notice.show_undo(done, lambda: self._conversing.shown.start(undo()))


def _with_own(settings: Settings, other: Settings) -> Settings:
    """Settings with what other ones have of their own above the layers."""
    return replace(settings, system_prompt=other.system_prompt, parameters=other.parameters, unsent=other.unsent)
