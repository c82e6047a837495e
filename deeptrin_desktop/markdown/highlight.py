"""Which parts of a program are what, for colouring it: Pygments' lexers, told apart in the few kinds that we colour."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from deeptrin_desktop.markdown.languages import lexer_for

if TYPE_CHECKING:
    from pygments.token import _TokenType

LONGEST_CODE = 200_000
"""Characters past which code is left as it is."""
LONGEST_LINE = 10_000
"""Characters past which a line of it makes it be left: lexers are made for lines that people write."""


class Kind(Enum):
    """What is told apart. How it looks is for whoever draws it."""

    COMMENT = "comment"
    KEYWORD = "keyword"
    STRING = "string"
    NUMBER = "number"
    FUNCTION = "function"
    TYPE = "type"
    CONSTANT = "constant"
    ATTRIBUTE = "attribute"
    TAG = "tag"
    HEADING = "heading"
    ADDED = "added"
    REMOVED = "removed"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class Token:
    """Characters `start` to `start + length` of the code are of that kind; in code points."""

    start: int
    length: int
    kind: Kind


# By the names of Pygments' types; the longest that fits counts.
_KINDS = {
    "Comment": Kind.COMMENT,
    "Comment.Preproc": Kind.ATTRIBUTE,
    "Comment.PreprocFile": Kind.STRING,
    "Keyword": Kind.KEYWORD,
    "Keyword.Constant": Kind.CONSTANT,
    "Keyword.Type": Kind.TYPE,
    "Operator.Word": Kind.KEYWORD,
    "Literal.String": Kind.STRING,
    "Literal.Number": Kind.NUMBER,
    "Literal.Date": Kind.NUMBER,
    "Name.Function": Kind.FUNCTION,
    "Name.Class": Kind.TYPE,
    "Name.Exception": Kind.TYPE,
    "Name.Namespace": Kind.TYPE,
    "Name.Builtin": Kind.FUNCTION,
    "Name.Builtin.Pseudo": Kind.CONSTANT,
    "Name.Constant": Kind.CONSTANT,
    "Name.Decorator": Kind.ATTRIBUTE,
    "Name.Attribute": Kind.ATTRIBUTE,
    "Name.Tag": Kind.TAG,
    "Name.Variable": Kind.ATTRIBUTE,
    "Generic.Heading": Kind.HEADING,
    "Generic.Subheading": Kind.HEADING,
    "Generic.Inserted": Kind.ADDED,
    "Generic.Deleted": Kind.REMOVED,
    "Generic.Error": Kind.REMOVED,
    "Generic.Traceback": Kind.REMOVED,
    "Generic.Output": Kind.MUTED,
    "Generic.Prompt": Kind.MUTED,
}


def tokens(code: str, language: str) -> Iterator[Token]:
    """The tokens of a program in order, those that are nothing special left out; none for an unknown language.

    They are found as they are asked for, some 50 lines a millisecond: a long program can be coloured in slices.
    """
    lexer = lexer_for(language)
    if lexer is None or len(code) > LONGEST_CODE or max(map(len, code.split("\n"))) > LONGEST_LINE:
        return
    start = end = 0
    kind: Kind | None = None
    for at, token_type, text in lexer.get_tokens_unprocessed(code):
        found = kind_of(token_type)
        if found is kind and at == end:
            end += len(text)
            continue
        if kind is not None:
            yield Token(start, end - start, kind)
        start, end, kind = at, at + len(text), found
    if kind is not None:
        yield Token(start, end - start, kind)


@cache
def kind_of(token_type: "_TokenType") -> Kind | None:
    parts = list(token_type)
    while parts:
        if kind := _KINDS.get(".".join(parts)):
            return kind
        parts.pop()
    return None
