"""How long text that is made to hurt holds up the window: the longest hold of the event loop, for each input opened as
a stored reply and scrolled through, and as it streams in.

    PYTHONPATH=tests .venv/bin/python -m benchmarks.hostile [WORD ...]

With words, only inputs whose names hold one of them. A hold is the CPU of the GUI's thread between two turns of its
loop; the longest of one run counts.
"""

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.pane import application, shown
from benchmarks.table import Row, show
from benchmarks.talks import conversation
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from deeptrin_desktop.core.message import Delta
from deeptrin_desktop.markdown.languages import lexer_for
from deeptrin_desktop.ui.pane import ConversationPane

N = 100_000
A_READ = 16_000
"""Characters that arrive with one read from the network."""
AIM = 100
QUIET = 5
"""Turns of the event loop in which nothing is done, after which all is drawn."""
ENOUGH = 5
"""Seconds."""
PLACES = 20
"""That are scrolled to once all of it was read."""
INPUTS: dict[str, Callable[[], str]] = {
    "100,000 brackets": lambda: "[" * N,
    "brackets that close": lambda: "[" * N + "]" * N,
    "brackets in short paragraphs": lambda: ("[" * 40 + "a" + "](b)" * 40 + "\n\n") * 500,
    "nested links": lambda: "[a" * 20_000 + "](b)" * 20_000,
    "100,000 quotes": lambda: ">" * N,
    "quotes line by line": lambda: "".join(">" * depth + " a\n" for depth in range(450)),
    "lists in lists": lambda: "".join("  " * depth + "- a\n" for depth in range(450)),
    "line of 10 MB": lambda: "word **bold** " * 720_000,
    "line of 10 MB without spaces": lambda: "x" * 10_000_000,
    "code in a line of 1 MB": lambda: "```\n" + "x = 1; " * 150_000 + "\n```\n",
    "10,000 tables": lambda: "| a | b |\n|---|---|\n| c | d |\n\n" * 10_000,
    "a table of 100 columns": lambda: "|" + "a|" * 100 + "\n|" + "-|" * 100 + "\n" + ("|" + "b|" * 100 + "\n") * 500,
    "a row of long cells": lambda: "|a|b|\n|-|-|\n" + ("|" + "*a* `b` " * 400 + "|" + "word " * 700 + "|\n") * 50,
    "a heading of 100 KB": lambda: "# " + "*a* `b` [c](d) " * 7_000,
    "backticks": lambda: "`a " * (N // 3),
    "growing backticks": lambda: "".join("e" + "`" * count for count in range(400)),
    "5,000 images": lambda: "![alt](https://example.org/a.png) " * 5_000,
    "5,000 links": lambda: "[a](https://example.org/b) " * 5_000,
    "addresses": lambda: "https://example.org/a " * 5_000,
    "mail": lambda: "a@" * (N // 2),
    "stars": lambda: "*" * N,
    "emphasis": lambda: "*a* **b** " * 10_000,
    "emphasis without end": lambda: "*a_ " * (N // 4),
    "5,000 formulas in a paragraph": lambda: "".join(f"$x_{{{number}}}$ " for number in range(5_000)),
    "a formula of 100 KB": lambda: "$$\n" + "\\frac{a}{b} + " * 7_000 + "\n$$\n",
    "formulas without end": lambda: "\\(" * (N // 2),
    "tags": lambda: "<b>a</b> " * 10_000,
    "tags without end": lambda: "<a " * (N // 3),
    "entities": lambda: "&amp;" * (N // 5),
    "backslashes": lambda: "\\*" * (N // 2),
    "tabs": lambda: "\t" * N + "a",
    "rules": lambda: "---\n" * (N // 4),
    "blank lines": lambda: "\n" * N,
    "definitions": lambda: "[a]: b\n" * 10_000,
    "references before definitions": lambda: "[a]\n\n" * 10_000 + "[a]: b\n",
    "footnotes": lambda: "".join(f"[^{number}]: a\n\n" for number in range(5_000)),
    "fences": lambda: "```\n" * 10_001,
    "a long block of code": lambda: "```python\n" + "x = [1, '2', f(3)]\n" * 20_000 + "```\n",
    "control characters": lambda: "\0\x1b[31m\u202e\u200b" * 20_000,
    "letters with 1,000 accents": lambda: ("a" + "\u0301" * 1_000 + " ") * 100,
    "right to left": lambda: "שלום a " * 15_000,
    "emoji": lambda: "👨‍👩‍👧‍👦" * 10_000,
    "script and file links": lambda: (
        "[a](javascript:alert(1)) <file:///etc/passwd> ![](data:image/png;base64,AAAA) " * 2_000
    ),
}


class Heart:
    """Beats at each turn of the event loop, and knows the longest time between two beats."""

    def __init__(self) -> None:
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._beat)
        self.holds: list[float] = []
        self._last = 0.0

    def start(self) -> None:
        self.holds = []
        self._last = time.thread_time()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        now = time.thread_time()
        self.holds.append(now - self._last)
        self._last = now


def settle(pane: ConversationPane) -> None:
    """Until all is read, and nothing is to be done any more or enough of it was seen: formulas may be thousands."""
    quiet, until = 0, time.thread_time() + ENOUGH
    while pane.page.is_reading or (quiet < QUIET and time.thread_time() < until):
        before = time.thread_time()
        QApplication.processEvents()
        busy = pane.page.is_reading or time.thread_time() - before > 0.002
        quiet = 0 if busy else quiet + 1


def longest(heart: Heart, work: Callable[[], None], pane: ConversationPane) -> float:
    """Milliseconds of the longest hold."""
    heart.start()
    work()
    QApplication.processEvents()
    settle(pane)
    heart.stop()
    return max(heart.holds) * 1_000


def opened(text: str, heart: Heart) -> tuple[float, float]:
    """While it is opened and read, and while it is scrolled through."""
    pane = ConversationPane()
    shown(pane)
    hold = longest(heart, lambda: pane.show_conversation(conversation(["Tell me.", text]), False), pane)
    bar = pane.verticalScrollBar()
    places = [bar.maximum() * place // PLACES for place in range(PLACES + 1)]
    moves = [longest(heart, lambda place=place: bar.setValue(place), pane) for place in places]  # type: ignore[misc]
    pane.close()
    pane.deleteLater()
    return hold, max(moves)


def streamed(text: str, heart: Heart) -> float:
    pane = ConversationPane()
    shown(pane)
    pane.show_conversation(conversation(["Tell me.", ""], running=True), True)

    def stream() -> None:
        for at in range(0, len(text), A_READ):
            pane.append([("m1", Delta(text=text[at : at + A_READ]))])
            pane.show_arrived()
            QApplication.processEvents()
        pane.show_conversation(conversation(["Tell me.", text]), False)

    hold = longest(heart, stream, pane)
    pane.close()
    pane.deleteLater()
    return hold


def rows(wanted: list[str]) -> Iterator[Row]:
    heart = Heart()
    lexer_for("python")
    opened("**All** of `it` [is](a) $x$:\n\n```python\nx\n```\n\n| a |\n|---|\n", heart)
    for name, make in INPUTS.items():
        if not wanted or any(word in name for word in wanted):
            gc.collect()
            text = make()
            for what, hold in zip(("opened", "scrolled"), opened(text, heart), strict=True):
                yield Row(f"{name}: {what}", hold, AIM)
            yield Row(f"{name}: streamed", streamed(text, heart), AIM)


def main() -> None:
    application()
    show(rows(sys.argv[1:]))


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
