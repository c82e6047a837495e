"""What we read in text beyond CommonMark, as rules of the parser: formulas, footnote references, bare addresses."""

import re

from markdown_it.rules_inline import StateInline

from deeptrin_desktop.markdown.bare_links import length_of, scheme_before
from deeptrin_desktop.markdown.definitions import FOOTNOTE, normalized

_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,999})\]")
_LONG_TILDES = re.compile(r"~{3,}")
_BACKSLASHED = {"\\(": "\\)", "\\[": "\\]"}
_LONGEST_BETWEEN_DOLLARS = 1_000
_SOMETHING = re.compile(r"[^\W_]")
# A closing dollar has no white space before it and neither a digit nor a letter after it.
_CLOSING_DOLLAR = re.compile(r"(?<![\s\\])\$(?![\w$])")
# "$5 and the other 6$": two prices.
_PRICE = re.compile(r"[0-9][0-9.,]*\s[^\\]*?[^\W\d_]{2}")


def backslashed_maths(state: StateInline, silent: bool) -> bool:
    r"""`\(...\)`, and `\[...\]` within a line, which is set as a formula of its own."""
    opener = state.src[state.pos : state.pos + 2]
    closer = _BACKSLASHED.get(opener)
    if closer is None:
        return False
    unclosed = state.env["unclosed"]
    if (closer, state.src) in unclosed:  # it was looked for from an earlier place
        return False
    end = state.src.find(closer, state.pos + 2, state.posMax)
    if end < 0 and state.posMax == len(state.src):
        unclosed.add((closer, state.src))
    return _maths(state, silent, end=end, mark=2, display=opener == "\\[")


def dollar_maths(state: StateInline, silent: bool) -> bool:
    """`$$...$$`, and `$...$` where neither dollar can be the sign of an amount."""
    source, at = state.src, state.pos
    if source[at] != "$":
        return False
    if source.startswith("$$", at):
        return _maths(state, silent, end=source.find("$$", at + 2, state.posMax), mark=2, display=True)
    if at + 1 >= state.posMax or source[at + 1].isspace() or (at and source[at - 1].isalnum()):
        return False
    limit = min(state.posMax, at + _LONGEST_BETWEEN_DOLLARS)
    closing = _CLOSING_DOLLAR.search(source, at + 1, limit)
    if not closing or _PRICE.match(source, at + 1, closing.start()):
        return False
    return _maths(state, silent, end=closing.start(), mark=1, display=False)


def _maths(state: StateInline, silent: bool, *, end: int, mark: int, display: bool) -> bool:
    if end < 0 or not _SOMETHING.search(state.src, state.pos + mark, end):
        return False
    if not silent:
        token = state.push("maths", "", 0)
        token.content = state.src[state.pos + mark : end].strip()
        token.markup = state.src[state.pos : end + mark]
        token.block = display
    state.pos = end + mark
    return True


def footnote_reference(state: StateInline, silent: bool) -> bool:
    """`[^label]`, where a footnote of that label is defined."""
    match = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if not match or normalized(FOOTNOTE + match[1]) not in state.env["footnotes"]:
        return False
    if not silent:
        state.push("footnote_reference", "", 0).content = match[1]
    state.pos = match.end()
    return True


def long_tildes(state: StateInline, silent: bool) -> bool:
    """Three tildes and more strike nothing through."""
    match = _LONG_TILDES.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.append_pending(match[0])
    state.pos = match.end()
    return True


def bare_address(state: StateInline, silent: bool) -> bool:
    """`https://...` anywhere in text. The scheme has been read as text when its colon is met.

    Silent is the parser's look-ahead for the end of a link's text, which may well be an address itself.
    """
    if silent or state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = scheme_before(state.pending)
    length = length_of(state.src, state.pos + 3, state.posMax) if scheme else 0
    if not length:
        return False
    end = state.pos + 3 + length
    address = scheme + state.src[state.pos : end]
    state.pending = state.pending[: -len(scheme)]
    state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(address)}
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
    state.pos = end
    return True
