"""One line of source with a cursor that counts columns: a tab leads to the next multiple of four."""

import re

_WHITE = re.compile(r"[ \t]*")
CODE_INDENT = 4
"""Columns of indentation that make code."""
TAB = 4


class Line:
    """A line without its line end. Containers take their marks from its front, what is left is the block's."""

    __slots__ = (
        "_in_tab",
        "_next_column",
        "blank",
        "column",
        "ended",
        "indent",
        "next",
        "number",
        "offset",
        "start",
        "text",
    )

    def __init__(self, text: str, *, start: int, number: int, ended: bool = True) -> None:
        self.text = text
        self.start = start
        """Where it begins in the whole text."""
        self.number = number
        self.ended = ended
        """False for the first piece of a line that is too long to be read at once."""
        self.offset = 0
        self.column = 0
        self._in_tab = False
        self.look()

    def look(self) -> None:
        """Finds the next character that is no white space, and how many columns away it is."""
        white_space = _WHITE.match(self.text, self.offset)
        assert white_space
        self.next = white_space.end()
        self.blank = self.next == len(self.text)
        if self.next == self.offset:
            self._next_column = self.column
            self.indent = 0
            return
        white = self.text[self.offset : self.next]
        if "\t" in white:
            before = self.column % TAB
            self._next_column = self.column - before + len((" " * before + white).expandtabs(TAB))
        else:
            self._next_column = self.column + len(white)
        self.indent = self._next_column - self.column

    def char(self) -> str:
        """The next character that is no white space, or nothing on a blank line."""
        return self.text[self.next : self.next + 1]

    @property
    def position(self) -> int:
        """Where the cursor stands in the whole text."""
        return self.start + self.offset

    @property
    def end(self) -> int:
        """Where the line ends in the whole text, without its line end."""
        return self.start + len(self.text)

    def to_next(self) -> None:
        """Goes to the next character that is no white space."""
        self.offset = self.next
        self.column = self._next_column
        self._in_tab = False
        self.indent = 0

    def pass_mark(self, length: int) -> None:
        """Goes over a mark of that many characters, none of them a tab."""
        self.to_next()
        self.offset += length
        self.column += length
        self.look()

    def pass_columns(self, count: int) -> None:
        """Goes over at most that many columns of white space; a tab may be passed in part."""
        while count > 0 and self.offset < len(self.text) and (char := self.text[self.offset]) in " \t":
            step = 1 if char == " " else min(count, TAB - self.column % TAB)
            self.column += step
            count -= step
            self._in_tab = char == "\t" and self.column % TAB != 0
            self.offset += not self._in_tab
        self.look()

    def rest(self) -> str:
        """What is left, with the columns of a tab that was passed in part as spaces."""
        if self._in_tab:
            return " " * (TAB - self.column % TAB) + self.text[self.offset + 1 :]
        return self.text[self.offset :]
