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
from deeptrin_desktop.core.conversation import Settings
from deeptrin_desktop.core.ids import new_id
from deeptrin_desktop.core.layers import Layers, effective, tidied
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.preset import Preset
from deeptrin_desktop.core.tasks import Tasks
from deeptrin_desktop.ui.window import MainWindow

translate = QCoreApplication.translate

Deed = Callable[[], Coroutine[Any, Any, Any]]


class Presetting:
    """What a person does with presets, and with the parameters of a conversation as a whole."""

    def __init__(
        self,
        window: MainWindow,
        *,
        layering: Layering,
        conversing: Conversing,
        present: Callable[[], Awaitable[None]],
        tasks: Tasks,
    ) -> None:
        """`present` shows the model of the conversation that is shown."""
        self._window = window
        self._layering = layering
        self._presets = layering.presets
        self._conversing = conversing
        self._present = present
        self._tasks = tasks
        self._connect()

    def _connect(self) -> None:
        bar = self._window.parameters.presets
        bar.chosen.connect(lambda preset_id: self._start(self._choose(self._shown, preset_id)))
        bar.saved.connect(lambda name, with_model: self._start(self._save(self._shown, name, with_model=with_model)))
        bar.renamed.connect(lambda name: self._start(self._rename(name)))
        bar.duplicate_asked.connect(lambda: self._start(self._duplicate(self._shown)))
        bar.delete_asked.connect(lambda: self._start(self._delete()))
        bar.file_given.connect(lambda path: self._start(self._import(path)))
        bar.export_asked.connect(lambda path, all_of_them: self._start(self._export(path, all_of_them=all_of_them)))
        bar.defaults_asked.connect(lambda: self._start(self._make_defaults(self._shown)))
        bar.reset_asked.connect(lambda: self._start(self._reset(self._shown)))

    async def ship(self) -> None:
        """Gives this profile the presets of the app that it never had. Raises StoreError."""
        if await self._presets.ship(shipped_presets()):
            self._conversing.adjusting.refresh()

    @property
    def _shown(self) -> str:
        self._conversing.adjusting.flush()
        return self._conversing.shown

    @property
    def _chosen(self) -> Preset | None:
        """The preset of the conversation that is shown."""
        return self._presets.find(self._conversing.settings.preset)

    async def _choose(self, conversation_id: str, preset_id: str) -> None:
        settings = self._settings(conversation_id)
        preset = self._presets.find(preset_id)
        model = (preset.model if preset else "") or settings.model
        await self._change(conversation_id, replace(settings, preset=preset_id, model=model))
        await self._present()

    async def _save(self, conversation_id: str, name: str, *, with_model: bool) -> None:
        """Saves what preset and conversation come to, under the name of a new preset or of one that there is."""
        settings = self._settings(conversation_id)
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
        await self._build_on(conversation_id, preset.id)

    async def _rename(self, name: str) -> None:
        if preset := self._chosen:
            await self._replace(replace(preset, name=name))

    async def _replace(self, preset: Preset) -> None:
        await self._presets.save([preset])
        self._conversing.adjusting.refresh()

    async def _duplicate(self, conversation_id: str) -> None:
        if preset := self._chosen:
            copy = replace(preset, id=new_id())
            await self._presets.save([copy])
            await self._build_on(conversation_id, copy.id)

    async def _delete(self) -> None:
        if preset := self._chosen:
            await self._presets.remove(preset.id)
            self._conversing.adjusting.refresh()
            done = translate("app", "The preset “{name}” was deleted.").format(name=preset.name)
            self._offer_undo(done, partial(self._replace, preset))

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

    async def _export(self, path: Path, *, all_of_them: bool) -> None:
        from deeptrin_desktop.transfer import preset_file

        chosen = self._chosen
        presets = (chosen,) if chosen and not all_of_them else self._presets.all
        await asyncio.to_thread(preset_file.dump, presets, path)
        self._window.notice.show_text(translate("app", "Saved to {path}.").format(path=path))

    async def _make_defaults(self, conversation_id: str) -> None:
        """Makes what the conversation sends the defaults of its connection."""
        settings = self._settings(conversation_id)
        layers = self._layering.below(settings)
        if connection := layers.connection:
            await self._set_defaults(
                conversation_id, settings, connection.id, effective(settings, layers).chosen.parameters
            )
            done = translate("app", "Conversations on “{name}” send these parameters from now on.")
            self._offer_undo(
                done.format(name=connection.name),
                lambda: self._set_defaults(conversation_id, settings, connection.id, connection.parameters, tidy=False),
            )

    async def _set_defaults(
        self, conversation_id: str, settings: Settings, connection: str, parameters: Parameters, *, tidy: bool = True
    ) -> None:
        await self._layering.set_defaults(connection, parameters)
        await self._change(conversation_id, tidied(settings, self._layering.below(settings)) if tidy else settings)

    async def _reset(self, conversation_id: str) -> None:
        """Takes away all that the conversation has of its own."""
        settings = self._settings(conversation_id)
        bare = replace(settings, system_prompt="", parameters=Parameters(), unsent=frozenset())
        if bare != settings:
            await self._change(conversation_id, bare)
            self._offer_undo(
                translate("app", "This conversation has no parameters of its own now."),
                lambda: self._change(conversation_id, settings),
            )

    async def _build_on(self, conversation_id: str, preset_id: str) -> None:
        """Lets a conversation build on a preset, without what it has of its own just as well."""
        settings = replace(self._settings(conversation_id), preset=preset_id)
        await self._change(conversation_id, tidied(settings, self._layering.below(settings)))

    def _settings(self, conversation_id: str) -> Settings:
        return self._conversing.settings_of(conversation_id)

    async def _change(self, conversation_id: str, settings: Settings) -> None:
        await self._conversing.adjusting.change(conversation_id, settings)

    def _offer_undo(self, done: str, undo: Deed) -> None:
        self._window.notice.show_undo(done, lambda: self._start(undo()))

    def _start(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        self._window.notice.clear()
        self._tasks.start(coroutine)
