"""Text whose marks can be read in one way only: words, `code`, emphasis around words, links and pictures at plain
addresses, line ends. Nearly all text is of this kind, and is read here as the parser would read it, at a fraction of
the cost.
"""

import re
from collections.abc import Iterator

from deeptrin_desktop.markdown.bare_links import linked
from deeptrin_desktop.markdown.spans import Break, CodeSpan, Image, Link, Marks, Span, Style

_WORDS = r"(?>(?:[^\\`*_\[\]<&$~\n:!\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]|:(?!//)|!(?!\[)|(?<=[^\W_])_(?=[^\W_]))+)"
_CODE = r"`[^`\n ][^`\n]*+`(?!`)"
_INSIDE = rf"(?>(?:{_WORDS}|{_CODE})+)"
_ADDRESS = r"(?:https?://)?[A-Za-z0-9/.#?=+_-]++"
_BEFORE_MARK = r"(?<![^\s(])"
_AFTER_MARK = r"(?=[\s!-)+-/:-@\[-`{-~]|\Z)"


def _emphasis(mark: str) -> str:
    return rf"{_BEFORE_MARK}{mark}(?=[^\s*])({_INSIDE})(?<=\S){mark}{_AFTER_MARK}"


_TOKEN = re.compile(
    rf"({_WORDS})|({_CODE})|(?<![ \t])(\n)(?![ \t])|{_emphasis('[*][*]')}|{_emphasis('[*]')}"
    rf"|\[(?!\^)({_INSIDE})\]\(({_ADDRESS})\)|!\[(?!\^)({_WORDS})\]\(({_ADDRESS})\)"
)


def read(source: str) -> list[Span] | None:
    """The spans, neighbours with the same marks apart, or `None` for a text that needs the parser."""
    found: list[Span] = []
    at = 0
    while at < len(source):
        token = _TOKEN.match(source, at)
        if token is None:
            return None
        at = token.end()
        match token.lastindex:
            case 1:
                found += linked(token[1], ())
            case 2:
                found.append(CodeSpan(token[2][1:-1]))
            case 3:
                found.append(Break())
            case 4:
                found += _inside(token[4], (Style.STRONG,))
            case 5:
                found += _inside(token[5], (Style.EMPHASIS,))
            case 7:
                found += _inside(token[6], (Link(token[7]),))
            case _:
                found.append(Image(token[8], token[9]))
    return found


def _inside(source: str, marks: Marks) -> Iterator[Span]:
    for number, piece in enumerate(source.split("`")):
        if number % 2:
            yield CodeSpan(piece, marks)
        elif piece:
            yield from linked(piece, marks)
