"""Starts what was built with `--self-test`: the proof that nothing is missing in it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

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
