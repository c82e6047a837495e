"""Tells what a model thinks aloud from what it says, where both come as one text: `<think>`, thoughts, `</think>`.

Some servers leave the two apart (`reasoning_content`), others leave it to the client. Only the very beginning of a
reply counts: later on the tag is text like any other, such as when somebody asks about it.
"""

from enum import Enum

_OPENING, _CLOSING = "<think>", "</think>"


class _Place(Enum):
    """Where in a reply the next letter stands."""

    BEGINNING = "beginning"
    THOUGHT = "thought"
    GAP = "gap"
    """Between the thought and what is said."""
    TEXT = "text"


class Thoughts:
    """Takes a reply's text as it arrives. What may be half a tag is held until more of it is there, or `end`."""

    def __init__(self) -> None:
        self._place = _Place.BEGINNING
        self._held = ""

    def split(self, text: str) -> tuple[str, str]:
        """What of a further piece is said, and what is thought."""
        if self._place is _Place.TEXT:
            return text, ""
        piece, self._held = self._held + text, ""
        thought = ""
        if self._place is _Place.BEGINNING:
            piece = self._begun(piece)
        if self._place is _Place.THOUGHT:
            thought, piece = self._thought(piece)
        if self._place is _Place.GAP:
            piece = piece.lstrip()
            self._place = _Place.TEXT if piece else _Place.GAP
        return piece, thought

    def end(self) -> tuple[str, str]:
        """What was still held, when no more will come: said, or thought."""
        held, self._held = self._held, ""
        return ("", held) if self._place is _Place.THOUGHT else (held, "")

    def _begun(self, piece: str) -> str:
        """What follows an opening tag, or all of it where there is none."""
        begun = piece.lstrip()
        if begun.startswith(_OPENING):
            self._place = _Place.THOUGHT
            return begun.removeprefix(_OPENING)
        if _OPENING.startswith(begun):
            self._held = piece
            return ""
        self._place = _Place.TEXT
        return piece

    def _thought(self, piece: str) -> tuple[str, str]:
        """The thought, and what follows its closing tag."""
        thought, closing, rest = piece.partition(_CLOSING)
        if closing:
            self._place = _Place.GAP
            return thought, rest
        half = next((size for size in range(len(_CLOSING) - 1, 0, -1) if piece.endswith(_CLOSING[:size])), 0)
        self._held = piece[len(piece) - half :]
        return piece[: len(piece) - half], ""
