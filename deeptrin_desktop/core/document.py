"""The document of a conversation in Completion mode: its text, and which parts of it were generated."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

_LINE_END = re.compile("\r\n|[\r\u2028\u2029\ufdd0\ufdd1]")
"""What an editor takes for the end of a line besides its usual sign."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of a text that was generated, counted in whatever the text is counted in."""

    start: int
    end: int
    message: str
    """The id of the choice that it came from."""


Marks = tuple[Mark, ...]
"""In their order. None is empty, none reaches into another, and two that touch are of different messages."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document the text of a reply goes."""

    at: int
    reply: str
    """The reply's id."""


@dataclass(frozen=True, slots=True)
class Document:
    """Lines end in a line feed alone, and marks and place count characters."""

    text: str = ""
    marks: Marks = ()
    place: Place | None = None
    """Set while a reply runs, or waits for a person to decide for a choice. The text is without what it brought."""

    def with_generated(self, text: str, message: str) -> "Document":
        """The document with a message's text in its place, marked. Without a place it stays as it is."""
        if self.place is None:
            return self
        at, text = min(self.place.at, len(self.text)), with_plain_line_ends(text)
        marks = marks_after(self.marks, at, removed=0, added=len(text))
        if text:
            marks = with_marks(marks, [Mark(at, at + len(text), message)])
        return Document(self.text[:at] + text + self.text[at:], marks)


def with_plain_line_ends(text: str) -> str:
    """The text as a document holds it."""
    return _LINE_END.sub("\n", text)


def marks_after(marks: Marks, position: int, *, removed: int, added: int) -> Marks:
    """The marks of a text in which a range was replaced by one that a person wrote."""
    end, shift = position + removed, added - removed
    touched = bisect_left(marks, position, key=lambda mark: mark.end)
    parts = []
    for mark in marks[touched:]:
        if mark.start < position:
            parts.append(Mark(mark.start, min(mark.end, position), mark.message))
        parts.append(Mark(max(mark.start, end) + shift, mark.end + shift, mark.message))
    return marks[:touched] + _joined(parts)


def with_marks(marks: Marks, more: Iterable[Mark]) -> Marks:
    """With more marks, in ranges that have none yet."""
    return _joined([*marks, *more])


def _joined(parts: Iterable[Mark]) -> Marks:
    joined: list[Mark] = []
    for mark in sorted((part for part in parts if part.start < part.end), key=lambda part: part.start):
        last = joined[-1] if joined else None
        if last and last.end == mark.start and last.message == mark.message:
            joined[-1] = replace(last, end=mark.end)
        else:
            joined.append(mark)
    return tuple(joined)
