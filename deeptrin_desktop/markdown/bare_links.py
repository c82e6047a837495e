"""Addresses that stand in text without any marks, as GitHub's flavour of Markdown reads them."""

import re
from collections.abc import Iterator

from deeptrin_desktop.markdown.spans import Link, Marks, Span, Text

# CJK punctuation ends an address too: there no space follows it.
_ADDRESS = re.compile(r"[^\s<>\"`|\\^{}\u3000-\u303f\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]+")
_SCHEME = re.compile(r"(?<![A-Za-z0-9+.-])(?:https?|ftp)$", re.IGNORECASE)
_LONGEST_SCHEME = 6
_FOUND_IN_TEXT = re.compile(
    r"(?<![\w./@:-])www\.(?=[\w-])|(?<![\w.+@-])[A-Za-z0-9._+-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+(?<![-_])(?![\w-])",
    re.IGNORECASE,
)
_TRAILING = "?!.,:*_~'\";]"
_ENTITY = re.compile(r"&[A-Za-z0-9]+;$")


def scheme_before(text: str) -> str:
    """The scheme, without its colon, that a text ends with; nothing if it ends with none that is linked."""
    match = _SCHEME.search(text[-_LONGEST_SCHEME:])
    return match[0] if match else ""


def length_of(text: str, at: int, end: int) -> int:
    """How long the address is that goes on from `at`, without the punctuation that belongs to the sentence."""
    match = _ADDRESS.match(text, at, end)
    if not match:
        return 0
    address = match[0]
    while True:
        shorter = _ENTITY.sub("", address) if address.endswith(";") else address
        shorter = shorter.rstrip(_TRAILING)
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return len(address)
        address = shorter


def _in_text(text: str) -> Iterator[tuple[int, int, str]]:
    """The addresses without a scheme in a text: start, end and the target of each."""
    if "@" not in text and "www." not in text.lower():
        return
    done = 0
    for match in _FOUND_IN_TEXT.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        if "@" in match[0]:
            yield start, end, "mailto:" + match[0]
        else:
            end = start + length_of(text, start, len(text))
            yield start, end, "http://" + text[start:end]
        done = end


def linked(text: str, marks: Marks) -> Iterator[Span]:
    """A run of text, with the addresses in it as links, where it is not within one."""
    if not any(isinstance(mark, Link) for mark in marks):
        at = 0
        for start, end, target in _in_text(text):
            if start > at:
                yield Text(text[at:start], marks)
            yield Text(text[start:end], (*marks, Link(target)))
            at = end
        text = text[at:]
    if text:
        yield Text(text, marks)
