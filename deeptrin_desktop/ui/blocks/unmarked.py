"""Many texts at once without the marks of emphasis, code and links, as long as each can be meant in one way only.

`markdown.quick` reads one text for what its marks mean. This leaves them out, with few looks at all texts together.
"""

import re

BETWEEN = "\0"
"""What stands between two texts,"""
CELL = "\x01"
"""and between two cells of a row."""
_EDGE = "\x02"
"""Stands for the brackets of a link."""
SIGNS = BETWEEN + CELL + _EDGE
"""What no text may hold."""
_MOST_BRACKETS = 50
# A backslash, something struck through, a picture, a tab at the end of a line, a tag, an entity, marks in an address.
_HARD = ("\\", "~~", "![", "\t\n")
_TAG = re.compile(r"<\S")
_ENTITY = re.compile(r"&#?\w+;")
_MARKED_ADDRESS = re.compile(r"://\S*[*(\[]")
_LINK = re.compile(r"\[(?!\^)((?:[^\[\]*_\n\0\1:]|:(?!//))+)\]\((?:https?://)?[A-Za-z0-9/.#?=+_-]+\)")
_HARD_BREAK = re.compile(r"  +\n")
_NOT_IN_WORD = re.compile(r"_(?:(?<![^\W_]_)|(?![^\W_]))")


class UnclearError(Exception):
    """A text must be read to know."""


def _emphasis(mark: str) -> re.Pattern[str]:
    """It begins behind a space or before a letter, and ends behind a letter or before a space or sign."""
    opens = rf"{mark}(?<!\*{mark})(?:(?=[^\W_])|(?<![^\s\0\1(]{mark})(?=[^\s\0\1*]))"
    closes = rf"(?<=[^\s\0\1]){mark}(?!\*)(?:(?<=[^\W_]{mark})|(?=[\s\0\1\2!-)+-/:-@\[-`{{-~]|\Z))"
    return re.compile(rf"{opens}([^*\n\0\1]+){closes}")


_STRONG, _STRESSED = _emphasis(r"\*\*"), _emphasis(r"\*")


def unmarked(texts: str) -> str:
    """Line ends within a text become spaces, but hard ones end it. May raise `UnclearError`."""
    if any(mark in texts for mark in _HARD) or ("<" in texts and _TAG.search(texts)):
        raise UnclearError
    if ("&" in texts and _ENTITY.search(texts)) or ("://" in texts and _MARKED_ADDRESS.search(texts)):
        raise UnclearError
    pieces = texts.split("`")
    if not _are_codes(pieces) or (texts.count("$") > 1 and any(mark in texts for mark in "`*[\n")):
        raise UnclearError
    words = _without_emphasis(_without_links("`".join(pieces[::2])))
    if " \n" in words:
        words = _HARD_BREAK.sub(BETWEEN, words).replace(" \n", "\n")
    pieces[::2] = words.replace("\n", " ").split("`")
    return "".join(pieces)


def _are_codes(pieces: list[str]) -> bool:
    """Whether every other piece can be nothing but code."""
    codes = pieces[1::2]
    apart = len(pieces) % 2 == 1 and all(pieces[2:-1:2])  # not two marks in a row
    return apart and not any(code[:1] in {"", " "} or "\n" in code or BETWEEN in code or CELL in code for code in codes)


def _without_links(texts: str) -> str:
    if "[" not in texts:
        return texts
    texts = _EDGE.join(_LINK.split(texts))
    if "](" in texts or texts.count("[") > _MOST_BRACKETS:
        raise UnclearError
    return texts


def _without_emphasis(texts: str) -> str:
    if "*" in texts:
        texts = "".join(_STRESSED.split("".join(_STRONG.split(texts))))
    if "*" in texts or ("_" in texts and _NOT_IN_WORD.search(texts)):
        raise UnclearError
    return texts.replace(_EDGE, "")
