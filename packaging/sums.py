"""SHA256SUMS: what `sha256sum --check` reads, over all files that are shipped."""

import hashlib
from pathlib import Path

FILE = "SHA256SUMS"


def write_sums(folder: Path) -> Path:
    """Writes the sums of all files of a folder into it, in the order of their names, and returns the file."""
    lines = [
        f"{sha256(path)}  {path.name}\n" for path in sorted(folder.iterdir()) if path.is_file() and path.name != FILE
    ]
    target = folder / FILE
    target.write_text("".join(lines), "utf-8", newline="\n")
    return target


def sha256(path: Path) -> str:
    """The sum of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
