"""The log: a rotating file of the profile, readable by its owner alone, in which no key of this run can stand."""

import json
import logging
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from deeptrin_desktop.core.key import scrub

LARGEST_FILE = 2_000_000
"""Bytes."""
OLD_FILES = 3
OURS = "deeptrin_desktop"
"""The logger that is heard below WARNING. Of others no more is: httpcore writes headers, qasync every callback."""


class Log:
    """What is written from `open_log` until it is closed. A log that cannot be written is no reason to fail."""

    def __init__(self, path: Path, level: int) -> None:
        self._formatter = _ScrubbingFormatter()
        self._handler = _PrivateFile(path)
        self._handler.setFormatter(self._formatter)
        logging.getLogger().addHandler(self._handler)
        logging.getLogger().setLevel(logging.WARNING)
        logging.getLogger(OURS).setLevel(level)

    def hide(self, key: str) -> None:
        """From now on this key is replaced wherever it would be written. An empty one is ignored."""
        self._formatter.keys |= {key, repr(key)[1:-1], json.dumps(key)[1:-1]}

    def close(self) -> None:
        logging.getLogger(OURS).setLevel(logging.NOTSET)
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()


def open_log(path: Path, *, debug: bool) -> Log:
    """Begins to write what is of use afterwards, and with `debug` what helps to find a fault."""
    return Log(path, logging.DEBUG if debug else logging.INFO)


class _ScrubbingFormatter(logging.Formatter):
    """Scrubs the finished text, since a key may come in a message, an argument, an exception or a stack."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self.keys: set[str] = set()

    def format(self, record: logging.LogRecord) -> str:
        return scrub(super().format(record), *sorted(self.keys, key=len, reverse=True))


class _PrivateFile(RotatingFileHandler):
    """Made with the first line, and with its folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            maxBytes=LARGEST_FILE,
            backupCount=OLD_FILES,
            encoding="utf-8",
            errors="backslashreplace",
            delay=True,
        )

    def _open(self) -> TextIOWrapper:
        path = Path(self.baseFilename)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # logging's name
        """Says nothing: the disk is full or read-only, which others report, and a traceback would help nobody."""
