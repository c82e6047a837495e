"""Text that SQLite, the next request and the screen can hold: no lone surrogates and no NUL."""

REPLACEMENT = "\ufffd"


def whole(text: str) -> str:
    """The text with halves that stand together joined, and lone halves and NUL replaced by U+FFFD."""
    return joined(text.replace("\0", REPLACEMENT) if "\0" in text else text)


def joined(text: str) -> str:
    """The text with halves that stand together joined, and lone halves replaced by U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
