"""Starts what was built with `--self-test`: the proof that nothing is missing in it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from typing import Any

from commands import run
from errors import BuildError


class SelfTestError(BuildError):
    """A part of what was built does not work. The text is what the self-test found."""


def self_test(program: Sequence[str | Path], environment: Mapping[str, str]) -> dict[str, str]:
    """What each check has found, by its name. Raises SelfTestError, or CommandError where it cannot even start."""
    report = json.loads(run(*program, "--self-test", environment=environment))
    if not report["passed"]:
        raise SelfTestError(json.dumps(report, indent=2))
    return {name: check["found"] for name, check in report["checks"].items()}


@contextmanager
def running(program: "Popen[Any]") -> Iterator[None]:
    """Ends a program with the context, in whatever way that is left."""
    with program:
        try:
            yield
        finally:
            program.terminate()


@contextmanager
def virtual_display() -> Iterator[str]:
    """The name of an X display without a screen, as long as the context lasts."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]
    server = Popen(command, stdout=PIPE, stderr=DEVNULL, text=True)
    with running(server):
        assert server.stdout
        yield f":{server.stdout.readline().strip()}"
