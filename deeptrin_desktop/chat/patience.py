"""How long the keyring is waited for without a word, and what is done then: it may answer late, or never."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from deeptrin_desktop.core.errors import Failure, Kind, VaultError
from deeptrin_desktop.core.ports import Vault

KEYRING_PATIENCE = 3.0
"""Seconds that the keyring has to answer before the person is told."""


async def key_of(vault: Vault, origin: str, *, awaited: Callable[[bool], object]) -> str:
    """The key of an origin, for which is waited as long as it takes.

    `awaited` is told `True` once that is long, and `False` when it is over. Raises VaultError.
    """
    asking = asyncio.ensure_future(vault.key(origin))
    told = False
    try:
        await asyncio.wait([asking], timeout=KEYRING_PATIENCE)
        if not asking.done():
            told = True
            awaited(True)
        return await asking
    finally:
        asking.cancel()
        if told:
            awaited(False)


async def key_soon(vault: Vault, origin: str) -> str:
    """The key of an origin of which it is not known whether it has one, for which is not waited long.

    Raises VaultError, keyring-silent among others. Where there is no keyring, there is no key.
    """
    try:
        return await asyncio.wait_for(vault.key(origin), KEYRING_PATIENCE)
    except TimeoutError:
        raise _silent(origin) from None
    except VaultError as error:
        if error.failure.kind is Kind.NO_KEYRING:
            return ""
        raise


async def changed(change: Coroutine[Any, Any, None], origin: str) -> None:
    """Waits for a change of the keyring, but not for long: the change goes on then, since a prompt may be open.

    Raises VaultError: what the change raises, or keyring-silent.
    """
    changing = asyncio.ensure_future(change)
    try:
        await asyncio.wait_for(asyncio.shield(changing), KEYRING_PATIENCE)
    except TimeoutError:
        changing.add_done_callback(_ignore_outcome)
        raise _silent(origin) from None


def _silent(origin: str) -> VaultError:
    return VaultError(Failure(Kind.KEYRING_SILENT, host=origin, seconds=KEYRING_PATIENCE))


def _ignore_outcome(changing: "asyncio.Future[None]") -> None:
    """The person was told that the keyring is silent; that it failed as well, and late, changes nothing."""
    if not changing.cancelled():
        changing.exception()
