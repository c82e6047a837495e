"""Other programs, run quietly: what they say is shown when they fail, and only then."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from errors import BuildError


class CommandError(BuildError):
    """A program has failed. The text has its command line and all that it said."""


def run(*command: str | Path, cwd: Path | None = None, environment: Mapping[str, str] | None = None) -> str:
    """Runs a program to its end and returns its standard output. `environment` is added to ours.

    Raises CommandError.
    """
    ended = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        line = " ".join(map(str, command))
        raise CommandError(f"{line}\nended with {ended.returncode}\n{ended.stdout}{ended.stderr}")
    return ended.stdout
