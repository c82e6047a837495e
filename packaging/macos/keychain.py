"""The certificate to sign with: from the environment of the workflow into a keychain that is deleted afterwards."""

import base64
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from commands import run
from errors import BuildError

CERTIFICATE, PASSWORD = "MACOS_CERTIFICATE", "MACOS_CERTIFICATE_PASSWORD"
"""The certificate with its key, as PKCS#12 in Base64, and the password of that file."""
_LIFE = "7200"
"""Seconds after which the keychain locks itself: notarisation is waited for in between."""


class KeychainError(BuildError):
    """The certificate cannot be used."""


def is_asked_for() -> bool:
    return bool(os.environ.get(CERTIFICATE))


@contextmanager
def identity(folder: Path) -> Iterator[str]:
    """The name by which codesign knows the certificate, as long as the context lasts; empty where none is given.

    Raises BuildError.
    """
    if not is_asked_for():
        print(f"Not signed for others: {CERTIFICATE} is not set. The signature is an ad-hoc one.")
        yield ""
        return
    folder.mkdir(parents=True, exist_ok=True)
    chain, own, before = folder / "signing.keychain-db", token_hex(16), _searched()
    run("security", "create-keychain", "-p", own, chain, secrets=[own])
    try:
        _fill(chain, own, base64.b64decode(os.environ[CERTIFICATE]), os.environ.get(PASSWORD, ""))
        run("security", "list-keychains", "-d", "user", "-s", chain, *before)
        yield _usable(chain)
    finally:
        run("security", "list-keychains", "-d", "user", "-s", *before)
        run("security", "delete-keychain", chain)


def _fill(chain: Path, own: str, certificate: bytes, password: str) -> None:
    run("security", "set-keychain-settings", "-l", "-u", "-t", _LIFE, chain)
    run("security", "unlock-keychain", "-p", own, chain, secrets=[own])
    file = chain.with_suffix(".p12")
    try:
        file.touch(mode=0o600)
        file.write_bytes(certificate)
        allowed = ["-T", "/usr/bin/codesign"]
        run("security", "import", file, "-k", chain, "-f", "pkcs12", "-P", password, *allowed, secrets=[password])
    finally:
        file.unlink()
    # Or codesign asks, in a window that nobody sees, whether it may use the key.
    partitions = ["-S", "apple-tool:,apple:,codesign:", "-s", "-k", own]
    run("security", "set-key-partition-list", *partitions, chain, secrets=[own])


def _searched() -> list[str]:
    """The keychains that are looked through without ours."""
    return re.findall(r'"(.+)"', run("security", "list-keychains", "-d", "user"))


def _usable(chain: Path) -> str:
    found = re.search(r"\b[0-9A-F]{40}\b", run("security", "find-identity", "-v", "-p", "codesigning", chain))
    if not found:
        raise KeychainError(f"{CERTIFICATE} has no certificate that is valid for signing code.")
    return found.group()
