"""A minimal Debian in a folder: proof that a package asks for all that it needs, and leaves nothing behind."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

from commands import run

PERSON = "person"
_CLEAN = {
    "HOME": "/root",
    "LANG": "C.UTF-8",
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "DEBIAN_FRONTEND": "noninteractive",
}
_SETTINGS = ("/etc/apt/apt.conf.d", "/etc/ssl/certs", "/etc/resolv.conf", "/etc/hosts")
"""Of this machine: how the network is reached from here."""


@dataclass(frozen=True, slots=True)
class CleanRoot:
    """A root with a person in it who may do nothing special."""

    folder: Path

    def run(self, *command: str | Path) -> str:
        """Runs a program there as root. Raises CommandError."""
        return run("chroot", self.folder, *_environment({}), *command)

    def run_as_person(self, *command: str | Path) -> str:
        return run(*self._as_person({}), *command)

    def start_as_person(self, *command: str | Path, environment: dict[str, str]) -> "Popen[bytes]":
        return Popen([*self._as_person(environment), *command])

    def _as_person(self, environment: dict[str, str]) -> list[str | Path]:
        of_person = {"HOME": f"/home/{PERSON}", **environment}
        return ["chroot", f"--userspec={PERSON}:{PERSON}", self.folder, *_environment(of_person)]


@contextmanager
def clean_root(suite: str, home: Path) -> Iterator[CleanRoot]:
    """A fresh root of a release of Debian, such as `trixie`. What was fetched is kept in `home` for the next time."""
    base, folder = home / f"{suite}.tar", home / suite
    shutil.rmtree(folder, ignore_errors=True)
    if not base.exists():
        home.mkdir(parents=True, exist_ok=True)
        run("debootstrap", "--variant=minbase", "--include=ca-certificates", suite, folder, _mirror())
        run("tar", "--create", f"--file={base}", f"--directory={home}", suite)
    else:
        run("tar", "--extract", f"--file={base}", f"--directory={home}")
    for path in filter(os.path.exists, _SETTINGS):
        run("cp", "--archive", "--no-target-directory", path, f"{folder}{path}")
    run("mount", "-t", "proc", "proc", folder / "proc")
    try:
        root = CleanRoot(folder)
        root.run("useradd", "--create-home", PERSON)
        root.run("apt-get", "update", "-qq")
        yield root
    finally:
        run("umount", folder / "proc")


def _mirror() -> str:
    """Where this machine has its packages from, and not its updates. The default is Debian's own."""
    found = re.search(r"(https?://\S+) [a-z]+/main", run("apt-cache", "policy"))
    return found[1] if found else "http://deb.debian.org/debian"


def _environment(more: dict[str, str]) -> list[str]:
    return ["env", "-i", *(f"{name}={value}" for name, value in {**_CLEAN, **more}.items())]
