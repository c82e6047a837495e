"""The seam to `keyring` with backends that misbehave, as third parties' do."""

from collections.abc import Callable

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringLocked, PasswordSetError

from deeptrin_desktop.core.errors import Kind, VaultError
from deeptrin_desktop.keys import stored

ORIGIN = "https://api.example.com"
KEY = "sk-0123456789"


class Backend(KeyringBackend):
    """Does what a test says."""

    priority = 5
    on_set: Callable[[str], None]
    held: str | None = None

    def set_password(self, service: str, username: str, password: str) -> None:
        type(self).on_set(password)

    def get_password(self, service: str, username: str) -> str | None:
        return type(self).held

    def delete_password(self, service: str, username: str) -> None:
        """Says nothing and does nothing."""


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> type[Backend]:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{__name__}.Backend")
    monkeypatch.setattr(stored, "ALLOWED", (Backend,))
    monkeypatch.setattr(Backend, "held", None)
    return Backend


class Panic(BaseException):
    """What native code may raise: no Exception, let alone a KeyringError."""


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


class PromptDismissedException(Exception):  # noqa: N818
    """Named like SecretStorage's."""


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (KeyringLocked("no"), Kind.KEYRING_LOCKED),
        (PasswordSetError("Cancelled by user"), Kind.KEYRING_LOCKED),
        (PromptDismissedException("no"), Kind.KEYRING_LOCKED),
        (caused(InitError("no"), PromptDismissedException("no")), Kind.KEYRING_LOCKED),
        (PasswordSetError("no"), Kind.KEYRING_FAILED),
        (OSError(5, "Input/output error"), Kind.KEYRING_FAILED),
        (Panic("no"), Kind.KEYRING_FAILED),
    ],
)
def test_errors_of_every_type_are_one_of_ours(backend: type[Backend], error: BaseException, kind: Kind) -> None:
    with pytest.raises(VaultError) as raised:
        fail_to_write(backend, error)
    assert raised.value.failure.kind is kind


def test_a_backend_that_quotes_the_key_is_scrubbed(backend: type[Backend]) -> None:
    with pytest.raises(VaultError) as raised:
        fail_to_write(backend, ValueError(f"cannot encode {KEY}"))
    assert raised.value.failure.said == "cannot encode [key]"
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


@pytest.mark.parametrize("held", [None, "sk-of-before"])
def test_a_key_that_does_not_come_back_was_not_stored(backend: type[Backend], held: str | None) -> None:
    backend.on_set = lambda _key: None
    backend.held = held
    with pytest.raises(VaultError) as raised:
        stored.write(ORIGIN, KEY)
    assert raised.value.failure.kind is Kind.KEYRING_FAILED


def test_a_key_that_stays_was_not_removed(backend: type[Backend]) -> None:
    backend.held = KEY
    with pytest.raises(VaultError) as raised:
        stored.erase(ORIGIN)
    assert raised.value.failure.kind is Kind.KEYRING_FAILED


def test_a_stored_key_that_no_header_can_hold_is_refused(backend: type[Backend]) -> None:
    backend.held = "two\nlines"
    with pytest.raises(VaultError) as raised:
        stored.read(ORIGIN)
    assert raised.value.failure.kind is Kind.BAD_KEY


def fail_to_write(backend: type[Backend], error: BaseException) -> None:
    def fail(_key: str) -> None:
        raise error

    backend.on_set = fail
    stored.write(ORIGIN, KEY)
