"""What every Vault does: the fake on a dictionary, and the real one on gnome-keyring."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import pytest
from fakes.memory_vault import MemoryVault
from keys.secret_service import Bus, leaves_sockets, needs_gnome_keyring

from deeptrin_desktop.core.errors import Kind, VaultError
from deeptrin_desktop.core.ports import Vault
from deeptrin_desktop.keys.vault import KeyringVault

HERE = "https://api.example.com"
THERE = "http://localhost:8080"
KEY = "sk-0123456789"
OTHER_KEY = "sk-9876543210"

pytestmark = leaves_sockets


class Keyring(Protocol):
    """What holds the keys."""

    def freeze(self) -> None: ...

    def thaw(self) -> None: ...


Pair = tuple[Vault, Keyring]


@pytest.fixture(params=["memory", pytest.param("gnome-keyring", marks=needs_gnome_keyring)])
def pair(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    if request.param == "memory":
        vault = MemoryVault()
        yield vault, vault
        return
    with TemporaryDirectory() as folder:
        bus = Bus(Path(folder))
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        monkeypatch.setenv("XDG_CONFIG_HOME", folder)
        bus.start_keyring()
        yield KeyringVault(lambda _key: None), bus
        bus.stop()


async def test_an_origin_without_a_key_has_an_empty_one(pair: Pair) -> None:
    vault, _ = pair
    assert await vault.key(HERE) == ""


async def test_a_key_belongs_to_its_origin_alone(pair: Pair) -> None:
    vault, _ = pair
    await vault.save(HERE, KEY)
    await vault.save(THERE, OTHER_KEY)
    assert (await vault.key(HERE), await vault.key(THERE)) == (KEY, OTHER_KEY)


async def test_saving_again_replaces_the_key(pair: Pair) -> None:
    vault, _ = pair
    await vault.save(HERE, KEY)
    await vault.save(HERE, OTHER_KEY)
    assert await vault.key(HERE) == OTHER_KEY


async def test_a_removed_key_is_gone_and_removing_twice_is_no_error(pair: Pair) -> None:
    vault, _ = pair
    await vault.save(HERE, KEY)
    await vault.remove(HERE)
    await vault.remove(HERE)
    assert await vault.key(HERE) == ""


async def test_a_pasted_key_is_cleaned(pair: Pair) -> None:
    vault, _ = pair
    await vault.save(HERE, f"  Bearer {KEY}\n")
    vault.use_for_session(THERE, f"{OTHER_KEY}\r\n")
    assert (await vault.key(HERE), await vault.key(THERE)) == (KEY, OTHER_KEY)


@pytest.mark.parametrize("key", ["", " \n", "two\nlines", "schlüssel"])
async def test_what_cannot_be_a_key_is_refused(pair: Pair, key: str) -> None:
    vault, _ = pair
    with pytest.raises(VaultError) as refused:
        await vault.save(HERE, key)
    assert refused.value.failure.kind is Kind.BAD_KEY
    with pytest.raises(VaultError):
        vault.use_for_session(HERE, key)
    assert await vault.key(HERE) == ""


async def test_a_key_for_this_session_goes_before_the_stored_one_until_one_is_saved(pair: Pair) -> None:
    vault, _ = pair
    await vault.save(HERE, KEY)
    vault.use_for_session(HERE, OTHER_KEY)
    assert await vault.key(HERE) == OTHER_KEY
    await vault.save(HERE, KEY)
    assert await vault.key(HERE) == KEY


async def test_removing_forgets_the_key_for_this_session_too(pair: Pair) -> None:
    vault, _ = pair
    vault.use_for_session(HERE, KEY)
    await vault.remove(HERE)
    assert await vault.key(HERE) == ""


async def test_a_look_up_waits_for_as_long_as_the_keyring_does(pair: Pair) -> None:
    vault, keyring = pair
    await vault.save(HERE, KEY)
    keyring.freeze()
    lookup = asyncio.create_task(vault.key(HERE))
    await asyncio.sleep(0)
    keyring.thaw()
    assert await lookup == KEY


async def test_a_key_for_this_session_answers_every_waiting_look_up_of_its_origin(pair: Pair) -> None:
    vault, keyring = pair
    keyring.freeze()
    lookups = [asyncio.create_task(vault.key(HERE)) for _ in range(3)]
    other = asyncio.create_task(vault.key(THERE))
    await asyncio.sleep(0)
    vault.use_for_session(HERE, KEY)
    assert await asyncio.gather(*lookups) == [KEY] * 3
    assert not other.done()
    keyring.thaw()
    assert await other == ""


async def test_a_cancelled_look_up_ends_at_once_and_the_next_one_is_answered(pair: Pair) -> None:
    vault, keyring = pair
    await vault.save(HERE, KEY)
    keyring.freeze()
    lookup = asyncio.create_task(vault.key(HERE))
    await asyncio.sleep(0)
    lookup.cancel()
    with pytest.raises(asyncio.CancelledError):
        await lookup
    keyring.thaw()
    assert await vault.key(HERE) == KEY


async def test_what_is_done_ahead_changes_nothing_and_no_key_is_read(pair: Pair) -> None:
    vault, _ = pair
    await vault.prepare()
    assert await vault.key(HERE) == ""
    await vault.save(HERE, KEY)
    await vault.prepare()
    assert await vault.key(HERE) == KEY
