"""What reads Markdown is loaded ahead of time, on a thread: it would hold the first reply up for several frames."""

from functools import cache
from threading import Thread

from deeptrin_desktop.markdown.text import Inline


@cache
def warm_up() -> None:
    """Begins to load it, the first time it is called."""
    Thread(target=_load, daemon=True).start()


def _load() -> None:
    _ = Inline("**").spans
