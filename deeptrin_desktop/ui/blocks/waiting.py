"""Text that waits to be read."""


class Waiting:
    """Taking from its front costs the same however much there is."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def __len__(self) -> int:
        return len(self._text) - self._at

    @property
    def text(self) -> str:
        return self._text[self._at :]

    def add(self, text: str) -> None:
        self._text, self._at = self._text[self._at :] + text, 0

    def take(self, length: int) -> str:
        """At most so many characters."""
        taken = self._text[self._at : self._at + length]
        self._at += len(taken)
        return taken
