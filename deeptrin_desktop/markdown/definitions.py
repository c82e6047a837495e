"""Labels: what links and footnotes are called by, and the link definitions at the head of a paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Titles are kept to the length of labels, so that a page of unclosed ones costs no more than its own length.
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_HEAD = re.compile(r"\[((?:[^\[\]\\]|\\.){1,999})\]:[ \t]*\n?[ \t]*", re.DOTALL)
_LONGEST_LABEL = 999
_IN_BRACKETS = re.compile(r"<((?:[^<>\n\\]|\\.)*)>")
_BARE = re.compile(r"(?:[^\s()\\\x00-\x1f\x7f]|\\[^\s]|\\(?=\s|$)|[()])+")
_TITLE = re.compile(
    r"""(?:[ \t]*\n[ \t]*|[ \t]+)(?:"((?:[^"\\]|\\.){0,999})"|'((?:[^'\\]|\\.){0,999})'|"""
    r"""\(((?:[^()\\]|\\.){0,999})\))[ \t]*(?:\n|$)""",
    re.DOTALL,
)
_LINE_END = re.compile(r"[ \t]*(?:\n|$)")
_PARENTHESIS = re.compile(r"\\.|[()]", re.DOTALL)
_DEEPEST_PARENTHESES = 32
FOOTNOTE = "^"
"""What the label of a footnote begins with."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a label stands for, as it is written: with its escapes. A footnote has neither target nor title."""

    target: str = ""
    title: str = ""


def normalized(label: str) -> str:
    """The form in which labels are compared: neither case nor the amount of white space counts."""
    return " ".join(label.split()).lower().upper()


def labels(source: str) -> Iterator[str]:
    """Every label, normalized, that a text may ask for. Some are none when looked at closely, none is missed."""
    if "[" not in source:
        return
    start = None
    for match in _BRACKET.finditer(source):
        if match[0] == "[":
            start = match.end()
        elif match[0] == "]" and start is not None:
            if match.start() - start <= _LONGEST_LABEL:
                yield normalized(source[start : match.start()])
            start = None


def take(text: str) -> tuple[list[tuple[str, Definition]], str]:
    """The link definitions that a paragraph begins with, labels normalized, and what is left of it."""
    found = []
    at = 0
    while text.startswith("[", at) and (one := _definition(text, at)):
        label, definition, at = one
        found.append((label, definition))
    return found, text[at:]


def _definition(text: str, at: int) -> tuple[str, Definition, int] | None:
    head = _HEAD.match(text, at)
    if not head or not head[1].strip():
        return None
    destination = _destination(text, head.end())
    if destination is None:
        return None
    target, at = destination
    if title := _TITLE.match(text, at):
        return normalized(head[1]), Definition(target, title[1] or title[2] or title[3] or ""), title.end()
    if end := _LINE_END.match(text, at):
        return normalized(head[1]), Definition(target), end.end()
    return None


def _destination(text: str, at: int) -> tuple[str, int] | None:
    if match := _IN_BRACKETS.match(text, at):
        return match[1], match.end()
    match = _BARE.match(text, at)
    if not match or match[0].startswith("<"):
        return None
    end = at + _balanced(match[0])
    return (text[at:end], end) if end > at else None


def _balanced(target: str) -> int:
    """How much of it has balanced parentheses: what follows one that closes too many is not part of it."""
    depth = 0
    for match in _PARENTHESIS.finditer(target):
        depth += (match[0] == "(") - (match[0] == ")")
        if depth < 0:
            return match.start()
        if depth > _DEEPEST_PARENTHESES:
            return 0
    return len(target) if depth == 0 else 0
