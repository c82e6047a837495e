"""The words that are drawn of a text, told from its source at a small part of what reading it costs: for those who
look for words in all of a conversation.

That goes for text whose marks can be meant in one way only, which is nearly all of what people and models write. Any
other must be read.
"""

import re
from collections.abc import Iterator

from deeptrin_desktop.markdown.text import Inline
from deeptrin_desktop.ui.blocks.unmarked import BETWEEN, CELL, SIGNS, UnclearError, unmarked
from deeptrin_desktop.ui.blocks.words import words_of

_AT_ONCE = 20_000
"""Characters that are looked at in one go, at least."""
_LONGEST_LINE, _LONGEST_TEXT = 2_000, 4_000
"""What is longer is drawn in parts."""
_LARGEST_LIST, _MOST_LINES = 150_000, 3_000
_CODE_INDENT = 4
_DEEPEST = 20
"""Quotes and items in each other; past more of them marks are text."""

_MARKS = frozenset("#>|=:+-*_`~<[$\\\t0123456789")
"""What lines begin with that may be more than text."""
_ITEM = re.compile(r"(?:[-*+]|([0-9]{1,9})[.)])( {1,4})(?=\S)(?:\[[ \txX]\][ \t]+(?=\S))?")
_HEADING = re.compile(r"#{1,6} +(?=\S)")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}) *\Z")
_TABLE = re.compile(r"\|(?: *:?-+:? *\|)+ *")
_PIPE = re.compile(r" *\| *")
_UNCLEAR = re.compile(
    r"~~~|<[A-Za-z/!?]|(?:\$\$|\\\[)(?:.*(?:\$\$|\\\]))?[ \t]*\Z|(?:#+|[-*+]|[0-9]+[.)])(?:\s|\Z)|[-|:=*_ \t]+\Z"
)
_BLANK_AT_END = re.compile(rf"[ \t]+(?=[{BETWEEN}{CELL}])")
_PARAGRAPH = re.compile(r"\n\n(?=[^\W\d_])")


def plain_words(source: str) -> Iterator[str]:
    """Of text that is shown as it was written, in pieces. May raise `UnclearError` in place of any."""
    start = 0
    while start >= 0:
        end = source.find("\n", start + _AT_ONCE)
        piece = source[start:end] if end >= 0 else source[start:]
        if max(map(len, piece.split("\n"))) > _LONGEST_LINE:
            raise UnclearError
        yield piece
        start = end


def markdown_words(source: str) -> Iterator[str]:
    """Of Markdown, in pieces, each in no order. May raise `UnclearError` in place of any."""
    if "\r" in source or any(sign in source for sign in SIGNS) or not _is_speakable(source):
        raise UnclearError
    for piece in _pieces(source):
        skim = _Skim(piece)
        skim.read()
        yield skim.words()


def _is_speakable(source: str) -> bool:
    """Whether it holds no half of a pair of surrogates, in the place of which another sign is drawn."""
    try:
        source.encode()
    except UnicodeEncodeError:
        return False
    return True


def _pieces(source: str) -> Iterator[str]:
    """Cuts it before paragraphs that have nothing to do with what is before them: no code is open there."""
    start = counted = fences = 0
    while cut := _PARAGRAPH.search(source, max(start + _AT_ONCE, counted)):
        fences += source.count("```", counted, cut.start())
        counted = cut.end()
        if fences % 2 == 0:
            yield source[start : cut.start()]
            start = cut.end()
    yield source[start:]


class _Skim:
    """Goes through lines. Each new text begins with `BETWEEN`, and each further line of it with a line end."""

    def __init__(self, source: str, depth: int = 0) -> None:
        """`depth` is how many quotes it stands in."""
        self._depth = depth
        self._lines = source.split("\n")
        self._large = len(source) > _LARGEST_LIST or len(self._lines) > _MOST_LINES
        self._at = 0
        self._texts: list[str] = []
        self._verbatim: list[str] = []
        self._columns: list[int] = []
        """How far what the open items hold is indented."""
        self._apart = True
        """Whether no paragraph is open that a line may go on with."""

    def words(self) -> str:
        """What is drawn of what was read."""
        return BETWEEN.join((self._unmarked(), *self._verbatim))

    def read(self) -> None:
        """Finds the texts in the lines."""
        lines = self._lines
        if max(map(len, lines)) > _LONGEST_LINE:
            raise UnclearError
        while self._at < len(lines):
            line = lines[self._at]
            self._at += 1
            if line and line[0] not in _MARKS and line[0] != " ":
                if self._apart:
                    self._columns.clear()
                self._add(line)
            elif text := line.lstrip(" "):
                self._take(text, len(line) - len(text))
            else:
                self._apart = True

    def _take(self, text: str, indent: int) -> None:
        if text[0] == "\t":
            raise UnclearError
        if text[0] in _MARKS or self._apart:
            room = self._room(indent)
            if room < _CODE_INDENT and text[0] in _MARKS and self._begins(text, indent):
                return
            if self._apart:
                self._leave(indent)
            if room >= _CODE_INDENT and self._apart:
                self._verbatim.append(" " * (room - _CODE_INDENT) + text)
                return
        self._add(text)

    def _add(self, text: str) -> None:
        """Takes a line of a paragraph."""
        self._texts += (BETWEEN if self._apart else "\n", text)
        self._apart = False

    def _room(self, indent: int) -> int:
        """How far a line is indented in the items that go on with it."""
        for column in reversed(self._columns):
            if column <= indent:
                return indent - column
        return indent

    def _leave(self, indent: int) -> bool:
        """Leaves the items that do not go on with a line. Returns whether there were any."""
        before = len(self._columns)
        while self._columns and self._columns[-1] > indent:
            self._columns.pop()
        return len(self._columns) < before

    def _begins(self, text: str, indent: int) -> bool:
        """Takes a line that begins something other than a paragraph. Returns whether it does."""
        if item := _ITEM.match(text):
            self._item(text, indent, item)
        elif text.startswith("```"):
            self._fence(text, indent)
        elif heading := _HEADING.match(text):
            self._heading(text[heading.end() :], indent)
        elif _RULE.match(text):
            if self._columns and not self._apart:
                raise UnclearError  # it makes a heading of what may be a task
            self._leave(indent)
            self._apart = True
        elif text[0] == "|" and self._apart and _TABLE.fullmatch("".join(self._lines[self._at : self._at + 1])):
            self._table(indent)
        elif text[0] == ">":
            self._quote(indent)
        elif _UNCLEAR.match(text):
            raise UnclearError
        else:
            return False
        return True

    def _item(self, text: str, indent: int, item: re.Match[str]) -> None:
        within_paragraph = not self._leave(indent) and not self._apart
        if self._large or (within_paragraph and item[1] not in {None, "1"}):
            raise UnclearError  # a large list is drawn in parts; other numbers are text within a paragraph
        self._check_depth()
        self._columns.append(indent + item.end(2))
        self._apart = True
        rest = text[item.end() :]
        is_task = item.end() > item.end(2)
        if rest[0] in _MARKS and not is_task:
            self._take(rest, self._columns[-1])
        else:
            self._add(rest)

    def _quote(self, indent: int) -> None:
        start, end = self._at - 1, self._at
        while end < len(self._lines) and self._lines[end][:1] == ">":
            end += 1
        goes_on = end < len(self._lines) and self._lines[end].strip(" ")
        if indent or goes_on or self._large:
            raise UnclearError
        self._leave(indent)
        self._check_depth()
        lines = self._lines[start:end]
        inner = _Skim("\n".join([line[1:].removeprefix(" ") for line in lines]), self._depth + 1)
        inner.read()
        self._texts += inner._texts
        self._verbatim += inner._verbatim
        self._at, self._apart = end, True

    def _check_depth(self) -> None:
        if self._depth + len(self._columns) >= _DEEPEST:
            raise UnclearError

    def _heading(self, text: str, indent: int) -> None:
        if text.rstrip(" \t")[-1] == "#":
            raise UnclearError
        self._leave(indent)
        self._texts += (BETWEEN, text)
        self._apart = True

    def _fence(self, text: str, indent: int) -> None:
        if "`" in text[3:]:
            raise UnclearError
        try:
            end = self._lines.index(" " * indent + "```", self._at)
        except ValueError:
            end = len(self._lines)
        code = self._lines[self._at : end]
        if indent and any(line[:indent].strip(" ") for line in code):
            raise UnclearError
        self._verbatim.append("\n".join([line[indent:] for line in code] if indent else code))
        if "```" in self._verbatim[-1]:
            raise UnclearError
        self._leave(indent)
        self._at = end + 1
        self._apart = True

    def _table(self, indent: int) -> None:
        start, end = self._at - 1, self._at
        while end < len(self._lines) and self._lines[end].strip(" "):
            end += 1
        rows = [line.rstrip(" ") for line in self._lines[start:end]]
        pipes = rows[0].count("|")
        if indent or any(row[0] != "|" or row[-1] != "|" or row.count("|") != pipes for row in rows):
            raise UnclearError
        del rows[1]
        texts = [BETWEEN + _PIPE.sub(CELL, row[1:-1].strip(" ")) for row in rows]
        if any("\\" in text or "\t" in text for text in texts):
            raise UnclearError
        self._columns.clear()
        self._texts += texts
        self._at, self._apart = end, True

    def _unmarked(self) -> str:
        texts = "".join(self._texts) + BETWEEN
        if "]:" in texts:
            raise UnclearError  # what a label stands for
        if " " + BETWEEN in texts or "\t" + BETWEEN in texts:
            texts = _BLANK_AT_END.sub("", texts)
        each = texts.split(BETWEEN)
        if max(map(len, each)) > _LONGEST_TEXT:
            raise UnclearError
        try:
            words = unmarked(texts)
        except UnclearError:
            words = BETWEEN.join(map(_words, each))
        return words.replace(CELL, "\t")


def _words(text: str) -> str:
    """Of one text, which is read if need be."""
    try:
        return unmarked(text)
    except UnclearError:
        return CELL.join([words_of(Inline(cell).spans).text for cell in text.split(CELL)])
