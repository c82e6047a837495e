"""What a person does with an installed app, for the proofs: looks for its window, asks, and waits for the reply."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen
from time import monotonic, sleep
from typing import Any

from commands import run
from display import running, virtual_display
from errors import BuildError

QUESTION = "What can you do?"
PATIENCE = 120.0
"""Seconds in which a step that is waited for must be done."""


class NoReplyError(BuildError):
    """The app has not stored a reply in time."""


@contextmanager
def desktop() -> Iterator[dict[str, str]]:
    """A display with a window manager: what a program must have in its environment to show its window there."""
    with virtual_display() as display:
        at_display = {"DISPLAY": display}
        with running(Popen(["openbox"], env={**os.environ, **at_display}, stderr=DEVNULL)):
            yield at_display


def go_to_window(at_display: Mapping[str, str], *search: str) -> None:
    """Waits for a window and gives it the keyboard; `search` is as for `xdotool search`. Raises CommandError."""
    found = ["xdotool", "search", "--sync", "--onlyvisible", *search]
    run("timeout", str(PATIENCE), *found, "windowactivate", "--sync", environment=at_display)


def ask(at_display: Mapping[str, str], stored: Callable[[], Any], picture: Path) -> None:
    """Types a question, sends it until a reply is stored, and takes a picture of the display.

    `stored` gives all conversations in JSON's values. Raises NoReplyError or CommandError.
    """
    run("xdotool", "type", "--delay", "50", QUESTION, environment=at_display)
    end = monotonic() + PATIENCE
    run("xdotool", "key", "Return", environment=at_display)
    while "done" not in [reply["state"] for conversation in stored() for reply in conversation["replies"]]:
        if monotonic() > end:
            raise NoReplyError("no reply has come")
        sleep(1)
        run("xdotool", "key", "Return", environment=at_display)  # the first may have come before a model was known
    run("scrot", "--overwrite", picture, environment=at_display)
