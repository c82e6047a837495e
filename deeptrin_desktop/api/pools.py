"""Pools of connections, one for each proxy, with TLS by the system's trust store.

They are httpx's transports: its client on top of them would follow redirects, keep cookies and log addresses.
"""

import asyncio
import ssl
from urllib.parse import SplitResult
from urllib.request import getproxies, proxy_bypass

import httpx

from deeptrin_desktop.core.connection import is_loopback
from deeptrin_desktop.core.errors import ApiError, Failure, Kind

_KEPT_ALIVE = 4.0
"""Seconds that an idle connection is kept: less than the 5 after which common servers close theirs."""


class Pools:
    """Made when they are first needed."""

    def __init__(self, tls: ssl.SSLContext) -> None:
        self._tls = tls
        self._by_proxy: dict[str, httpx.AsyncHTTPTransport] = {}

    async def towards(self, url: SplitResult) -> tuple[httpx.AsyncHTTPTransport, bool]:
        """The pool for an address, and whether it goes through a proxy. Raises ApiError (proxy)."""
        proxy = "" if is_loopback(url.hostname or "") else await asyncio.to_thread(_system_proxy, url)
        if proxy not in self._by_proxy:
            self._by_proxy[proxy] = self._make(proxy)
        return self._by_proxy[proxy], bool(proxy)

    async def close(self) -> None:
        """Closes all connections, those of running replies too."""
        pools = list(self._by_proxy.values())
        self._by_proxy.clear()
        for pool in pools:
            await pool.aclose()

    def _make(self, proxy: str) -> httpx.AsyncHTTPTransport:
        limits = httpx.Limits(max_connections=None, keepalive_expiry=_KEPT_ALIVE)
        try:
            return httpx.AsyncHTTPTransport(verify=self._tls, proxy=proxy or None, trust_env=False, limits=limits)
        except (ValueError, httpx.InvalidURL):
            raise ApiError(Failure(Kind.PROXY)) from None  # whose words may quote the proxy's password


def _system_proxy(url: SplitResult) -> str:
    """The proxy that the system wants for an address, or nothing. May look up names, so it needs a thread.

    httpx would find it too, but knows nothing of the exceptions that Windows and macOS list, and fails on the scheme
    `socks` that GNOME writes.
    """
    proxies = getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all") or ""
    if not proxy or proxy_bypass(url.netloc):
        return ""
    scheme, found, rest = proxy.partition("://")
    if not found:
        return f"http://{proxy}"
    return f"{'socks5' if scheme == 'socks' else scheme}://{rest}"
