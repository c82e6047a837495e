"""JSON out of a file that anything may be in: what is wrong with it, or new, is said in words for people."""

import json
from math import isfinite

LARGEST_NUMBER = 2**63
"""Below it, a whole number can be stored."""
LONGEST_SAID = 300
"""Characters of an error's words, which may quote the file."""


class NewerVersionError(ValueError):
    """A later version of the app wrote it."""


def check_version(version: object, newest: int) -> None:
    """Raises NewerVersionError, or ValueError for what was never a version."""
    if not isinstance(version, int):
        raise ValueError("its version is no whole number")
    said = f"it is of version {version}, and this program reads 1 to {newest}"
    if version > newest:
        raise NewerVersionError(said)
    if version < 1:
        raise ValueError(said)


def json_in(content: bytes) -> object:
    """Raises ValueError."""
    start = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise ValueError("there is nothing in it")
    if start.startswith(b"<"):
        raise ValueError("it is a web page or other markup, not JSON")
    try:
        return json.loads(content, parse_int=_whole, parse_float=_finite, parse_constant=_finite)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except UnicodeDecodeError:
        raise ValueError("it is no text") from None
    except json.JSONDecodeError as error:
        at_end = not error.doc[error.pos :].strip() or error.msg.startswith("Unterminated string")
        found = "it ends in the middle" if at_end and error.pos else "it is not JSON"
        raise ValueError(f"{found} ({error.msg} in line {error.lineno})") from None


def _whole(digits: str) -> int:
    if len(digits) > 20 or abs(number := int(digits)) >= LARGEST_NUMBER:
        raise ValueError(f"the number {digits[:40]} is too large")
    return number


def _finite(digits: str) -> float:
    if not isfinite(number := float(digits)):
        raise ValueError(f"{digits[:40]} is no number that can be kept")
    return number
