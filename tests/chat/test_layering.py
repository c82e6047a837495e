"""The layers below a conversation are found by its connection, model and preset; refusals are remembered by them."""

from dataclasses import replace

from fakes.memory_store import MemoryStore
from fakes.memory_vault import MemoryVault
from fakes.scripted_api import ScriptedApi

from deeptrin_desktop.chat.connections import Connections
from deeptrin_desktop.chat.layering import Layering
from deeptrin_desktop.chat.presets import Presets
from deeptrin_desktop.chat.refusals import Refusals
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Settings
from deeptrin_desktop.core.layers import Layers
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.preset import Preset

HERE = Connection("here", "Here", "http://localhost/v1", parameters=Parameters(n=2, temperature=0.1))
CODE = Preset("code", "Code", parameters=Parameters(temperature=0.5))
SETTINGS = Settings("here", "llama", parameters=Parameters(top_p=0.9), preset="code")


async def layering(store: MemoryStore, *, override: Connection | None = None) -> Layering:
    refusals = Refusals(store)
    connections = Connections(store=store, vault=MemoryVault(), api=ScriptedApi(), refusals=refusals)
    await connections.load()
    if override:
        connections.override(override)
    found = Layering(connections=connections, presets=Presets(store), refusals=refusals)
    await found.load()
    return found


async def filled() -> MemoryStore:
    store = MemoryStore()
    await store.save_connection(HERE)
    await store.save_presets([CODE])
    return store


async def test_all_layers_are_found() -> None:
    found = await layering(await filled())
    assert found.below(SETTINGS) == Layers(HERE, CODE)
    assert found.sent(SETTINGS).parameters == Parameters(n=2, temperature=0.5, top_p=0.9)
    assert found.below(Settings("gone", "llama", preset="gone")) == Layers()


async def test_a_refusal_is_known_for_its_model_until_it_is_forgotten() -> None:
    store = await filled()
    await (await layering(store)).refuse(SETTINGS, "n")
    found = await layering(store)
    assert found.sent(SETTINGS).parameters == Parameters(temperature=0.5, top_p=0.9)
    assert found.below(replace(SETTINGS, model="other")).refused == frozenset()
    await found.forget(SETTINGS, "n")
    assert (await layering(store)).below(SETTINGS) == Layers(HERE, CODE)


async def test_what_a_connection_for_one_run_refuses_is_written_nowhere() -> None:
    store = await filled()
    found = await layering(store, override=Connection("this-run", "Run", "http://localhost/v1"))
    await found.refuse(SETTINGS, "top_p")
    assert found.below(SETTINGS).refused == {"top_p"}
    assert await store.refusals() == frozenset()
