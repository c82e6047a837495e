"""Presets: each under a name of its own, those of the app given once, and what is known already not added twice."""

from dataclasses import replace

import pytest
from fakes.memory_store import MemoryStore

from deeptrin_desktop.chat.presets import Presets
from deeptrin_desktop.core.errors import Failure, Kind, StoreError
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.preset import Preset

PRECISE = Preset("precise", "Precise", "Be exact.", Parameters(temperature=0.2))
CODE = Preset("code", "Code")


async def loaded(store: MemoryStore) -> Presets:
    presets = Presets(store)
    await presets.load()
    return presets


async def test_what_the_app_ships_is_given_once() -> None:
    store = MemoryStore()
    presets = await loaded(store)
    assert await presets.ship([PRECISE])
    await presets.remove("precise")
    presets = await loaded(store)
    assert not await presets.ship([PRECISE])
    assert presets.all == ()
    assert await presets.ship([PRECISE, CODE])  # a later version has one more
    assert (await loaded(store)).all == (CODE,)


async def test_no_two_have_the_same_name() -> None:
    presets = await loaded(MemoryStore())
    await presets.save([PRECISE, CODE])
    assert await presets.save([replace(CODE, id="other")]) == (Preset("other", "Code 2"),)
    assert await presets.save([PRECISE]) == (PRECISE,)
    assert [preset.name for preset in presets.all] == ["Code", "Code 2", "Precise"]


async def test_what_is_there_just_so_is_not_added() -> None:
    store = MemoryStore()
    presets = await loaded(store)
    await presets.save([PRECISE])
    assert await presets.add([replace(PRECISE, id="")]) == ()
    [added] = await presets.add([replace(PRECISE, id="", model="llama")])
    assert (added.name, added.model, await store.presets()) == ("Precise 2", "llama", (PRECISE, added))


async def test_what_was_removed_can_be_brought_back_in_this_run() -> None:
    store = MemoryStore()
    presets = await loaded(store)
    await presets.save([PRECISE, CODE])
    await presets.remove("precise")
    await presets.remove("code")
    assert (presets.all, presets.removed) == ((), (CODE, PRECISE))
    await presets.bring_back("precise")
    await presets.bring_back("unknown")
    assert (presets.all, presets.removed, await store.presets()) == ((PRECISE,), (CODE,), (PRECISE,))
    assert (await loaded(store)).removed == ()


async def test_what_the_store_refuses_has_not_changed() -> None:
    store = MemoryStore()
    presets = await loaded(store)
    await presets.save([PRECISE])
    store.failure = Failure(Kind.DISK_FULL)
    for call in (presets.save([CODE]), presets.remove("precise"), presets.add([CODE])):
        with pytest.raises(StoreError):
            await call
    assert (presets.all, presets.removed) == ((PRECISE,), ())
