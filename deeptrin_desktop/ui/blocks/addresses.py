"""What a link may lead to, and how an address is shown so that nobody is led elsewhere by its looks."""

import unicodedata
from urllib.parse import unquote, urlsplit

OPENABLE = ("http", "https", "mailto")
"""Schemes; nothing else is ever handed to the system."""
_LONGEST = 4_000


def may_be_opened(target: str) -> bool:
    """Whether it is an address of the web or of mail, and whole."""
    if len(target) > _LONGEST or any(ord(char) <= 0x20 or ord(char) == 0x7F for char in target):
        return False
    try:
        parts = urlsplit(target)
        _ = parts.port
    except ValueError:
        return False
    if parts.scheme.lower() not in OPENABLE:
        return False
    return bool(parts.path) if parts.scheme.lower() == "mailto" else bool(parts.hostname)


def scheme_of(target: str) -> str:
    """What stands before the first colon, if that may be a scheme."""
    before, colon, _ = target.partition(":")
    return before.strip().lower() if colon and before.replace("+", "").replace("-", "").isalnum() else ""


def honest(target: str) -> str:
    """The address with a host of other letters than ASCII as it goes over the network (`xn--…`), and with everything
    that cannot be seen, or that turns the direction of reading, written out.
    """
    host = host_of(target)
    start = target.find(unquote(host)) if host else -1
    if start < 0 and host:
        start = target.lower().find(host)
    shown = target
    if start >= 0 and not host.isascii():
        shown = target[:start] + to_network(host) + target[start + len(host) :]
    return "".join(char if _is_seen(char) else f"%{_hex(char)}" for char in shown)


def host_of(target: str) -> str:
    """The host that an address leads to; empty where there is none."""
    try:
        return urlsplit(target).hostname or ""
    except ValueError:
        return ""


def names_a_user(target: str) -> bool:
    """Whether something stands before the host that may be taken for it, as in `https://bank.example@evil.example`."""
    try:
        return "@" in urlsplit(target).netloc
    except ValueError:
        return False


def to_network(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host.encode("punycode").decode("ascii")


def looks_like_another(text: str, target: str) -> bool:
    """Whether the letters of a link name another host than it leads to."""
    named = text.strip()
    if " " in named or "." not in named:
        return False
    host = host_of(named if "://" in named else f"http://{named}")
    return bool(host) and to_network(host).removeprefix("www.") != to_network(host_of(target)).removeprefix("www.")


def _is_seen(char: str) -> bool:
    return not unicodedata.category(char).startswith(("C", "Z"))


def _hex(char: str) -> str:
    return char.encode("utf-8", "replace").hex("%").upper()
