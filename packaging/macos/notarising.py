"""Notarisation: Apple looks at what is signed, and its answer is stapled to it, for Macs without a network."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from commands import run
from errors import BuildError

KEY, KEY_ID, ISSUER = "MACOS_NOTARY_KEY", "MACOS_NOTARY_KEY_ID", "MACOS_NOTARY_ISSUER"
"""A key of App Store Connect as it is downloaded, a text that begins with BEGIN PRIVATE KEY; its ID; whose it is."""
_PATIENCE = "25m"


class NotaryError(BuildError):
    """Apple has found something wrong. The text is its log."""


@dataclass(frozen=True, slots=True)
class Notary:
    """Apple's service, with what it knows us by."""

    access: tuple[str, ...]

    def notarise(self, file: Path, stapled: Path) -> None:
        """Sends a file, waits, and staples the answer to what is in it or to itself. Raises BuildError."""
        submit = ["notarytool", "submit", str(file), "--wait", "--timeout", _PATIENCE, "--output-format", "json"]
        answer = json.loads(run("xcrun", *submit, *self.access))
        if answer["status"] != "Accepted":
            raise NotaryError(run("xcrun", "notarytool", "log", answer["id"], *self.access))
        run("xcrun", "stapler", "staple", stapled)
        run("xcrun", "stapler", "validate", stapled)


def is_asked_for() -> bool:
    return bool(os.environ.get(KEY))


@contextmanager
def notary(folder: Path) -> Iterator[Notary | None]:
    """Apple's service as long as the context lasts; `None` where the environment has no key for it."""
    if not is_asked_for():
        print(f"Not notarised: {KEY} is not set.")
        yield None
        return
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "notary.p8"
    try:
        file.touch(mode=0o600)
        file.write_text(os.environ[KEY], "utf-8")
        yield Notary(("--key", str(file), "--key-id", os.environ[KEY_ID], "--issuer", os.environ[ISSUER]))
    finally:
        file.unlink()
