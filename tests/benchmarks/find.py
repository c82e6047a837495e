"""What it costs to find words in a conversation of 10 MB: until the first place is shown, until all are counted, and to
go on to the next.

    PYTHONPATH=tests .venv/bin/python -m benchmarks.find

Times are CPU of the GUI's thread. `At first` means that nothing of the conversation was read before; what was read for
one search need not be for the next.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.pane import application, milliseconds, shown
from benchmarks.table import Row, best_of_each, show
from benchmarks.talks import conversation, tokens
from PySide6.QtWidgets import QApplication

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.ui.find_bar import FindBar
from deeptrin_desktop.ui.pane import ConversationPane

SIZE = 10_000_000
AIM = 20
FRAME = 16
RARE, COMMON, ABSENT = "xylophone", "the", "quincunx"


def long_talk() -> Conversation:
    """10 MB in messages of about 700 letters, with the rare word in the middle."""
    source, length = tokens(), 0
    texts: list[str] = []
    while length < SIZE:
        texts.append("".join(islice(source, 10 + 13 * len(texts) % 300)))
        length += len(texts[-1])
    texts[len(texts) // 2] += "\n\nA **xylo**phone."
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


def searched(talk: Conversation, *texts: str) -> tuple[float, ...]:
    """The same for the last of several searches in a pane of its own."""
    pane = ConversationPane()
    shown(pane)
    pane.show_conversation(talk, False)
    QApplication.processEvents()
    pane.open_find()
    QApplication.processEvents()
    found = [search(pane, text) for text in texts]
    forward = [milliseconds(_step, pane, True) for _ in range(50)]
    back = [milliseconds(_step, pane, False) for _ in range(50)]
    pane.close()
    pane.deleteLater()
    return (*found[-1], max(forward), max(back))


def _step(pane: ConversationPane, forward: bool) -> None:
    bar_of(pane).stepped.emit(forward)
    pane.viewport().repaint()


def rows() -> Iterator[Row]:
    talk = long_talk()
    for name, before in (("at first", ()), ("again", ("a",))):
        for what, text in (("rare word", RARE), ("common word", COMMON), ("no match", ABSENT)):
            first, total, hold, forward, back = best_of_each(searched, talk, *before, text)
            yield Row(f"{what}, {name}: the first is shown", first, FRAME)
            yield Row(f"{what}, {name}: all are counted", total, AIM)
            yield Row(f"{what}, {name}: the longest hold", hold, FRAME)
            if text == COMMON:
                yield Row(f"{what}, {name}: to the next, the longest of 50", forward, FRAME)
                yield Row(f"{what}, {name}: to the one before", back, FRAME)


def main() -> None:
    application()
    show(rows())


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
