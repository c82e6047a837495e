"""The runtime's packages for Windows, as the lock pins them, whatever system this is built on."""

import re
import sys
from pathlib import Path

from commands import run

# This one is the library on PyPI, and not the folder that this file is in.
from packaging.requirements import Requirement
from release import ROOT

_HASH = re.compile(r"--hash=\S+")


def install(target: Path, work: Path, python: str) -> None:
    """Fills a folder with the wheels for a version of CPython, such as `3.13.2`. Raises CommandError."""
    work.mkdir(parents=True, exist_ok=True)
    wanted = work / "requirements.txt"
    wanted.write_text("\n".join(pins((ROOT / "requirements.lock").read_text("utf-8"), python)), "utf-8")
    short = ".".join(python.split(".")[:2])
    options = ["--platform=win_amd64", "--implementation=cp", f"--python-version={short}", "--only-binary=:all:"]
    options += ["--require-hashes", "--no-deps", "--no-compile", "--quiet", f"--target={target}"]
    run(sys.executable, "-m", "pip", "install", *options, f"--requirement={wanted}")


def pins(lock: str, python: str) -> list[str]:
    """The lines of a lock that count on Windows, with their hashes.

    pip itself would ask the markers about the system that it runs on, also where it installs for another one.
    """
    there = {
        "implementation_name": "cpython",
        "os_name": "nt",
        "platform_python_implementation": "CPython",
        "platform_system": "Windows",
        "python_full_version": python,
        "python_version": ".".join(python.split(".")[:2]),
        "sys_platform": "win32",
    }
    found = []
    for block in re.split(r"^(?=\w)", lock, flags=re.MULTILINE)[1:]:
        wanted = Requirement(block.split("\\")[0].strip())
        if not wanted.marker or wanted.marker.evaluate(there):
            found.append(" ".join([f"{wanted.name}{wanted.specifier}", *_HASH.findall(block)]))
    return found
