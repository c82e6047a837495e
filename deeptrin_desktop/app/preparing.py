"""What the first message would wait for is done ahead: libraries and authorities are loaded, and no key is read."""

import asyncio

from deeptrin_desktop.api.client import HttpApi
from deeptrin_desktop.chat.connections import Connections
from deeptrin_desktop.core.ports import Vault

PREPARE_AFTER = 1.0
"""Seconds. The start of the app comes first: what is loaded beside it holds up the first paint."""


async def prepare(*, api: HttpApi, vault: Vault, connections: Connections) -> None:
    """Waits until the window is there. The keyring is left alone where no connection has a key."""
    await asyncio.sleep(PREPARE_AFTER)
    await api.prepare()
    if any(connection.has_key for connection in connections.all):
        await vault.prepare()
