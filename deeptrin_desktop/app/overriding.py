"""The connection that the command line or the environment names for one run."""

from deeptrin_desktop.app.options import Options
from deeptrin_desktop.core.connection import DEEPTRIN_URLS, Connection, origin_of, resolve_base_url
from deeptrin_desktop.core.ports import Store, Vault


async def overriding_connection(options: Options, store: Store, vault: Vault) -> Connection | None:
    """The connection that takes the place of the stored ones, or `None` when neither address nor key was given.

    A key without an address is for the first stored connection, or for Deeptrin; an address without a key is used
    with the key that is stored for its origin, if there is one. Raises ApiError, VaultError or StoreError.
    """
    if not options.base_url and not options.key:
        return None
    stored = await store.connections()
    default = stored[0].base_url if stored else DEEPTRIN_URLS[0]
    base_url = resolve_base_url(options.base_url) if options.base_url else default
    origin = origin_of(base_url)
    if options.key:
        vault.use_for_session(origin, options.key)
    has_key = bool(options.key) or any(known.has_key and known.origin == origin for known in stored)
    return Connection("this-run", base_url.partition("://")[2], base_url, has_key=has_key)
