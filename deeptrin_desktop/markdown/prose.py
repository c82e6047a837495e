"""Open blocks whose text is read for its spans: paragraphs, and the headings that they may turn out to be."""

from collections.abc import Sequence

from deeptrin_desktop.markdown.blocks import Block, Heading, Paragraph, Rule
from deeptrin_desktop.markdown.definitions import Definition, take
from deeptrin_desktop.markdown.inline import LONGEST_TEXT
from deeptrin_desktop.markdown.line import Line
from deeptrin_desktop.markdown.nodes import Leaf, Node, Verdict
from deeptrin_desktop.markdown.scan import calm_place
from deeptrin_desktop.markdown.text import Inline


class ParagraphNode(Leaf):
    """Lines of text, without the white space before them. Link definitions at its head are taken out of it."""

    def __init__(self, line: Line) -> None:
        super().__init__(line)
        self.definitions: list[tuple[str, Definition]] = []
        self.parts: list[Paragraph] = []
        """What was cut off its front since they were last taken."""
        self.lines: list[str] = []
        self.starts: list[int] = []
        """Where each of the lines begins in the whole text."""
        self._size = 0
        self._was_cut = False

    def verdict(self, line: Line) -> Verdict:
        return Verdict.ENDED_BEFORE if line.blank else Verdict.GOES_ON

    def add(self, line: Line) -> None:
        line.to_next()
        self.lines.append(line.rest())
        self.starts.append(line.position)
        self._size += len(self.lines[-1]) + 1
        self.last, self.end = line.number, line.end
        self._cut()

    def lengthen(self, line: Line) -> None:
        if not self.lines:  # all before it went into a part
            self.lines.append("")
            self.starts.append(line.start)
        self.lines[-1] += line.text
        self._size += len(line.text)
        self.end = line.end
        self._cut()

    @property
    def is_part(self) -> bool:
        """Whether a part of it has been cut off before this one."""
        return self.continued or self._was_cut

    def take_definitions(self) -> None:
        """Moves the link definitions at its head from its lines to `definitions`."""
        if self.is_part or not self.lines or not self.lines[0].startswith("["):
            return
        text = "\n".join(self.lines)
        found, rest = take(text)
        self.definitions += found
        self._drop(len(text) - len(rest))

    def take_last_line(self) -> tuple[str, int]:
        """Takes its last line away, and says where that begins in the whole text."""
        return self.lines.pop(), self.starts.pop()

    def take_parts(self) -> list[Paragraph]:
        taken, self.parts = self.parts, []
        return taken

    def text(self) -> str:
        return "\n".join(self.lines).rstrip(" \t")

    def close(self, *, last: int, end: int) -> None:
        self.take_definitions()
        if self.lines:  # the last one may have become the header of a table
            end = self.starts[-1] + len(self.lines[-1])
        super().close(last=last, end=end)

    def blocks(self) -> Sequence[Block]:
        text = self.text()
        if not text:
            return ()
        start = self.starts[0] if self._was_cut else self.start
        return (Paragraph(start, self.end, Inline(text), self.is_part),)

    def detach(self) -> None:
        self.definitions, self.parts = self.definitions.copy(), self.parts.copy()
        self.lines, self.starts = self.lines.copy(), self.starts.copy()

    def reopen(self, line: Line) -> None:
        super().reopen(line)
        self.definitions, self.lines, self.starts, self._size = [], [], [], 0

    def _cut(self) -> None:
        if self._size > LONGEST_TEXT:
            self.take_definitions()
        while self._size > LONGEST_TEXT:
            text = "\n".join(self.lines)
            place = calm_place(text, LONGEST_TEXT)
            part = text[:place].rstrip(" \t\n")
            start = self.starts[0] if self._was_cut else self.start
            if part:
                self.parts.append(Paragraph(start, self._offset(len(part)), Inline(part), self.is_part))
                self._was_cut = True
            self._drop(place)

    def _offset(self, count: int) -> int:
        """Where in the whole text the given number of characters of its own ends."""
        for line, start in zip(self.lines, self.starts, strict=True):
            if count <= len(line):
                return start + count
            count -= len(line) + 1
        return self.end

    def _drop(self, count: int) -> None:
        """Drops that many characters from its front, line ends included."""
        gone = 0
        while gone < len(self.lines) and count > len(self.lines[gone]):
            count -= len(self.lines[gone]) + 1
            gone += 1
        del self.lines[:gone], self.starts[:gone]
        if self.lines:
            self.lines[0] = self.lines[0][count:]
            self.starts[0] += count
        if self.lines == [""]:
            self.lines, self.starts = [], []
        self._size = sum(map(len, self.lines)) + len(self.lines)


class HeadingNode(Node):
    """A heading, which is always closed as soon as it is known to be one."""

    closes_at_once = True

    def __init__(self, line: Line, *, level: int, text: str) -> None:
        super().__init__(line)
        self._level = level
        self._text = text

    def verdict(self, _line: Line) -> Verdict:
        return Verdict.ENDED_BEFORE

    def blocks(self) -> Sequence[Block]:
        return (Heading(self.start, self.end, self._level, Inline(self._text)),)


class RuleNode(Node):
    """A thematic break."""

    closes_at_once = True

    def verdict(self, _line: Line) -> Verdict:
        return Verdict.ENDED_BEFORE

    def blocks(self) -> Sequence[Block]:
        return (Rule(self.start, self.end),)
