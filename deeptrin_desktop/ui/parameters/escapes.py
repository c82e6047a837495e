r"""Text with invisible characters as one types and sees it: a line feed is `\n`, a backslash `\\`."""

import json
import re

_BY_LETTER = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}
_BY_CHARACTER = {character: "\\" + letter for letter, character in _BY_LETTER.items()}


def meant(written: str) -> str:
    """The text that was meant. A backslash before any other letter stands for itself."""
    return re.sub(r"\\([nrt\\])", lambda found: _BY_LETTER[found[1]], written)


def meant_list(written: str) -> tuple[str, ...]:
    """The texts that were meant: those of a JSON array of texts, or else the one that is written; none for nothing."""
    try:
        texts = json.loads(written) if written.lstrip().startswith("[") else None
    except (ValueError, RecursionError):
        texts = None
    if isinstance(texts, list) and texts and all(isinstance(text, str) for text in texts):
        return tuple(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") for text in texts)
    return (meant(written),) if written else ()


def shown(text: str) -> str:
    """The text with its invisible characters written out; `meant` takes it back."""
    return "".join(_BY_CHARACTER.get(character, character) for character in text)
