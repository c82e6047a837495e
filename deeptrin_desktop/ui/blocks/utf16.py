"""The one seam between Python's characters and Qt's UTF-16 units, and what hostile text looks like when it is drawn."""

import re

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff]")
_REPLACEMENT = "\ufffd"
_LINE_END = "\u2028"


def shown(text: str) -> str:
    """The text as it is drawn, character for character: line ends as Qt breaks lines at them, and what Qt would obey
    (control characters, changes of direction) as a visible sign.
    """
    if _OBEYED.search(text):
        text = _OBEYED.sub(_sign, text.replace("\r\n", "\u200b\n"))
    return text.replace("\n", _LINE_END)


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    if match.group() in "\r\u2028\u2029\x85":
        return _LINE_END
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else _REPLACEMENT


def units(text: str, index: int | None = None) -> int:
    """The UTF-16 units of a text's first `index` characters, or of all."""
    index = len(text) if index is None else index
    if text.isascii():
        return min(index, len(text))
    return len(text[:index].encode("utf-16-le", "surrogatepass")) // 2


def index_of(text: str, unit: int) -> int:
    """The character that a UTF-16 unit belongs to; the text's length for what lies behind it."""
    if text.isascii():
        return min(unit, len(text))
    return len(text.encode("utf-16-le", "replace")[: unit * 2].decode("utf-16-le", "ignore"))
