"""The headers of requests."""

from deeptrin_desktop import __version__


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
