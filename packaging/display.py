"""An X display without a screen, and programs that end with the work they are for."""

from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import DEVNULL, PIPE, Popen
from typing import Any


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
