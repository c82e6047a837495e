"""The one seam to `keyring`: which backends may hold a key, and what their errors mean.

Imported on the keyring's thread alone: the import is slow, and every call may wait for a person or for ever.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from traceback import clear_frames

from keyring import core
from keyring.backend import KeyringBackend
from keyring.backends import chainer

from deeptrin_desktop.core.errors import Failure, Kind, VaultError
from deeptrin_desktop.core.key import clean_key, scrub

SERVICE = "deeptrin-desktop"
LONGEST_SAID = 300
"""Characters of a backend's own words that an error keeps."""

# keyring's own choice is not used: it is made once, so that a service that starts later goes unseen, and it takes
# backends that store plain text.
if sys.platform == "win32":
    from keyring.backends import Windows

    ALLOWED: tuple[type[KeyringBackend], ...] = (Windows.WinVaultKeyring,)
elif sys.platform == "darwin":
    from keyring.backends import macOS

    ALLOWED = (macOS.Keyring,)
else:
    from keyring.backends import SecretService, kwallet, libsecret

    ALLOWED = (SecretService.Keyring, kwallet.DBusKeyring, kwallet.DBusKeyringKWallet4, libsecret.Keyring)

_LOCKED = {"KeyringLocked", "LockedException", "PromptDismissedException"}
"""Errors of keyring and of SecretStorage, by name, since the latter exists on Linux alone."""
_KWALLET_DISMISSED = "Cancelled by user"


def prepare() -> None:
    """Looks for a backend, which loads what it needs. Reads no key."""
    with suppress(VaultError):
        _open()


def read(origin: str) -> str:
    """The stored key of an origin, or an empty string. Raises VaultError."""
    with _translated():
        found = _open().get_password(SERVICE, origin)
    return clean_key(found) if found else ""


def write(origin: str, key: str) -> None:
    """Stores a key and reads it back. Raises VaultError."""
    with _translated(key):
        backend = _open()
        backend.set_password(SERVICE, origin, key)
        found = backend.get_password(SERVICE, origin)
    if found != key:
        raise VaultError(Failure(Kind.KEYRING_FAILED, said="What was read back is not what was stored."))


def erase(origin: str) -> None:
    """Removes the stored key of an origin, if there is one. Raises VaultError."""
    with _translated():
        backend = _open()
        if backend.get_password(SERVICE, origin) is None:
            return
        backend.delete_password(SERVICE, origin)
        left = backend.get_password(SERVICE, origin)
    if left is not None:
        raise VaultError(Failure(Kind.KEYRING_FAILED, said="The key is still there after it was removed."))


def _open() -> KeyringBackend:
    """The backend that the person configured, or the best of those allowed."""
    try:
        configured = core.load_env() or core.load_config()
    except Exception as error:
        raise VaultError(Failure(Kind.NO_KEYRING, said=_words(error))) from None
    if configured is None or isinstance(configured, chainer.ChainerBackend):
        return _best()
    if type(configured) not in ALLOWED:
        said = f"{type(configured).__module__} is configured, which does not keep a key safe."
        raise VaultError(Failure(Kind.NO_KEYRING, said=said))
    return configured


def _best() -> KeyringBackend:
    viable = [backend for backend in ALLOWED if backend.viable]
    if not viable:
        raise VaultError(Failure(Kind.NO_KEYRING))
    return max(viable, key=lambda backend: backend.priority)()


def in_use() -> str:
    """The name of the backend that keys would be kept in, or empty where none is running.

    Raises VaultError for a configured one that is not to be trusted, and ImportError when an installation lacks what
    the backends need: to keyring that looks the same as a desktop without a keyring.
    """
    if sys.platform == "linux":
        import secretstorage  # noqa: F401
    try:
        return type(_open()).__module__
    except VaultError as error:
        if error.failure.said:
            raise
        return ""


@contextmanager
def _translated(*keys: str) -> Iterator[None]:
    try:
        yield
    except VaultError:
        raise
    except BaseException as error:  # backends raise what their foreign libraries do, panics included
        kind = Kind.KEYRING_LOCKED if _was_locked(error) else Kind.KEYRING_FAILED
        clear_frames(error.__traceback__)  # they hold the key, and an open socket to the session bus
        raise VaultError(Failure(kind, said=_words(error, *keys))) from None


def _was_locked(error: BaseException | None) -> bool:
    while error is not None:
        if type(error).__name__ in _LOCKED or str(error) == _KWALLET_DISMISSED:
            return True
        error = error.__cause__
    return False


def _words(error: BaseException, *keys: str) -> str:
    return scrub(str(error) or type(error).__name__, *keys)[:LONGEST_SAID]
