"""What the conversation pane costs: streaming, in ratio to a bare text field that is given the same text in the same
frames; blocks that grow; opening, moving in and changing the look of what is long.

    PYTHONPATH=tests .venv/bin/python -m benchmarks.pane

Choices side by side, words that are looked for, and hostile text are measured in `choices`, `find` and `hostile`.
Each figure is the best of three runs, and the longest of many frames is that of each frame's best. Times are CPU of
the GUI's thread, and of the whole process where they are compared with the text field.
"""

import gc
import multiprocessing
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.started import memory
from benchmarks.table import Parameters, Row, best, best_of_each, show
from benchmarks.talks import PERIOD, conversation, frames, long_conversation, open_blocks, reply
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from shiboken6 import delete

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.message import Delta
from deeptrin_desktop.markdown.languages import lexer_for
from deeptrin_desktop.ui.pane import ConversationPane
from deeptrin_desktop.ui.theme import apply_theme

TOKENS = 100_000
TOKENS_A_FRAME = 80
"""5,000 a second at 60 frames."""
SLOW = 2_000
SLOW_TOKENS_A_FRAME = 4
"""About 200 a second."""
LETTERS_A_FRAME = 400
MESSAGES = 10_000
JUMPS = 200
TURNS = 5
"""Of the event loop, after which all is drawn."""
SIZE = 900, 1000

Frame = Callable[[list[str]], None]


def application() -> QApplication:
    gc.disable()  # the app collects when nothing else is to be done
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    apply_theme(app, dark=False)
    return app


def milliseconds(work: Callable[Parameters, object], *args: Parameters.args, **named: Parameters.kwargs) -> float:
    start = time.thread_time()
    work(*args, **named)
    return (time.thread_time() - start) * 1_000


def shown(widget: QWidget) -> None:
    """Shows it alone: what was shown before is gone."""
    for other in QApplication.topLevelWidgets():
        if other is not widget:
            delete(other)
    widget.resize(*SIZE)
    widget.show()
    QApplication.processEvents()


def field_frames() -> Frame:
    """A text field, which is given the words of a frame and draws them."""
    field = QPlainTextEdit()
    shown(field)
    cursor = QTextCursor(field.document())

    def frame(words: list[str]) -> None:
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText("".join(words))
        field.verticalScrollBar().setValue(field.verticalScrollBar().maximum())
        QApplication.processEvents()

    return frame


def pane_frames() -> Frame:
    """The same for a pane. It has drawn every kind of block already, so that nothing is imported any more."""
    pane = opened(conversation(["Tell me.", ""], running=True))

    def frame(words: list[str]) -> None:
        pane.append([("m1", Delta(text=word)) for word in words])
        pane.show_arrived()
        QApplication.processEvents()

    lexer_for("python")
    frame(["**All** of it:\n\n```python\nx\n```\n\n| a |\n|---|\n\n"])
    return frame


def opened(shown_one: Conversation | None) -> ConversationPane:
    pane = ConversationPane()
    shown(pane)
    pane.show_conversation(shown_one, shown_one is not None and shown_one.replies["r"].state.running)
    read(pane)
    return pane


def read(pane: ConversationPane) -> None:
    QApplication.processEvents()
    while pane.page.is_reading:
        QApplication.processEvents()


def cpu_of_process(frame: Frame, all_words: Sequence[list[str]]) -> float:
    start = time.process_time()
    for words in all_words:
        frame(words)
    return time.process_time() - start


# ---- streaming ----


def stream() -> list[float]:
    """The ratio to a text field, and what each frame takes."""
    all_words = frames(TOKENS, TOKENS_A_FRAME)
    floor = cpu_of_process(field_frames(), all_words)
    frame = pane_frames()
    start = time.process_time()
    times = [milliseconds(frame, words) for words in all_words]
    return [(time.process_time() - start) / floor, *times]


def slow_stream() -> float:
    """The ratio to a text field of some more tokens where many are."""
    (before,) = frames(TOKENS - SLOW, TOKENS - SLOW)
    all_words = frames(SLOW, SLOW_TOKENS_A_FRAME)
    costs = []
    for make in (pane_frames, field_frames):
        frame = make()
        for at in range(0, len(before), TOKENS_A_FRAME):
            frame(before[at : at + TOKENS_A_FRAME])
        costs.append(cpu_of_process(frame, all_words))
    pane, field = costs
    return pane / field


def flushes(name: str) -> list[float]:
    """What each flush takes in a block that grows."""
    text, frame = open_blocks()[name], pane_frames()
    pieces = [text[at : at + LETTERS_A_FRAME] for at in range(0, len(text), LETTERS_A_FRAME)]
    return [milliseconds(frame, [piece]) for piece in pieces]


# ---- what is long ----


def open_it(long: Conversation) -> tuple[float, float]:
    """What it takes until text was painted, and the longest that reading the rest holds the loop."""
    pane, holds = opened(None), [0.0]
    painted = milliseconds(pane.show_conversation, long, False) + milliseconds(pane.viewport().repaint)
    while not is_written_on(pane.grab().toImage()):
        holds.append(milliseconds(QApplication.processEvents))
        painted += holds[-1]
    while pane.page.is_reading:
        holds.append(milliseconds(QApplication.processEvents))
    return painted, max(holds)


def is_written_on(image: QImage) -> bool:
    """Whether there are letters in its upper half."""
    colours = {image.pixel(x, y) for x in range(0, SIZE[0] - 50, 2) for y in range(0, SIZE[1] // 2, 2)}
    return len(colours) > 5


def memory_added() -> float:
    """MiB that a pane takes for a long conversation, measured in a process of its own."""
    application()
    long = long_conversation(MESSAGES)
    pane = opened(conversation(["Tell me.", "**All** of it.\n\n```python\nx\n```"]))
    gc.collect()
    before = memory()
    pane.show_conversation(long, False)
    read(pane)
    gc.collect()
    return memory() - before


def in_a_process_of_its_own(measure: Callable[[], float]) -> float:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure).result()


def change_width(pane: ConversationPane) -> float:
    return max(_painted(pane.resize, width, SIZE[1]) for width in (500, 900, 560))


def change_zoom(pane: ConversationPane) -> float:
    return max(_painted(pane.zoom.set, percent) for percent in (125, 80, 200, 100))


def change_theme(_pane: ConversationPane) -> float:
    app = application()
    return max(_painted(apply_theme, app, dark) for dark in (True, False))


def _painted(change: Callable[Parameters, object], *args: Parameters.args, **named: Parameters.kwargs) -> float:
    return milliseconds(change, *args, **named) + milliseconds(QApplication.processEvents)


def jumps(pane: ConversationPane) -> tuple[float, float]:
    """Median and worst. What is put off to the next turns counts where one of them takes longer than the jump."""
    choice, bar = random.Random(1), pane.verticalScrollBar()

    def jump() -> None:
        bar.setValue(choice.randrange(bar.maximum()))
        pane.viewport().repaint()

    times = sorted(max(milliseconds(jump), *_next_turns()) for _ in range(JUMPS))
    return times[JUMPS // 2], times[-1]


def _next_turns() -> list[float]:
    return [milliseconds(QApplication.processEvents) for _ in range(TURNS)]


# ---- all of it ----


def streaming() -> Iterator[Row]:
    ratio, *times = best_of_each(stream)
    period = PERIOD // TOKENS_A_FRAME
    growth = sum(times[-period:]) / sum(times[period : 2 * period])
    yield Row(f"stream {TOKENS:,} tokens at 5,000/s: CPU, of a text field's", ratio, 2.5, "x")
    yield Row(f"{SLOW:,} tokens at 200/s after {TOKENS - SLOW:,}: CPU, of a text field's", best(slow_stream), 3, "x")
    yield Row(f"cost per token at {TOKENS:,}, of that at {PERIOD:,}", growth, 1.1, "x")
    yield Row("the longest that the first stream holds the loop", max(times), 12)
    for name in open_blocks():
        yield Row(f"longest flush in a {name}", max(best_of_each(flushes, name)), 16)


def opening() -> Iterator[Row]:
    many, long = f"{MESSAGES:,} messages", f"a reply of {TOKENS:,} tokens"
    conversations = {many: long_conversation(MESSAGES), long: conversation(["Tell me.", reply(TOKENS)])}
    painted, _ = best_of_each(open_it, conversations[many])
    yield Row(f"open {many}: their end is painted", painted, 60)
    yield Row(f"open {many}: memory added", best(in_a_process_of_its_own, memory_added), 15, "MiB")
    painted, longest = best_of_each(open_it, conversations[long])
    yield Row(f"open {long}: its end is painted", painted, 150)
    yield Row(f"open {long}: the longest that reading it holds the loop", longest, 16)
    for name, one in conversations.items():
        pane = opened(one)
        for what, change in (("width", change_width), ("zoom", change_zoom), ("theme", change_theme)):
            yield Row(f"{name}: another {what}", best(change, pane), 16)
        median, worst = best_of_each(jumps, pane)
        yield Row(f"{name}: jump, median", median, 10)
        yield Row(f"{name}: jump, worst", worst, 20)


def main() -> None:
    application()
    for rows in (streaming, opening):
        show(rows())


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
