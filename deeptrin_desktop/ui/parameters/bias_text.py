"""Biases of tokens as people write and copy them: JSON objects, and lists of `id:bias`."""

import json
import re
from math import isfinite

from PySide6.QtCore import QCoreApplication

from deeptrin_desktop.core.parameters import BIAS

translate = QCoreApplication.translate

LONGEST_ID = 10
"""Digits. No model knows so many tokens."""
_BETWEEN = r"(?:\s*+[:=]|[^\S\t]*+\t)\s*+"
"""A colon, an equals sign or a tab; never tried at a second place, which would take ages in a run of blanks."""
_ENTRY = re.compile(rf"""["']?([^\s:="']+)["']?{_BETWEEN}([^\s"']+)(?:\s+(.*))?""")


def biases_in(text: str) -> list[tuple[str, str, str]]:
    """Token id, bias and label of each entry, as written; none where the text is no list of them at all."""
    text = text.strip()
    if text.startswith("{"):
        return _in_json(text)
    entries = [entry.strip() for entry in re.split(r"[,;\n]", text) if entry.strip()]
    found = [_ENTRY.fullmatch(entry) for entry in entries]
    return [(match[1], match[2], match[3] or "") for match in found if match] if all(found) else []


def read_bias(written: str) -> float | int | None:
    """A bias in JSON's terms, if it is one that may be sent."""
    try:
        bias = float(written.replace("−", "-"))
    except ValueError:
        return None
    if not isfinite(bias) or not BIAS.holds(bias):
        return None
    return int(bias) if bias == int(bias) else bias


def problem_of(token: str, bias: str) -> str:
    """What is wrong with an entry, in words; empty where nothing is."""
    if not (token.isascii() and token.isdecimal() and len(token) <= LONGEST_ID):
        words = translate("Parameters", "A token id is a whole number, such as 50256, and not “{token}”.")
        return words.format(token=_short(token))
    if read_bias(bias) is None:
        words = translate("Parameters", "The bias of token {token} is a number from -100 to 100, and not “{bias}”.")
        return words.format(token=token, bias=_short(bias))
    return ""


def _in_json(text: str) -> list[tuple[str, str, str]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return []
    entries = [(token, bias if isinstance(bias, str) else json.dumps(bias)) for token, bias in found.items()]
    return [(token.strip(), bias.strip(), "") for token, bias in entries]


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:23]}…"
