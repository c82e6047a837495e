"""Other programs, run quietly: what they say is shown when they fail, and only then."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from errors import BuildError


class CommandError(BuildError):
    """A program has failed. The text has its command line and all that it said, without secrets."""


def run(
    *command: str | Path,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    secrets: Sequence[str] = (),
) -> str:
    """Runs a program to its end and returns its standard output. `environment` is added to ours.

    `secrets` are never shown. Raises CommandError.
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
        said = f"{' '.join(map(str, command))}\nended with {ended.returncode}\n{ended.stdout}{ended.stderr}"
        for secret in filter(None, secrets):
            said = said.replace(secret, "***")
        raise CommandError(said)
    return ended.stdout
