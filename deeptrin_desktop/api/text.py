"""Fragments of text as JSON escapes them: the two halves of one character may come in two deltas.

They are joined, and only what stays alone is replaced.
"""

from deeptrin_desktop.core.text import whole


class Halves:
    """The first halves that ended a fragment, kept until the next fragment of the same choice and field."""

    def __init__(self) -> None:
        self._held: dict[tuple[int, str], str] = {}

    def join(self, choice: int, field: str, text: str) -> str:
        """The fragment as it may go on: with the half that was held before it, and without one at its end."""
        if not text:
            return text
        if self._held:
            text = self._held.pop((choice, field), "") + text
        if "\ud800" <= text[-1] <= "\udbff":
            self._held[choice, field] = text[-1]
            text = text[:-1]
        return whole(text)

    def leftovers(self) -> list[tuple[int, str]]:
        """The choices and fields whose half never came, forgotten with this call."""
        left = list(self._held)
        self._held.clear()
        return left
