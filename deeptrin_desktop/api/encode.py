"""Requests to bytes and headers."""

import json

from deeptrin_desktop import __version__
from deeptrin_desktop.api.text import whole
from deeptrin_desktop.core.request import Request


def body_of(request: Request) -> bytes:
    """The JSON body as it goes out: compact UTF-8, in which lone surrogates became U+FFFD."""
    text = json.dumps(request.body(), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return whole(text).encode()


def headers_with(key: str, *, has_body: bool) -> dict[str, str]:
    """All headers but those that httpx makes of the URL and the body; no `Authorization` without a key."""
    headers = {
        "Accept": "application/json, text/event-stream",
        "Accept-Encoding": "gzip",
        "User-Agent": f"deeptrin-desktop/{__version__}",
    }
    if has_body:
        headers["Content-Type"] = "application/json"
    if key:
        headers["Authorization"] = f"Bearer {key}"
    return headers
