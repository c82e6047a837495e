"""Open blocks that hold lines as they are: code, formulas and raw HTML."""

import re
from collections.abc import Sequence

from deeptrin_desktop.markdown.blocks import Block, Code, Html, Maths
from deeptrin_desktop.markdown.line import CODE_INDENT, Line
from deeptrin_desktop.markdown.nodes import Leaf, Verdict


class Verbatim(Leaf):
    """Keeps its lines as they come, each with its line end."""

    verbatim = True

    def __init__(self, line: Line) -> None:
        super().__init__(line)
        self.pieces: list[str] = []

    def add(self, line: Line) -> None:
        self.pieces.append(line.rest() + "\n" * line.ended)

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def detach(self) -> None:
        self.pieces = self.pieces.copy()

    def reopen(self, line: Line) -> None:
        super().reopen(line)
        self.pieces = []


class FenceNode(Verbatim):
    """Code between fences."""

    def __init__(self, line: Line, *, fence: str, info: str) -> None:
        super().__init__(line)
        self.fence = fence
        self._end = re.compile(rf"{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$")
        self._info = info
        self._indent = line.indent
        self._complete = False

    def verdict(self, line: Line) -> Verdict:
        if line.indent < CODE_INDENT and self._end.match(line.text, line.next):
            self._complete = True
            return Verdict.ENDS_HERE
        line.pass_columns(min(self._indent, line.indent))
        return Verdict.GOES_ON

    def blocks(self) -> Sequence[Block]:
        return (Code(self.start, self.end, self.text, self._info, self._complete, self.continued),)


class MathsNode(Verbatim):
    """A formula on lines of its own, up to the mark that closes it."""

    def __init__(self, line: Line, *, closer: str, tex: str = "") -> None:
        super().__init__(line)
        self.closer = closer
        self._end = re.compile(rf"(?<!\\)(?:\\\\)*{re.escape(closer)}[ \t]*$")
        if tex:
            self.pieces.append(tex)
        self.closes_at_once = self._complete = bool(tex)

    def verdict(self, line: Line) -> Verdict:
        end = self._end.search(line.text, line.offset)
        if not end:
            return Verdict.GOES_ON
        self.pieces.append(line.text[line.offset : end.end()].rstrip().removesuffix(self.closer))
        self._complete = True
        return Verdict.ENDS_HERE

    def blocks(self) -> Sequence[Block]:
        return (Maths(self.start, self.end, self.text.strip(), self._complete, self.continued),)


class IndentedNode(Verbatim):
    """Code by indentation. Blank lines at its end are not its own."""

    def __init__(self, line: Line) -> None:
        super().__init__(line)
        self._kept = 0

    def verdict(self, line: Line) -> Verdict:
        if not line.blank and line.indent < CODE_INDENT:
            return Verdict.ENDED_BEFORE
        line.pass_columns(CODE_INDENT)
        return Verdict.GOES_ON

    def add(self, line: Line) -> None:
        super().add(line)
        if not line.blank:
            self._kept = len(self.pieces)
            self.last, self.end = line.number, line.end

    def close(self, *, last: int, end: int) -> None:
        del last, end  # they may be those of a blank line
        del self.pieces[self._kept :]

    def blocks(self) -> Sequence[Block]:
        return (Code(self.start, self.end, self.text, continued=self.continued),)

    def reopen(self, line: Line) -> None:
        super().reopen(line)
        self._kept = 0


class HtmlNode(Verbatim):
    """Raw HTML, up to its closing mark, or to a blank line where it has none."""

    def __init__(self, line: Line, *, closer: re.Pattern[str] | None) -> None:
        super().__init__(line)
        self._closer = closer

    def verdict(self, line: Line) -> Verdict:
        return Verdict.ENDED_BEFORE if line.blank and self._closer is None else Verdict.GOES_ON

    def add(self, line: Line) -> None:
        super().add(line)
        self.closes_at_once = self._closer is not None and self._closer.search(line.text, line.offset) is not None

    def blocks(self) -> Sequence[Block]:
        return (Html(self.start, self.end, self.text.removesuffix("\n"), self.continued),)
