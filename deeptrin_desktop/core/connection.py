"""Where to talk: base URLs as people write them, origins, and the presets of the service."""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from deeptrin_desktop.core.errors import ApiError, Failure, Kind
from deeptrin_desktop.core.parameters import Parameters

DEEPTRIN_URLS = (
    "https://api.deeptrin.com/inference-api/openai/v1",
    "https://inference-api.deeptrin.ai/inference-api/openai/v1",
)
"""Both documented base URLs of the service; the first is the default."""
EXAMPLE_MODELS = ("meta-llama/Meta-Llama-3.1-8B-Instruct", "meta-llama/Meta-Llama-3.1-70B-Instruct")
"""Offered where Deeptrin does not list its models."""

_ENDPOINTS = ("/chat/completions", "/completions", "/models")
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds of silence that are borne. There is no limit on a whole reply while bytes flow."""

    connect: float = 10.0
    first_byte: float = 300.0
    idle: float = 60.0


@dataclass(frozen=True, slots=True)
class Connection:
    """Where to talk. Its key lies in the keyring under `origin` and is no part of the value."""

    id: str
    name: str
    base_url: str
    """Resolved, without a slash at its end."""
    has_key: bool = False
    """Whether its origin is known to have a key; without one no message asks the keyring, and no key is sent."""
    include_usage: bool = False
    """Whether `stream_options: {"include_usage": true}` goes with streaming requests."""
    timeouts: Timeouts = Timeouts()
    parameters: Parameters = field(default=Parameters(), hash=False)
    """What its conversations send where neither they nor their presets say otherwise."""

    @property
    def origin(self) -> str:
        return origin_of(self.base_url)

    @property
    def is_deeptrin(self) -> bool:
        return self.origin == origin_of(DEEPTRIN_URLS[0])


def resolve_base_url(text: str) -> str:
    """The base URL that a person meant, without a slash at its end.

    Understands `host`, `host/v1`, a slash at the end, and the full address of an endpoint. Without a scheme it is
    https, but http for loopback. A host alone means its `/v1`; a Deeptrin host alone its documented path.
    Raises ApiError (bad-url) for anything that is no HTTP address, and for one with a user name, query or fragment.
    """
    written = text.strip()
    parts = _split(written if "://" in written else f"//{written}", written)
    scheme = (parts.scheme or ("http" if is_loopback(parts.hostname or "") else "https")).lower()
    if scheme not in _DEFAULT_PORTS or parts.query or parts.fragment or "@" in parts.netloc:
        raise _bad_url(written)
    base = f"{scheme}://{_host_and_port(parts, scheme)}"
    path = _without_endpoint(parts.path)
    return base + (path or _default_path(base))


def origin_of(base_url: str) -> str:
    """Scheme, host and port: what a key belongs to. The Deeptrin hosts count as one, since they share keys."""
    if base_url in DEEPTRIN_URLS or _same_origin(base_url, DEEPTRIN_URLS[1]):
        base_url = DEEPTRIN_URLS[0]
    parts = _split(base_url, base_url)
    return f"{parts.scheme}://{_host_and_port(parts, parts.scheme)}"


def server_of(origin: str) -> str:
    """An origin as people name it: its host, and its port where it is not the usual one."""
    return origin.partition("://")[2]


def _same_origin(one: str, other: str) -> bool:
    mine, theirs = urlsplit(one), urlsplit(other)
    return (mine.scheme, mine.hostname, mine.port or 443) == (theirs.scheme, theirs.hostname, theirs.port or 443)


def _split(address: str, written: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        hostname, _ = parts.hostname, parts.port
    except ValueError:
        raise _bad_url(written) from None
    if not hostname or any(char.isspace() or not char.isprintable() for char in written):
        raise _bad_url(written)
    return parts


def _host_and_port(parts: SplitResult, scheme: str) -> str:
    host = parts.hostname or ""
    if ":" in host:
        host = f"[{host}]"
    return host if parts.port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{parts.port}"


def _without_endpoint(path: str) -> str:
    path = path.rstrip("/")
    for endpoint in _ENDPOINTS:
        path = path.removesuffix(endpoint)
    return path.rstrip("/")


def _default_path(base: str) -> str:
    for known in DEEPTRIN_URLS:
        if known.startswith(base + "/"):
            return known.removeprefix(base)
    return "/v1"


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, going by its name alone: nothing is looked up."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _bad_url(written: str) -> ApiError:
    return ApiError(Failure(Kind.BAD_URL, said=written[:200]))
