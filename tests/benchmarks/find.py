"""What it costs to find words in a conversation of 10 MB: until the first place is shown, until all are counted, and to
go on to the next.

    PYTHONPATH=tests .venv/bin/python -m benchmarks.find

Times are CPU of the GUI's thread. `At first` means that the bar was opened and the words were there at once: nothing
is known of the conversation then. `As one types` means that the first of them comes 0.3 s after the bar was opened, in
which time the pane gets ready. `To be read` is text whose words only reading it tells, which is rare.
"""

import gc
import os
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from time import thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.pane import application, milliseconds, shown
from benchmarks.table import Row, best_of_each, show
from benchmarks.talks import blocks, conversation
from PySide6.QtWidgets import QApplication

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.ui.find_bar import FindBar
from deeptrin_desktop.ui.pane import ConversationPane

SIZE = 10_000_000
AIM = 20
FRAME = 16
TYPING = 0.3
"""Seconds from the bar to the first letter of a person who knows what to look for."""
RARE, COMMON, ABSENT = "xylophone", "the", "quincunx"


def long_talk(end: str = "") -> Conversation:
    """10 MB in messages of about 1,000 letters, with the rare word in the middle; `end` is the end of each."""
    source, length = blocks(), 0
    texts: list[str] = []
    while length < SIZE:
        text = ""
        while len(text) < 40 + 60 * len(texts) % 1300:
            text += next(source) + "\n\n"
        texts.append(text.rstrip("\n") + end)
        length += len(text)
    texts[len(texts) // 2 | 1] += "\n\nA **xylo**phone."
    return conversation(texts)


def bar_of(pane: ConversationPane) -> FindBar:
    (bar,) = pane.findChildren(FindBar)
    return bar


def search(pane: ConversationPane, text: str) -> tuple[float, float, float]:
    """Until the first place is shown or none is known to be there, until all are counted, and the longest hold."""
    bar = bar_of(pane)
    holds = [milliseconds(bar.field.setText, text)]
    first = 0.0
    while text and (not bar.count.text() or "+" in bar.count.text()):
        holds.append(milliseconds(QApplication.processEvents))
        if not first and pane.page.selection.span is not None:
            first = sum(holds)
    return first or holds[0], sum(holds), max(holds)


def searched(talk: Conversation, before: float, text: str) -> tuple[float, ...]:
    """The same for a search so many seconds after the bar was opened, in a pane of its own."""
    pane = ConversationPane()
    shown(pane)
    pane.show_conversation(talk, False)
    QApplication.processEvents()
    pane.open_find()
    end = thread_time() + before
    while thread_time() < end:
        QApplication.processEvents()
    found = search(pane, text)
    forward = [milliseconds(_step, pane, True) for _ in range(50)]
    back = [milliseconds(_step, pane, False) for _ in range(50)]
    pane.close()
    pane.deleteLater()
    return (*found, max(forward), max(back))


def _step(pane: ConversationPane, forward: bool) -> None:
    bar_of(pane).stepped.emit(forward)
    pane.viewport().repaint()


def held() -> tuple[float, float]:
    """MiB that the words take while the bar is open, and after it was closed."""
    talk, pane = long_talk(), ConversationPane()
    shown(pane)
    pane.show_conversation(talk, False)
    QApplication.processEvents()
    tracemalloc.start()
    pane.open_find()
    search(pane, COMMON)
    open_ = tracemalloc.get_traced_memory()[0]
    bar_of(pane).close_bar()
    gc.collect()
    return open_ / 2**20, tracemalloc.get_traced_memory()[0] / 2**20


def rows() -> Iterator[Row]:
    talk = long_talk()
    for name, before in (("at first", 0), ("as one types", TYPING), ("again", 3)):
        for what, text in (("rare word", RARE), ("common word", COMMON), ("no match", ABSENT)):
            first, total, hold, forward, back = best_of_each(searched, talk, before, text)
            yield Row(f"{what}, {name}: the first is shown", first, FRAME)
            yield Row(f"{what}, {name}: all are counted", total, AIM)
            yield Row(f"{what}, {name}: the longest hold", hold, FRAME)
            if text == COMMON:
                yield Row(f"{what}, {name}: to the next, the longest of 50", forward, FRAME)
                yield Row(f"{what}, {name}: to the one before", back, FRAME)
    first, total, hold, *_ = searched(long_talk(end="\n\n<p>To be read.</p>"), 0, COMMON)
    yield Row("common word, to be read: the first is shown", first, FRAME)
    yield Row("common word, to be read: all are counted", total, AIM)
    yield Row("common word, to be read: the longest hold", hold, FRAME)
    while_open, after = held()
    yield Row("memory while the bar is open", while_open, 2 * SIZE / 2**20, "MiB")
    yield Row("memory after it was closed", after, 1, "MiB")


def main() -> None:
    application()
    show(rows())


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
