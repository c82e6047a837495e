"""Where a profile's files are, and that naming a place makes nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from deeptrin_desktop.app.paths import LONGEST_SOCKET, paths_of


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "STATE", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    monkeypatch.setenv("HOME", str(tmp_path))


def test_a_given_profile_holds_everything(tmp_path: Path) -> None:
    paths = paths_of(tmp_path / "mine", demo=False)
    assert {paths.database.parent, paths.lock.parent, paths.log.parent} == {tmp_path / "mine"}
    assert list(tmp_path.iterdir()) == []


def test_a_relative_profile_stays_where_it_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths_of(Path("mine"), demo=False).folder == tmp_path / "mine"


def test_a_given_profile_is_the_demos_too(tmp_path: Path) -> None:
    assert paths_of(tmp_path, demo=True) == paths_of(tmp_path, demo=False)


def test_without_one_the_platform_decides_and_the_demo_is_apart() -> None:
    real, demo = paths_of(None, demo=False), paths_of(None, demo=True)
    assert "deeptrin-desktop" in real.folder.parts
    assert demo.folder == real.folder / "demo"
    assert len({real.database, real.lock, real.log, demo.database, demo.lock, demo.log}) == 6


def test_each_profile_has_an_address_of_its_own(tmp_path: Path) -> None:
    one, other = paths_of(tmp_path / "one", demo=False), paths_of(tmp_path / "other", demo=False)
    assert one.address() == paths_of(tmp_path / "x" / ".." / "one", demo=False).address()
    assert one.address() != other.address()


def test_an_address_fits_however_deep_the_profile_is(monkeypatch: pytest.MonkeyPatch) -> None:
    with TemporaryDirectory() as runtime:
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        address = paths_of(Path("/", *["long" * 10] * 20), demo=False).address()
    assert 0 < len(address) <= LONGEST_SOCKET
    assert address.startswith(runtime)


def test_no_address_fits_a_runtime_folder_that_is_too_deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / ("long" * 30)))
    assert paths_of(tmp_path, demo=False).address() == ""
