"""The vault on keyrings as they are met: none, late, locked, silent, gone, broken, and ones that keep plain text."""

import asyncio
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from keys.secret_service import Bus, leaves_sockets, needs_gnome_keyring

from deeptrin_desktop.core.errors import Failure, Kind, VaultError
from deeptrin_desktop.keys.vault import KeyringVault

ORIGIN = "https://api.example.com"
KEY = "sk-0123456789"

pytestmark = [needs_gnome_keyring, *leaves_sockets]


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty home."""
    with TemporaryDirectory() as name:
        for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            monkeypatch.setenv(variable, name)
        monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
        yield Path(name)


@pytest.fixture
def bus(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    """A bus without a Secret Service."""
    bus = Bus(folder)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
    yield bus
    bus.stop()


@pytest.fixture
def known() -> list[str]:
    return []


@pytest.fixture
def vault(known: list[str]) -> KeyringVault:
    return KeyringVault(known.append)


async def failures(vault: KeyringVault) -> list[Failure]:
    """What each call that needs the keyring fails with."""
    found = []
    for call in (vault.key(ORIGIN), vault.save(ORIGIN, KEY), vault.remove(ORIGIN)):
        with pytest.raises(VaultError) as raised:
            await call
        found.append(raised.value.failure)
    return found


async def kinds(vault: KeyringVault) -> set[Kind]:
    return {failure.kind for failure in await failures(vault)}


async def test_no_service(bus: Bus, vault: KeyringVault) -> None:
    assert await kinds(vault) == {Kind.NO_KEYRING}


async def test_a_keyring_that_is_not_there_is_said_when_a_key_is_asked_for_and_not_before(
    bus: Bus, vault: KeyringVault
) -> None:
    await vault.prepare()
    assert await kinds(vault) == {Kind.NO_KEYRING}


async def test_no_bus(folder: Path, vault: KeyringVault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    assert await kinds(vault) == {Kind.NO_KEYRING}


async def test_a_service_that_starts_later_is_found(bus: Bus, vault: KeyringVault) -> None:
    with pytest.raises(VaultError):
        await vault.key(ORIGIN)
    bus.start_keyring()
    await vault.save(ORIGIN, KEY)
    assert await vault.key(ORIGIN) == KEY


async def test_a_locked_keyring_whose_prompt_is_dismissed(bus: Bus, vault: KeyringVault) -> None:
    bus.start_keyring()
    bus.lock()
    assert await kinds(vault) == {Kind.KEYRING_LOCKED}


async def test_a_service_that_fails_to_start(bus: Bus, vault: KeyringVault) -> None:
    bus.install_broken_keyring()
    refused = await failures(vault)
    assert {failure.kind for failure in refused} == {Kind.KEYRING_FAILED}
    assert all(failure.said for failure in refused)


async def test_a_key_for_this_session_needs_no_keyring(bus: Bus, vault: KeyringVault) -> None:
    vault.use_for_session(ORIGIN, KEY)
    assert await vault.key(ORIGIN) == KEY


async def test_a_service_that_dies_while_it_is_asked(bus: Bus, vault: KeyringVault) -> None:
    bus.start_keyring()
    bus.freeze()
    lookup = asyncio.create_task(vault.key(ORIGIN))
    await asyncio.sleep(0)
    bus.stop()
    with pytest.raises(VaultError):
        await lookup


def test_a_look_up_that_hangs_does_not_keep_the_process(bus: Bus) -> None:
    bus.start_keyring()
    bus.freeze()
    script = (
        "import asyncio\n"
        "from deeptrin_desktop.keys.vault import KeyringVault\n"
        "async def main():\n"
        "    lookup = asyncio.create_task(KeyringVault(print).key('https://api.example.com'))\n"
        "    await asyncio.wait([lookup], timeout=0.5)\n"
        "    print('still waiting' if not lookup.done() else lookup)\n"
        "asyncio.run(main())\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=True)
    assert (ended.stdout, ended.stderr) == ("still waiting\n", "")


@pytest.fixture(params=["variable", "file"])
def configure(request: pytest.FixtureRequest, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Chooses a backend in either way that keyring offers."""

    def in_variable(backend: str) -> None:
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)

    def in_file(backend: str) -> None:
        config = folder / "python_keyring" / "keyringrc.cfg"
        config.parent.mkdir()
        config.write_text(f"[backend]\ndefault-keyring={backend}\n")

    return in_variable if request.param == "variable" else in_file


@pytest.mark.parametrize("backend", ["keyrings.alt.file.PlaintextKeyring", "keyring.backends.null.Keyring"])
async def test_a_backend_that_keeps_no_secret_is_refused(
    bus: Bus, folder: Path, vault: KeyringVault, configure: Callable[[str], None], backend: str
) -> None:
    bus.start_keyring()
    configure(backend)
    refused = await failures(vault)
    assert {failure.kind for failure in refused} == {Kind.NO_KEYRING}
    assert backend.rpartition(".")[0] in refused[0].said
    assert_not_written(folder)


async def test_a_backend_that_is_not_installed(vault: KeyringVault, configure: Callable[[str], None]) -> None:
    configure("no_such.Keyring")
    assert await kinds(vault) == {Kind.NO_KEYRING}


async def test_keyrings_alt_is_not_fallen_back_to(bus: Bus, folder: Path, vault: KeyringVault) -> None:
    """The package is among the requirements of the tests, so that keyring itself would take it here."""
    assert await kinds(vault) == {Kind.NO_KEYRING}
    assert_not_written(folder)


async def test_a_chain_is_narrowed_to_what_may_hold_a_key(
    bus: Bus, folder: Path, vault: KeyringVault, configure: Callable[[str], None]
) -> None:
    configure("keyring.backends.chainer.ChainerBackend")
    assert await kinds(vault) == {Kind.NO_KEYRING}
    bus.start_keyring()
    await vault.save(ORIGIN, KEY)
    assert await vault.key(ORIGIN) == KEY
    assert_not_written(folder)


async def test_every_key_is_made_known_before_it_is_used(bus: Bus, vault: KeyringVault, known: list[str]) -> None:
    bus.start_keyring()
    await vault.key(ORIGIN)
    assert known == []
    await vault.save(ORIGIN, KEY)
    vault.use_for_session("http://localhost", "sk-of-this-session")
    later: list[str] = []
    await KeyringVault(later.append).key(ORIGIN)
    assert (known, later) == ([KEY, "sk-of-this-session"], [KEY])


def assert_not_written(folder: Path) -> None:
    """The key stands in no file, neither plain nor in the base 64 of keyrings.alt."""
    forms = (KEY.encode(), b64encode(KEY.encode()))
    assert not [
        path for path in folder.rglob("*") if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]
