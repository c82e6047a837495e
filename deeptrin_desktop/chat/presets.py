"""Presets: kept in memory and in the store, each under a name of its own."""

from collections.abc import Sequence
from dataclasses import replace

from deeptrin_desktop.core.ids import new_id
from deeptrin_desktop.core.ports import Json, Store
from deeptrin_desktop.core.preset import Preset, named_apart

SHIPPED = "shipped presets"
"""The name of the state that says which presets of the app were given to this profile, deleted since or not."""


class Presets:
    """The presets of this profile."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[str, Preset] = {}
        self._removed: dict[str, Preset] = {}

    async def load(self) -> None:
        """Reads them from the store. Raises StoreError."""
        self._kept = {preset.id: preset for preset in await self._store.presets()}

    async def ship(self, presets: Sequence[Preset]) -> bool:
        """Adds those that this profile was never given. Returns whether there were any. Raises StoreError."""
        given = (await self._store.states()).get(SHIPPED)
        known = {*given} if isinstance(given, list) else set()
        new = [preset for preset in presets if preset.id not in known]
        if new:
            await self.save(new)
            ids: list[Json] = [preset.id for preset in presets]
            await self._store.save_state(SHIPPED, ids)
        return bool(new)

    @property
    def all(self) -> tuple[Preset, ...]:
        """In the order of their names."""
        return tuple(sorted(self._kept.values(), key=lambda preset: (preset.name.casefold(), preset.name)))

    @property
    def removed(self) -> tuple[Preset, ...]:
        """Those that were removed in this run and not brought back, the last one first."""
        return tuple(reversed(self._removed.values()))

    def find(self, preset_id: str) -> Preset | None:
        return self._kept.get(preset_id)

    async def save(self, presets: Sequence[Preset]) -> tuple[Preset, ...]:
        """Adds or replaces them, all or none, and returns them as they were saved: a name that another preset has gets
        a number. Raises StoreError.
        """
        kept = dict(self._kept)
        for preset in presets:
            taken = frozenset(other.name for other in kept.values() if other.id != preset.id)
            kept[preset.id] = replace(preset, name=named_apart(preset.name, taken))
        saved = tuple(kept[preset.id] for preset in presets)
        await self._store.save_presets(saved)
        self._kept |= {preset.id: preset for preset in saved}
        return saved

    async def add(self, presets: Sequence[Preset]) -> tuple[Preset, ...]:
        """Adds presets under ids of their own, but those of which there is one just like it. Returns those that were
        added. Raises StoreError.
        """
        known = [replace(preset, id="") for preset in self._kept.values()]
        new = [replace(preset, id=new_id()) for preset in presets if replace(preset, id="") not in known]
        return await self.save(new)

    async def remove(self, preset_id: str) -> None:
        """Conversations that build on it go on without, until it is brought back. Raises StoreError."""
        await self._store.remove_preset(preset_id)
        if preset := self._kept.pop(preset_id, None):
            self._removed[preset_id] = preset

    async def bring_back(self, preset_id: str) -> None:
        """Saves again one that was removed in this run. Raises StoreError."""
        if preset := self._removed.get(preset_id):
            await self.save([preset])
            self._removed.pop(preset_id, None)
