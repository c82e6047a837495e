"""The keep-list: which files of a frozen app are shipped, and why the others are not.

A freezer takes along whatever some library might want. Each file must be named here, to keep or to drop, so that what
a new release of a library brings is decided by somebody and not by chance.
"""

import fnmatch
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from budget import bytes_of, check_bytes
from errors import BuildError


class KeepError(BuildError):
    """There are files about which `keep.toml` says nothing. The text names them."""


@dataclass(frozen=True, slots=True)
class KeepList:
    """Patterns as of `fnmatch`, whose `*` crosses folders, over paths relative to the app's folder."""

    keep: tuple[str, ...]
    drop: tuple[str, ...]
    """Goes before `keep`."""
    most_bytes: int
    """The size that the shipped files may have together."""

    def kept(self, files: Iterable[str]) -> tuple[str, ...]:
        """Those of the files that are shipped. Raises KeepError for one that no pattern names."""
        wanted = [file for file in files if not matches(file, self.drop)]
        if unknown := [file for file in wanted if not matches(file, self.keep)]:
            listed = "\n  ".join(sorted(unknown))
            raise KeepError(f"keep.toml neither keeps nor drops these files:\n  {listed}")
        return tuple(wanted)

    def prune(self, folder: Path) -> None:
        """Deletes from a folder what is not shipped. Raises KeepError."""
        files = [path for path in folder.rglob("*") if path.is_file() or path.is_symlink()]
        kept = set(self.kept(path.relative_to(folder).as_posix() for path in files))
        for path in files:
            if path.relative_to(folder).as_posix() not in kept:
                path.unlink()
        _remove_empty_folders(folder)

    def check_size(self, folder: Path) -> int:
        """How many bytes the files of a folder have. Raises BudgetError for more than is allowed."""
        size = bytes_of(folder)
        check_bytes(size, self.most_bytes)
        return size


def keep_list(system: str) -> KeepList:
    """What `keep.toml` says for all systems and for this one: `linux`, `windows` or `macos`."""
    tables: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("keep.toml").read_text("utf-8"))
    common, own = tables["all"], tables[system]
    return KeepList(
        keep=(*common["keep"], *own["keep"]),
        drop=(*common["drop"], *own["drop"]),
        most_bytes=own["most_bytes"],
    )


def matches(file: str, patterns: Iterable[str]) -> bool:
    """Whether a file fits one of the patterns, which are as of `fnmatch`."""
    return any(fnmatch.fnmatchcase(file, pattern) for pattern in patterns)


def _remove_empty_folders(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()
