"""The set-up script, as far as it goes without installing anything, and what it has installed."""

import re
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import dev

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes Qt's libraries from the system")

SAVING_PROGRAM = """
import signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit("saved"))
print("running", flush=True)
signal.pause()
"""


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text(), re.MULTILINE))


def test_the_stamp_changes_with_every_file(tmp_path: Path) -> None:
    lock, project = tmp_path / "lock", tmp_path / "project"
    lock.write_text("one")
    project.write_text("two")
    before = dev.stamp(lock, project)

    assert dev.stamp(lock, project) == before
    project.write_text("three")
    assert dev.stamp(lock, project) != before


@LINUX
def test_what_is_missing_is_named() -> None:
    wanted = {"libc.so.6": "libc6", "libno-such.so.1": "libno-such1", "env": "coreutils", "no-such-program": "no-such"}

    assert dev.missing(wanted) == ["libno-such.so.1", "no-such-program"]


@LINUX
def test_without_root_it_says_which_command_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")

    with pytest.raises(SystemExit, match=r"sudo apt-get install .* libno-such1 libnone2$"):
        dev.see_to_system({"libno-such.so.1": "libno-such1", "libnone.so.2": "libnone2"})


@LINUX
@pytest.mark.parametrize("plugin", ["xcb", "wayland", "offscreen"])
def test_every_library_that_qt_takes_from_the_system_is_there(plugin: str) -> None:
    load = f"""
import ctypes, pathlib, PySide6.QtWidgets, PySide6.QtSvg
ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / "Qt/plugins/platforms/libq{plugin}.so"))
"""
    subprocess.run([sys.executable, "-c", load], check=True)


@LINUX
def test_without_a_display_a_window_opens_on_a_virtual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    show = "from PySide6.QtWidgets import *; app = QApplication([]); QLabel('here').show(); print(app.platformName())"

    with dev.display() as environment:
        shown = subprocess.run([sys.executable, "-c", show], env=environment, stdout=subprocess.PIPE, check=True)

    assert shown.stdout == b"xcb\n"


def test_a_given_display_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":7")

    with dev.display() as environment:
        assert environment["DISPLAY"] == ":7"


@LINUX
def test_a_program_that_is_asked_to_end_ends_in_its_own_way() -> None:
    run = f"import sys, dev; sys.exit(dev.stand_in([sys.executable, '-c', {SAVING_PROGRAM!r}], None))"
    with subprocess.Popen(
        [sys.executable, "-c", run], cwd=dev.ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout
        assert program.stdout.readline() == "running\n"
        program.send_signal(signal.SIGTERM)
        _, said = program.communicate()

    assert (program.returncode, said) == (1, "saved\n")


@pytest.mark.parametrize(("lock", "group"), [(dev.LOCK, ""), (dev.DEV_LOCK, "dev"), (dev.PACKAGE_LOCK, "package")])
def test_a_lock_holds_what_the_project_asks_for(lock: Path, group: str) -> None:
    project = tomllib.loads(dev.PROJECT.read_text())
    asked = project["project"]["dependencies"] + (project["dependency-groups"][group] if group else [])
    locked = pins(lock)

    for requirement in map(Requirement, asked):
        assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)]), requirement


@pytest.mark.parametrize("lock", [dev.DEV_LOCK, dev.PACKAGE_LOCK])
def test_all_locks_name_the_same_releases(lock: Path) -> None:
    assert pins(dev.LOCK).items() <= pins(lock).items()
