"""Connections: kept with their keys, tested, and asked for models."""

import asyncio
from dataclasses import replace

import pytest
from fakes.memory_store import MemoryStore
from fakes.memory_vault import MemoryVault
from fakes.scripted_api import ScriptedApi, text

from deeptrin_desktop.chat.connections import Connections
from deeptrin_desktop.chat.refusals import Refusals
from deeptrin_desktop.core.connection import DEEPTRIN_URLS, Connection
from deeptrin_desktop.core.errors import ApiError, Failure, Kind, VaultError
from deeptrin_desktop.core.layers import Refusal
from deeptrin_desktop.core.parameters import Parameters

HERE = Connection("h", "Here", "http://127.0.0.1:1/v1")
NO_LIST = ApiError(Failure(Kind.NO_MODEL_LIST, status=404))


class Bench:
    def __init__(self) -> None:
        self.api = ScriptedApi()
        self.store = MemoryStore()
        self.vault = MemoryVault()
        self.refusals = Refusals(self.store)
        self.connections = Connections(store=self.store, vault=self.vault, api=self.api, refusals=self.refusals)


async def test_a_connection_is_kept_and_its_key_goes_to_the_vault_alone() -> None:
    it = Bench()
    saved = await it.connections.save(HERE, key=" sk-12345\n")
    assert saved.failure is None
    assert saved.connection.has_key
    assert it.vault.stored == {HERE.origin: "sk-12345"}
    assert await it.store.connections() == (saved.connection,) == it.connections.all
    assert "sk-12345" not in repr(saved)
    again = await it.connections.save(Connection("h", "Renamed", HERE.base_url))
    assert again.connection.has_key
    assert [connection.name for connection in it.connections.all] == ["Renamed"]


async def test_a_key_that_the_keyring_refuses_is_used_for_this_session() -> None:
    it = Bench()
    it.vault.failure = Failure(Kind.NO_KEYRING)
    saved = await it.connections.save(HERE, key="sk-12345")
    assert saved.failure == Failure(Kind.NO_KEYRING)
    assert saved.connection.has_key
    assert await it.vault.key(HERE.origin) == "sk-12345"
    assert it.vault.stored == {}


async def test_a_silent_keyring_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deeptrin_desktop.chat.patience.KEYRING_PATIENCE", 0.01)
    it = Bench()
    it.vault.freeze()
    saved = await it.connections.save(HERE, key="sk-12345")
    assert saved.failure is not None
    assert saved.failure.kind is Kind.KEYRING_SILENT
    assert await it.vault.key(HERE.origin) == "sk-12345"
    it.vault.thaw()
    await asyncio.sleep(0)


async def test_a_key_with_a_line_end_inside_is_refused_before_anything_is_saved() -> None:
    it = Bench()
    with pytest.raises(VaultError) as caught:
        await it.connections.save(HERE, key="sk-1\n2345")
    assert caught.value.failure.kind is Kind.BAD_KEY
    assert it.connections.all == ()


async def test_removing_one_of_two_that_share_a_key_keeps_it() -> None:
    it = Bench()
    first, second = (Connection(str(index), "", url) for index, url in enumerate(DEEPTRIN_URLS))
    await it.connections.save(first, key="sk-12345")
    await it.connections.save(second)
    assert all(connection.has_key for connection in it.connections.all)
    await it.connections.remove(first.id)
    assert it.vault.stored
    await it.connections.remove(second.id)
    assert not it.vault.stored
    assert await it.store.connections() == ()


async def test_removing_a_key_is_for_all_that_share_it() -> None:
    it = Bench()
    for index, url in enumerate(DEEPTRIN_URLS):
        await it.connections.save(Connection(str(index), "", url), key="sk-12345")
    await it.connections.remove_key("0")
    assert not it.vault.stored
    assert not any(connection.has_key for connection in await it.store.connections())


async def test_a_connection_that_moves_leaves_its_key_in_the_keyring() -> None:
    it = Bench()
    saved = await it.connections.save(HERE, key="sk-12345")
    there = replace(saved.connection, base_url="http://127.0.0.1:2/v1")
    moved = await it.connections.save(there)
    assert not moved.connection.has_key
    assert it.vault.stored == {HERE.origin: "sk-12345"}


async def test_a_key_that_another_connection_shares_stays_when_one_moves() -> None:
    it = Bench()
    await it.connections.save(HERE, key="sk-12345")
    await it.connections.save(replace(HERE, id="too"))
    there = Connection("t", "There", "http://127.0.0.1:2/v1")
    await it.connections.save(there, key="sk-there")
    moved = await it.connections.save(replace(HERE, base_url=there.base_url))
    assert moved.connection.has_key
    assert it.vault.stored == {HERE.origin: "sk-12345", there.origin: "sk-there"}


async def test_a_connection_that_moves_back_finds_its_key_again_and_already_when_it_is_tested() -> None:
    it = Bench()
    await it.connections.save(HERE, key="sk-12345")
    await it.connections.save(replace(HERE, base_url="http://127.0.0.1:2/v1"))
    await it.connections.check(HERE.base_url, "")
    assert it.api.listings[-1][1] == "sk-12345"
    back = await it.connections.save(HERE)
    assert back.connection.has_key
    assert back.failure is None


@pytest.mark.parametrize("kind", [Kind.KEYRING_LOCKED, Kind.NO_KEYRING])
async def test_where_the_keyring_does_not_tell_a_connection_moves_without_a_key(kind: Kind) -> None:
    it = Bench()
    await it.connections.save(HERE, key="sk-12345")
    it.vault.failure = Failure(kind)
    moved = await it.connections.save(replace(HERE, base_url="http://127.0.0.1:2/v1"))
    assert not moved.connection.has_key
    assert moved.failure == (it.vault.failure if kind is Kind.KEYRING_LOCKED else None)
    assert it.connections.find(HERE.id) == moved.connection


async def test_a_silent_keyring_does_not_hold_up_a_move_and_is_heard_when_it_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("deeptrin_desktop.chat.patience.KEYRING_PATIENCE", 0.01)
    it = Bench()
    there = replace(HERE, base_url="http://127.0.0.1:2/v1")
    it.vault.stored[there.origin] = "sk-there"
    await it.connections.save(HERE, key="sk-12345")
    it.vault.freeze()
    moved = await it.connections.save(there)
    assert moved.failure is not None
    assert moved.failure.kind is Kind.KEYRING_SILENT
    assert it.connections.all == (there,)
    finding = asyncio.ensure_future(it.connections.find_key(moved.connection))
    it.vault.thaw()
    await finding
    assert it.connections.all == (replace(there, has_key=True),) == await it.store.connections()


async def test_a_key_that_is_found_late_is_not_for_a_connection_that_moved_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deeptrin_desktop.chat.patience.KEYRING_PATIENCE", 0.01)
    it = Bench()
    moved = await it.connections.save(HERE)
    it.vault.stored[HERE.origin] = "sk-12345"
    it.vault.freeze()
    finding = asyncio.ensure_future(it.connections.find_key(moved.connection))
    await it.connections.save(replace(HERE, base_url="http://127.0.0.1:2/v1"))
    it.vault.thaw()
    await finding
    assert not it.connections.all[0].has_key


async def test_a_server_that_no_connection_needs_a_key_for_is_not_looked_up() -> None:
    it = Bench()
    it.vault.failure = Failure(Kind.KEYRING_LOCKED)
    await it.connections.check(HERE.base_url, "")
    await it.connections.save(HERE)
    renamed = await it.connections.save(replace(HERE, name="Renamed"))
    assert renamed.failure is None


async def test_changes_take_effect_in_the_order_asked_for() -> None:
    it = Bench()
    it.vault.freeze()
    changes = [
        asyncio.ensure_future(it.connections.save(replace(HERE, name="First"), key="sk-12345")),
        asyncio.ensure_future(it.connections.save(replace(HERE, name="Second"))),
        asyncio.ensure_future(it.connections.remove_key(HERE.id)),
        asyncio.ensure_future(it.connections.save(replace(HERE, name="Third"))),
    ]
    for _ in changes:
        await asyncio.sleep(0)
    it.vault.thaw()
    await asyncio.gather(*changes)
    assert it.connections.all == (replace(HERE, name="Third"),) == await it.store.connections()
    assert it.vault.stored == {}


async def test_a_silent_keyring_does_not_hold_up_removing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deeptrin_desktop.chat.patience.KEYRING_PATIENCE", 0.01)
    it = Bench()
    await it.connections.save(HERE, key="sk-12345")
    it.vault.freeze()
    with pytest.raises(VaultError) as caught:
        await it.connections.remove(HERE.id)
    assert caught.value.failure.kind is Kind.KEYRING_SILENT
    assert it.connections.all == ()
    it.vault.thaw()
    await asyncio.sleep(0)


async def test_a_key_is_sent_to_its_own_origin_alone() -> None:
    it = Bench()
    await it.connections.save(HERE, key="sk-12345")
    await it.connections.check("http://127.0.0.1:2/v1", "")
    await it.connections.check(HERE.base_url, "")
    assert [key for _, key in it.api.listings] == ["", "sk-12345"]


async def test_the_check_says_what_it_found() -> None:
    it = Bench()
    it.api.listed = ("a", "b")
    assert (await it.connections.check("127.0.0.1:1", "")).models == ("a", "b")
    it.api.listed = NO_LIST
    found = await it.connections.check("127.0.0.1:1", "")
    assert found.key_unchecked
    assert found.base_url == "http://127.0.0.1:1/v1"
    it.api.scripts.append([text("Hi", done=True)])
    assert (await it.connections.check("127.0.0.1:1", "", model="m")).failure is None
    assert it.api.asked[0][2].body()["max_tokens"] == 1
    it.api.scripts.append([ApiError(Failure(Kind.KEY_REFUSED))])
    assert (await it.connections.check("127.0.0.1:1", "", model="m")).failure == Failure(Kind.KEY_REFUSED)
    bad = await it.connections.check("ftp://x", "")
    assert bad.failure is not None
    assert bad.failure.kind is Kind.BAD_URL


async def test_what_was_changed_since_a_connection_was_shown_stays() -> None:
    it = Bench()
    shown = (await it.connections.save(replace(HERE, include_usage=True))).connection
    await it.connections.no_usage(shown)
    await it.connections.set_parameters(shown.id, Parameters(n=2))
    saved = await it.connections.save(replace(shown, name="Renamed"), shown=shown)
    assert saved.connection == replace(HERE, name="Renamed", include_usage=False, parameters=Parameters(n=2))
    assert await it.store.connections() == (saved.connection,)


async def test_another_server_has_refused_nothing() -> None:
    it = Bench()
    await it.connections.save(HERE)
    for connection in (HERE.id, "other"):
        await it.refusals.add(Refusal(connection, "llama", "n"), for_this_run=False)
    await it.connections.save(replace(HERE, name="Renamed"))
    assert it.refusals.of(HERE.id, "llama") == {"n"}
    await it.connections.save(replace(HERE, base_url="http://127.0.0.1:2/v1"))
    assert it.refusals.of(HERE.id, "llama") == frozenset()
    assert await it.store.refusals() == {Refusal("other", "llama", "n")}


async def test_what_overrides_is_written_nowhere() -> None:
    it = Bench()
    await it.connections.save(HERE)
    run = Connection("run", "", "http://127.0.0.1:9/v1")
    it.connections.override(run)
    assert it.connections.find(HERE.id) is run
    assert it.connections.all == (run,)
    await it.connections.set_parameters("run", Parameters(n=2))
    assert it.connections.all == (replace(run, parameters=Parameters(n=2)),)
    assert await it.store.connections() == (HERE,)
