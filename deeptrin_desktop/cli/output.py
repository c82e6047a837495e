"""Where a command writes: standard output or a file. Either gets the whole, or nothing where that cannot be had."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile, mkstemp
from typing import TextIO

from deeptrin_desktop.core.errors import Failure, Kind, TransferError


@contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """A text file in UTF-8, readable by its owner alone if it is new; without a path standard output.

    Raises TransferError (unwritable), and BrokenPipeError when whoever reads standard output has left.
    """
    try:
        with _standard_output() if path is None else _file(path) as file:
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        failure = Failure(Kind.UNWRITABLE, said=error.strerror or "", path=str(path or "standard output"))
        raise TransferError(failure) from None


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    """Gets all of it or nothing: what fails in the middle leaves no half that looks like the whole."""
    with TemporaryFile("w+", encoding="utf-8", newline="") as whole:
        yield whole
        whole.seek(0)
        _print(whole)


def _print(whole: TextIO) -> None:
    try:
        with os.fdopen(sys.stdout.fileno(), "w", encoding="utf-8", newline="", closefd=False) as file:
            copyfileobj(whole, file)
    except OSError:
        # What is still to be written goes nowhere: Python would fail once more over it when it ends.
        with Path(os.devnull).open("w", encoding="utf-8") as nothing:
            os.dup2(nothing.fileno(), sys.stdout.fileno())
        raise


@contextmanager
def _file(path: Path) -> Iterator[TextIO]:
    path = path.resolve()
    if path.exists() and not path.is_file():  # a device or a pipe, which must not be replaced by a file
        with path.open("w", encoding="utf-8", newline="") as file:
            yield file
        return
    descriptor, name = mkstemp(dir=path.parent, prefix=".deeptrin-export-")
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
