"""Models: as servers list them, kept for when they cannot be reached, and never taken for another server's."""

import asyncio
from dataclasses import replace

import pytest
from fakes.memory_store import MemoryStore
from fakes.memory_vault import MemoryVault
from fakes.scripted_api import ScriptedApi

from deeptrin_desktop.chat.connections import Connections
from deeptrin_desktop.chat.models import Models
from deeptrin_desktop.chat.refusals import Refusals
from deeptrin_desktop.core.connection import DEEPTRIN_URLS, EXAMPLE_MODELS, Connection
from deeptrin_desktop.core.errors import ApiError, Failure, Kind

HERE = Connection("h", "Here", "http://127.0.0.1:1/v1")
THERE = replace(HERE, base_url="http://127.0.0.1:2/v1")


class Bench:
    def __init__(self) -> None:
        self.api = ScriptedApi()
        self.api.listed = ("a", "b")
        self.store = MemoryStore()
        self.vault = MemoryVault()
        self.connections = Connections(store=self.store, vault=self.vault, api=self.api, refusals=Refusals(self.store))
        self.models = self.started()

    def started(self) -> Models:
        """As after a start of the app."""
        return Models(connections=self.connections, store=self.store, vault=self.vault, api=self.api)

    async def asked(self, connection: Connection) -> tuple[str, ...]:
        return await self.models.ask(connection, awaited=lambda _: None)


async def test_the_last_list_is_kept_for_offline() -> None:
    it = Bench()
    await it.connections.save(HERE)
    assert await it.asked(HERE) == ("a", "b")
    it.api.listed = ApiError(Failure(Kind.REFUSED))
    with pytest.raises(ApiError):
        await it.asked(HERE)
    assert await it.models.known(HERE) == ("a", "b")
    assert it.models.were_listed(HERE)
    later = it.started()
    assert await later.known(HERE) == ("a", "b")
    assert not later.were_listed(HERE)


async def test_deeptrin_offers_its_examples_where_it_lists_nothing() -> None:
    it = Bench()
    it.api.listed = ApiError(Failure(Kind.NO_MODEL_LIST, status=404))
    assert await it.asked(Connection("d", "", DEEPTRIN_URLS[0])) == EXAMPLE_MODELS
    assert await it.asked(HERE) == ()


async def test_a_connection_that_moves_leaves_its_models_behind() -> None:
    it = Bench()
    await it.connections.save(HERE)
    await it.asked(HERE)
    await it.connections.save(THERE)
    assert await it.models.known(THERE) == ()
    assert not it.models.were_listed(THERE)


async def test_models_that_arrive_after_a_connection_moved_are_not_its_own() -> None:
    it = Bench()
    saved = await it.connections.save(HERE, key="sk-12345")
    it.vault.freeze()
    listing = asyncio.ensure_future(it.asked(saved.connection))
    moving = asyncio.ensure_future(it.connections.save(THERE))
    await asyncio.sleep(0)
    it.vault.thaw()
    moved, _ = await asyncio.gather(moving, listing)
    assert await it.models.known(moved.connection) == ()


async def test_those_of_a_connection_for_one_run_are_written_nowhere() -> None:
    it = Bench()
    run = Connection("run", "", "http://127.0.0.1:9/v1")
    it.connections.override(run)
    assert await it.asked(run) == ("a", "b")
    assert await it.store.models("run") == ()
