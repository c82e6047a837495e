#!/usr/bin/env python3
"""Does all that a checkout needs, with the standard library alone.

python3 dev.py run [...]    opens the app on the demo; what follows goes to the app
python3 dev.py test [...]   runs the tests; what follows goes to pytest
python3 dev.py check        lint, format, types and layers
python3 dev.py package [...]  builds what people install, for this system or the one that is named; --help tells more
python3 dev.py lock [...]   renews the locks after a change in pyproject.toml (needs uv; --upgrade takes new releases)

The first call makes .venv and installs into it; later ones see that nothing has changed and start at once.
"""

import argparse
import ctypes
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent
PROJECT = ROOT / "pyproject.toml"
LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
PACKAGE_LOCK = ROOT / "requirements-package.lock"
VENV = ROOT / ".venv"
PACKAGE_VENV = ROOT / "build" / "venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
PACKAGE_PYTHON = PACKAGE_VENV / PYTHON.relative_to(VENV)
SYSTEM = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")

# What the wheels of Qt take from the system, and the package of Debian and Ubuntu that has it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
VIRTUAL_DISPLAY = {"Xvfb": "xvfb"}
# The tests talk to a real Secret Service, show real windows under a real window manager, run copied commands, sign and
# read programs.
TEST_PROGRAMS = {
    "curl": "curl",
    "dbus-daemon": "dbus-daemon",
    "gnome-keyring-daemon": "gnome-keyring",
    "openbox": "openbox",
    "openssl": "openssl",
    "osslsigncode": "osslsigncode",
    "readelf": "binutils",
    **VIRTUAL_DISPLAY,
}
# What packaging calls, by the system that is packaged for.
PACKAGING_PROGRAMS = {
    "linux": {
        str(sysconfig.get_config_var("INSTSONAME")): "libpython{}.{}".format(*sys.version_info),
        "gcc": "gcc",
        "git": "git",
        "icupkg": "icu-devtools",
        "mksquashfs": "squashfs-tools",
        "patchelf": "patchelf",
        "rpmbuild": "rpm",
        "strip": "binutils",
        **VIRTUAL_DISPLAY,
    },
    "windows": {
        "makensis": "nsis",
        "osslsigncode": "osslsigncode",
        "wine": "wine",
        "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
        **VIRTUAL_DISPLAY,
    },
    "macos": {},
}
PROVING_PROGRAMS = {
    "linux": {
        "appstreamcli": "appstream",
        "cpio": "cpio",
        "debootstrap": "debootstrap",
        "desktop-file-validate": "desktop-file-utils",
        "lintian": "lintian",
        "openbox": "openbox",
        "scrot": "scrot",
        "xdotool": "xdotool",
    },
    "windows": {"openbox": "openbox", "scrot": "scrot", "xdotool": "xdotool"},
    "macos": {},
}


def main() -> int:
    if sys.version_info[:2] < OLDEST_PYTHON:
        sys.exit(f"Deeptrin Desktop needs Python {_dotted(OLDEST_PYTHON)} or newer; this one is {sys.version}")
    commands = {"run": run, "test": test, "check": check, "package": package, "lock": lock}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=commands)
    parser.add_argument("arguments", nargs=argparse.REMAINDER, metavar="...")
    asked = parser.parse_args()
    if asked.command == "check" and asked.arguments:
        parser.error("check takes no arguments")
    try:
        return commands[asked.command](asked.arguments)
    except subprocess.CalledProcessError as error:
        say(f"this failed: {' '.join(map(str, error.cmd))}")
        return 1
    except KeyboardInterrupt:
        return 130


def run(arguments: Sequence[str]) -> int:
    """Opens the app on the demo, on a virtual display where there is no other."""
    see_to_system(QT_LIBRARIES if has_display() else QT_LIBRARIES | VIRTUAL_DISPLAY)
    see_to_environment()
    with display() as environment:
        return stand_in([PYTHON, "-m", "deeptrin_desktop", "--demo", *arguments], environment)


def test(arguments: Sequence[str]) -> int:
    see_to_system(QT_LIBRARIES | TEST_PROGRAMS)
    see_to_environment()
    os.chdir(ROOT)
    return stand_in([PYTHON, "-m", "pytest", *arguments], os.environ)


def check(_: Sequence[str]) -> int:
    """Runs every check, also after one that failed. Returns how many failed."""
    see_to_environment()
    failed = 0
    for tool, *options in (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"], ["lint-imports"]):
        say(" ".join([tool, *options]))
        failed += subprocess.run([BIN / tool, *options], cwd=ROOT, check=False).returncode != 0
    return failed


def package(arguments: Sequence[str]) -> int:
    """Builds in an environment that has nothing of the tests in it: a freezer takes along whatever it finds."""
    named = arguments and arguments[0] in PACKAGING_PROGRAMS
    system, options = (arguments[0], arguments[1:]) if named else (SYSTEM, arguments)
    os.environ["PATH"] += ":/usr/sbin" if os.name != "nt" else ""  # Debian has icupkg there
    see_to_system(
        QT_LIBRARIES | PACKAGING_PROGRAMS[system] | (PROVING_PROGRAMS[system] if "--prove" in options else {})
    )
    see_to_environment(PACKAGE_VENV, PACKAGE_LOCK)
    return stand_in([PACKAGE_PYTHON, ROOT / "packaging" / "build.py", system, *options], os.environ)


def lock(arguments: Sequence[str]) -> int:
    """Resolves for every system at once. Installers have only what the runtime's lock says."""
    compile_lock = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-config", "--universal"]
    compile_lock += ["--generate-hashes", "--only-binary=:all:", f"--python-version={_dotted(OLDEST_PYTHON)}"]
    compile_lock += ["--custom-compile-command=python3 dev.py lock", *arguments, PROJECT.name]
    subprocess.run([*compile_lock, f"--output-file={LOCK.name}"], cwd=ROOT, check=True)
    for group, output in (("dev", DEV_LOCK), ("package", PACKAGE_LOCK)):
        options = [f"--group={group}", f"--constraints={LOCK.name}", f"--output-file={output.name}"]
        subprocess.run([*compile_lock, *options], cwd=ROOT, check=True)
    return 0


def see_to_system(wanted: Mapping[str, str]) -> None:
    """Installs what the system lacks, where we may; otherwise says what to do, and ends."""
    lacking = missing(wanted) if sys.platform == "linux" else []
    if not lacking:
        return
    if not shutil.which("apt-get"):
        sys.exit(f"Please install what brings these with your system's packages, and try again: {', '.join(lacking)}")
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *(wanted[name] for name in lacking)]
    if os.geteuid() != 0:
        sys.exit(f"The system lacks some packages. Please run this and try again:\n\n  sudo {' '.join(install)}")
    say(" ".join(install))
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=True)
    subprocess.run([*install, "-qq", "-o=Dpkg::Use-Pty=0"], env=quiet, stdout=subprocess.DEVNULL, check=True)
    if still := missing(wanted):
        sys.exit(f"Installed, and yet they cannot be found: {', '.join(still)}")


def missing(wanted: Mapping[str, str]) -> list[str]:
    """Those of the libraries (by soname) and programs that this system does not have."""
    return [name for name in wanted if not (_loads(name) if ".so." in name else shutil.which(name))]


def see_to_environment(venv: Path = VENV, locked: Path = DEV_LOCK) -> None:
    """Makes an environment hold what its lock says; .venv also the project itself, such that changed code counts."""
    current, installed = stamp(locked, PROJECT), venv / "installed"
    if installed.exists() and installed.read_text() == current:
        return
    say(f"Setting up {venv.relative_to(ROOT)}, which takes a minute or two the first time")
    clean = ["--clear"] if venv != VENV else []
    subprocess.run([sys.executable, "-m", "venv", *clean, venv], check=True)
    install = [str(venv / PYTHON.relative_to(VENV)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--require-hashes", "--only-binary=:all:", f"--requirement={locked}"], check=True)
    if venv == VENV:
        # The build backend comes from the lock as well, so that nothing is fetched unpinned.
        subprocess.run([*install, "--no-deps", "--no-index", "--no-build-isolation", f"--editable={ROOT}"], check=True)
    installed.write_text(current)


def stamp(*files: Path) -> str:
    """What an installation depends on: this Python and what the files say."""
    contents = (hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
    return " ".join([_dotted(sys.version_info[:2]), *contents])


def has_display() -> bool:
    """Whether Qt knows where to draw; only on Linux can that be missing."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in named)


@contextmanager
def display() -> Iterator[Mapping[str, str]]:
    """The environment for a program with a window. Where there is no display, a virtual one lives as long as this."""
    if has_display():
        yield os.environ
        return
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-terminate"]
    # A session of its own: Ctrl+C is for the app, which needs its display until it has saved everything.
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    ) as server:
        number = server.stdout.readline().strip() if server.stdout else ""
        if not number:
            sys.exit("There is no display, and a virtual one could not be started (Xvfb).")
        say(f"There is no display here, so the app runs on a virtual one, DISPLAY=:{number}. Ctrl+C ends it.")
        try:
            yield {**os.environ, "DISPLAY": f":{number}"}
        finally:
            server.terminate()


def stand_in(command: Sequence[str | Path], environment: Mapping[str, str]) -> int:
    """Runs a program as if it stood in our place: it gets the signals, and its status is ours."""
    with subprocess.Popen(command, env=environment) as program:
        signal.signal(signal.SIGINT, lambda *_: None)  # a terminal sends Ctrl+C to the program too
        signal.signal(signal.SIGTERM, lambda *_: program.terminate())
        status = program.wait()
    return status if status >= 0 else 128 - status


def say(text: str) -> None:
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _dotted(version: Sequence[int]) -> str:
    return ".".join(map(str, version))


if __name__ == "__main__":
    sys.exit(main())
