"""A quick look through text for what has been begun and not ended: emphasis, code, links and formulas.

It guesses where the parser knows, and decides nothing about the spans of a whole text. It serves what the parser
cannot: to show text that is still arriving, and to find where a text that is too long can be cut.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_MARK = re.compile(r"\\[^\n]?|`+|\*+|_+|~+|!?\[\^?|!\Z|\]|\$\$?|&#?\w{0,31}\Z|<(?=[A-Za-z/]|$)")
_CLOSERS = {"\\(": "\\)", "\\[": "\\]", "$$": "$$"}
_TARGET = re.compile(
    r"""\(\s*+(?:<[^<>\n]*+>|(?>(?:[^\s()<]|\([^\s()]*+\))*))"""
    r"""(?:\s++(?:"[^"]*+"|'[^']*+'|\([^()]*+\)))?\s*+\)|\[[^\[\]]*+\]"""
)
_BEGUN_TARGET = re.compile(
    r"""\(\s*+(?:<[^<>\n]*+>?+|(?>(?:[^\s()<]|\([^\s()]*+\)?+)*))"""
    r"""(?>(?:\s++(?>(?:"[^"]*+"?+|'[^']*+'?+|\([^()]*+\)?+)?))?)\Z|\[[^\[\]]*+\Z"""
)
_CLOSING_DOLLAR = r"(?<![\s\\])\$(?![\w$])"
_BRACKETS = frozenset({"[", "[^", "![", "![^"})
_FARTHEST = 400
"""Characters after which a mark that nothing has ended is taken for text."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A mark that nothing has ended."""

    mark: str
    """As written; `](` for a link whose target has begun, `]` for one that may get a target."""
    at: int


class Scan:
    """`begun` is what is open at the end of the text, outermost first."""

    def __init__(self, text: str) -> None:
        self.begun: list[Begun] = []
        self._text = text
        self._gone: set[str] = set()
        """What does not come again in the text."""
        self._readers: dict[str, Callable[[str, int, int], int]] = {
            "\\": self._backslash,
            "`": self._code,
            "$": self._dollar,
            "<": self._angle,
            "[": self._bracket,
            "!": self._bracket,
            "&": self._entity,
            "]": self._end_of_bracket,
        }

    def run(self) -> list[Begun]:
        at = 0
        while mark := _MARK.search(self._text, at):
            at = self._read(mark)
        return self.begun

    def calm_place(self, limit: int) -> int:
        """The last place up to `limit` behind white space where nothing is open; 0 if there is none."""
        at = place = 0
        while at < limit:
            mark = _MARK.search(self._text, at)
            until = min(mark.start() if mark else limit, limit)
            if until > at and not self.begun:
                place = max(place, _behind_white_space(self._text, at, until))
            if not mark:
                break
            at = self._read(mark)
        return place

    def _read(self, mark: re.Match[str]) -> int:
        """Takes account of a mark. Returns where to go on."""
        reader = self._readers.get(mark[0][0], self._emphasis)
        return reader(mark[0], mark.start(), mark.end())

    def _begin(self, mark: str, at: int, *, reach: int = _FARTHEST) -> bool:
        """Opens a mark that nothing has ended; not if that is too long ago."""
        if len(self._text) - at > reach:
            return False
        self.begun.append(Begun(mark, at))
        return True

    def _up_to(self, closer: str, mark: str, at: int, end: int) -> int:
        """Passes what the parser takes as it is, up to what ends it."""
        closing = self._end_of(re.escape(closer), end)
        return closing or (len(self._text) if self._begin(mark, at) else end)

    def _end_of(self, pattern: str, at: int) -> int:
        """Where what matches the pattern ends; 0 if nothing does."""
        match = None if pattern in self._gone else re.compile(pattern).search(self._text, at)
        if not match:
            self._gone.add(pattern)
            return 0
        return match.end()

    def _backslash(self, mark: str, at: int, end: int) -> int:
        if closer := _CLOSERS.get(mark):
            return self._up_to(closer, mark, at, end)
        if mark == "\\" and end == len(self._text):
            self._begin(mark, at)
        return end

    def _code(self, mark: str, at: int, end: int) -> int:
        closing = self._end_of(rf"(?<!`){mark}(?!`)", end)
        return closing or (len(self._text) if self._begin(mark, at) else end)

    def _dollar(self, mark: str, at: int, end: int) -> int:
        if mark == "$$":
            return self._up_to(mark, mark, at, end)
        following = self._text[end : end + 1]
        if following.isspace() or following.isdigit() or (at and self._text[at - 1].isalnum()):
            return end
        closing = self._end_of(_CLOSING_DOLLAR, end)
        return closing or (len(self._text) if self._begin(mark, at, reach=100) else end)

    def _angle(self, mark: str, at: int, end: int) -> int:
        if closing := self._end_of(">", end):
            return closing
        if not re.search(r"\s", self._text[end : end + _FARTHEST]):
            self._begin(mark, at)
        return end

    def _entity(self, mark: str, at: int, end: int) -> int:
        self._begin(mark, at)
        return end

    def _bracket(self, mark: str, at: int, end: int) -> int:
        # After a word, `[` is an index more often than a link, and `!` does not begin an image.
        in_word = at > 0 and self._text[at - 1].isalnum()
        undecided = mark == "[" and end == len(self._text)
        if not in_word or undecided or mark not in {"[", "!"}:
            self._begin(mark, at)
        return end

    def _end_of_bracket(self, _mark: str, at: int, end: int) -> int:
        brackets = [index for index, begun in enumerate(self.begun) if begun.mark in _BRACKETS]
        if not brackets:
            return end
        bracket = brackets[-1]
        del self.begun[bracket + 1 :]
        if end == len(self._text):
            self.begun.append(Begun("]", at))
        elif target := _TARGET.match(self._text, end):
            del self.begun[bracket]
            return target.end()
        elif len(self._text) - end <= _FARTHEST and _BEGUN_TARGET.match(self._text, end):
            self.begun.append(Begun("](", at))
            return len(self._text)
        else:
            del self.begun[bracket]
        return end

    def _emphasis(self, mark: str, at: int, end: int) -> int:
        before, after = self._text[at - 1 : at], self._text[end : end + 1]
        in_word = before.isalnum() and after.isalnum()
        if (in_word and mark[0] == "_") or (mark[0] == "~" and len(mark) != 2 and after):
            return end
        left = len(mark)
        if before and not before.isspace():
            left = self._end_emphasis(mark[0], left)
        if left and not in_word and not after.isspace():
            self._begin(mark[0] * left, at)
        return end

    def _end_emphasis(self, char: str, count: int) -> int:
        """Ends as much open emphasis as a run of that many characters can. Returns how many are left."""
        while count and self.begun and self.begun[-1].mark[0] == char:
            last = self.begun.pop()
            if len(last.mark) > count:
                self.begun.append(Begun(last.mark[count:], last.at))
            count -= min(count, len(last.mark))
        return count


def calm_place(text: str, limit: int) -> int:
    """Where a text that is longer than `limit` is cut: behind white space, if it can be where nothing is open."""
    for place in (Scan(text[: 2 * limit]).calm_place(limit), _behind_white_space(text, limit // 2, limit)):
        if place > limit // 2:
            return place
    return limit


def _behind_white_space(text: str, start: int, end: int) -> int:
    return max(text.rfind(" ", start, end), text.rfind("\n", start, end)) + 1
