r"""Text with invisible characters as one types and sees it: a line feed is `\n`, a backslash `\\`."""

import re

_BY_LETTER = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}
_BY_CHARACTER = {character: "\\" + letter for letter, character in _BY_LETTER.items()}


def meant(written: str) -> str:
    """The text that was meant. A backslash before any other letter stands for itself."""
    return re.sub(r"\\([nrt\\])", lambda found: _BY_LETTER[found[1]], written)


def shown(text: str) -> str:
    """The text with its invisible characters written out; `meant` takes it back."""
    return "".join(_BY_CHARACTER.get(character, character) for character in text)
