"""How large what is shipped may be: a library that has grown is noticed when it is built."""

from pathlib import Path

from errors import BuildError


class BudgetError(BuildError):
    """Something is larger than it may be."""


def check_bytes(size: int, most: int) -> None:
    """Raises BudgetError for more bytes than are allowed."""
    if size > most:
        raise BudgetError(f"{size:,} bytes are more than the {most:,} that are allowed")


def bytes_of(folder: Path) -> int:
    """Of all files of a folder and of those below it; a link counts as itself."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())
