"""What is looked for in texts, whatever the case of its letters."""

import re
from collections.abc import Iterator

_FEW = 20
"""Marks between a link and the word that it is a part of; with more of them a text is looked into."""
# What is drawn differs from its source in letters, and not in marks alone, in these: entities, addresses that are
# written otherwise, and links in the middle of a word, whose targets are not drawn.
_ENTITY = re.compile(r"&#?\w+;")
_ADDRESS = re.compile(r"<[A-Za-z][^\s<>]{0,999}?(?:%|xn--|>?\Z|[^\s<>]{999})", re.IGNORECASE)
_HIDDEN = r"[*_~`\\\[\]!<>|$&#]"
_WORD_GOES_ON = rf"(?>(?:{_HIDDEN}|(?<=`)\s){{0,{_FEW}}})(?:\w|{_HIDDEN})"
_AFTER_TARGET = re.compile(rf"\){_WORD_GOES_ON}")
_AFTER_LABEL = re.compile(rf"\](?![(\[]){_WORD_GOES_ON}")
_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())


def folded(text: str) -> str:
    """The text without difference of case, character for character."""
    if text.isascii():
        return text.lower()
    # These are the letters that become two, or become another one at the end of a word.
    return text.replace("İ", "i").lower().replace("ς", "σ")


def encoded(text: str) -> bytes:
    """The text folded, and in bytes: an emoji would make a string of it four times as large."""
    return folded(text).encode("utf-8", "surrogatepass")


def letters(source: str) -> bytes | None:
    """The letters and digits of Markdown, folded, without the marks that may stand between them; `None` where what is
    drawn may have others.
    """
    if "![" in source or "\0" in source or _ENTITY.search(source) or _ADDRESS.search(source):
        return None
    if ("](" in source or "][" in source) and (_AFTER_TARGET.search(source) or _AFTER_LABEL.search(source)):
        return None
    try:
        return folded(source).encode().translate(None, _MARKS)
    except UnicodeEncodeError:  # half of a pair of surrogates
        return None


class Needle:
    """Never empty. What it finds is as long as itself."""

    def __init__(self, text: str) -> None:
        self.text = folded(text)
        self.encoded = encoded(text)
        words = re.split(r"[^\w\u0080-\U0010ffff]|_", self.text)
        self._words = [word.encode("utf-8", "surrogatepass") for word in words if word]

    def __len__(self) -> int:
        return len(self.text)

    def may_be_among(self, found: bytes | None) -> bool:
        """Whether a text may hold it that has these letters."""
        return found is None or all(word in found for word in self._words)

    def places(self, text: str) -> Iterator[int]:
        """Where it begins in a folded text, never within what was found before."""
        at = text.find(self.text)
        while at >= 0:
            yield at
            at = text.find(self.text, at + len(self.text))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of each place in a text."""
        return ((at, at + len(self)) for at in self.places(folded(text)))
