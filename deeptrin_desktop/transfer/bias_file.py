"""A file of token biases: its text, which the parameters read as if it had been pasted."""

from pathlib import Path

from deeptrin_desktop.core.errors import Failure, Kind, TransferError

LARGEST = 200_000
"""Bytes; the window takes up less."""


def load(path: Path) -> str:
    """What is no UTF-8 in it becomes U+FFFD. Raises TransferError (unreadable), also for one that is too large."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise TransferError(Failure(Kind.UNREADABLE, said=error.strerror or "", path=str(path))) from error
    if len(content) > LARGEST:
        raise TransferError(Failure(Kind.UNREADABLE, said=f"it has more than {LARGEST:,} bytes", path=str(path)))
    return content.decode("utf-8-sig", "replace")
