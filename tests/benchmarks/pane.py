"""What the conversation pane costs: streaming against a bare text field that is given the same text in the same frames,
and the time to the first paint of a long conversation.

Run it as `python tests/benchmarks/pane.py`. The aims: streaming at most 2.5 times what the text field costs, as cheap
at the end as at the start, and no frame over 12 ms; 10,000 messages open in 60 ms; another place in 10 ms, another
width in 16 ms; a flush within one open block of any size takes at most 16 ms.
"""

import gc
import os
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from deeptrin_desktop.core.conversation import Conversation, Tree
from deeptrin_desktop.core.message import Delta, Message, Reply, ReplyState, Role, Timings
from deeptrin_desktop.markdown.languages import lexer_for
from deeptrin_desktop.ui.pane import ConversationPane
from deeptrin_desktop.ui.theme import apply_theme

NOW = datetime(2025, 1, 1, tzinfo=UTC)
TOKENS = 100_000
TOKENS_A_FRAME = 80
"""5,000 a second at 60 frames."""
MESSAGES = 10_000
SIZE = 900, 1000
SENTENCES = (
    "The tail of a text is laid out **anew** and nothing else is.",
    "Heights are *estimated* until a `block` is seen, and then they are exact.",
    "What is being [read](https://example.org) never moves.",
)
LINE_OF_CODE = "    return width * height + 42  # the area"
OPEN_BLOCKS = {
    "a fence of 3,000 lines": "```python\n" + f"{LINE_OF_CODE}\n" * 3000,
    "a paragraph of 100 KB": f"{SENTENCES[0]} " * 1700,
    "a list of 600 items": "".join(f"- item {number} with **some** words\n" for number in range(600)),
    "a table of 400 rows": "| Name | Value |\n|---|--:|\n" + "".join(f"| row | {number} |\n" for number in range(400)),
}


def tokens() -> Iterator[str]:
    """Words, each with the white space after it, of prose, lists, code, tables and headings."""
    choice = random.Random(1)
    while True:
        yield from re.findall(r"\S+\s*|\s+", _block(choice) + "\n\n")


def _block(choice: random.Random) -> str:
    kind = choice.random()
    count = choice.randint(3, 12)
    if kind < 0.5:
        return " ".join(choice.choices(SENTENCES, k=1 + count // 2))
    if kind < 0.7:
        return "\n".join(f"{'  ' * (number % 2)}- item {number} with **some** words" for number in range(count))
    if kind < 0.8:
        return "```python\n" + f"{LINE_OF_CODE}\n" * (3 * count) + "```"
    if kind < 0.9:
        rows = "\n".join(f"| row {number} | {number} | some *words* |" for number in range(count))
        return "| Name | Value | What |\n|---|--:|---|\n" + rows
    return "## A heading of words"


def frames(count: int) -> list[list[str]]:
    source = tokens()
    return [[next(source) for _ in range(TOKENS_A_FRAME)] for _ in range(count)]


def conversation(texts: list[str], *, running: bool = False) -> Conversation:
    """Messages of both sides by turns; the last one's reply may be running."""
    messages: dict[str, Message] = {}
    children: dict[str | None, tuple[str, ...]] = {}
    parent: str | None = None
    for number, text in enumerate(texts):
        role = Role.ASSISTANT if number % 2 else Role.USER
        message = Message(f"m{number}", role, text, NOW, parent, reply="r" if number == len(texts) - 1 else "")
        messages[message.id] = message
        children[parent] = (message.id,)
        parent = message.id
    tree = Tree(messages, children, {above: ids[0] for above, ids in children.items()})
    reply = Reply("r", ReplyState.STREAMING if running else ReplyState.DONE, "model", Timings(NOW))
    return Conversation(f"c{len(texts)}", NOW, NOW, tree=tree, replies={"r": reply})


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU."""
    start = time.process_time()
    work()
    return time.process_time() - start


def shown(widget: QWidget) -> QWidget:
    widget.resize(*SIZE)
    widget.show()
    QApplication.processEvents()
    return widget


def stream_into_field(all_frames: list[list[str]]) -> list[float]:
    """CPU of each frame."""
    field = QPlainTextEdit()
    shown(field)
    cursor = QTextCursor(field.document())

    def frame(words: list[str]) -> None:
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText("".join(words))
        field.verticalScrollBar().setValue(field.verticalScrollBar().maximum())
        QApplication.processEvents()

    return [cpu(lambda words=words: frame(words)) for words in all_frames]  # type: ignore[misc]


def streaming_pane() -> ConversationPane:
    """A pane that has drawn every kind of block already, so that nothing is imported any more."""
    pane = ConversationPane()
    shown(pane)
    pane.show_conversation(conversation(["Tell me.", ""], running=True), True)
    pane.append([("m1", Delta(text="**All** of it:\n\n```python\nx\n```\n\n| a |\n|---|\n\n"))])
    lexer_for("python")
    pane.show_arrived()
    QApplication.processEvents()
    return pane


def stream_into_pane(all_frames: list[list[str]]) -> list[float]:
    """CPU of each frame."""
    pane = streaming_pane()

    def frame(words: list[str]) -> None:
        pane.append([("m1", Delta(text=word)) for word in words])
        pane.show_arrived()
        QApplication.processEvents()

    return [cpu(lambda words=words: frame(words)) for words in all_frames]  # type: ignore[misc]


def flushes(text: str) -> list[float]:
    """CPU of each flush of one open block, in frames of 400 letters."""
    pane = streaming_pane()
    taken = []
    for at in range(0, len(text), 400):
        pane.append([("m1", Delta(text=text[at : at + 400]))])
        taken.append(cpu(lambda: _frame(pane)))
    return taken


def _frame(pane: ConversationPane) -> None:
    pane.show_arrived()
    QApplication.processEvents()


def open_long_reply() -> tuple[float, float, float]:
    """Seconds to the first paint of a reply of 100,000 tokens, until all of it was read, and of the longest slice."""
    source = tokens()
    reply = conversation(["Tell me.", "".join(next(source) for _ in range(TOKENS))])
    pane = ConversationPane()
    shown(pane)
    start = time.perf_counter()
    pane.show_conversation(reply, False)
    pane.viewport().repaint()
    painted = time.perf_counter() - start
    slices = []
    while pane.page.is_reading:
        slices.append(cpu(QApplication.processEvents))
    return painted, time.perf_counter() - start, max(slices)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> None:
    gc.disable()  # the app collects when nothing else is to be done
    app = QApplication(sys.argv)
    apply_theme(app, dark=False)
    all_frames = frames(TOKENS // TOKENS_A_FRAME)
    field, pane = stream_into_field(all_frames), stream_into_pane(all_frames)
    tenth = len(pane) // 10
    growth = sum(pane[-tenth:]) / sum(pane[tenth : 2 * tenth])
    say(
        f"stream {TOKENS:,} tokens: {sum(pane) / sum(field):.2f} x a text field ({sum(pane):.2f} s, {sum(field):.2f} s)"
    )
    say(f"the last tenth against the second: {growth:.2f} x; longest frame {max(pane) * 1000:.1f} ms")

    for name, text in OPEN_BLOCKS.items():
        taken = sorted(flushes(text))
        say(f"{name}: a flush takes {taken[len(taken) // 2] * 1000:.1f} ms, the longest {taken[-1] * 1000:.1f} ms")
    painted, read, longest = open_long_reply()
    say(f"open a reply of {TOKENS:,} tokens: painted after {painted * 1000:.0f} ms, read after {read * 1000:.0f} ms")
    say(f"  in slices of at most {longest * 1000:.1f} ms")

    source = tokens()
    texts = ["".join(next(source) for _ in range(10 + 13 * number % 150)) for number in range(MESSAGES)]
    viewed = ConversationPane()
    shown(viewed)
    whole = conversation(texts)

    def open_it() -> None:
        viewed.show_conversation(whole, False)
        viewed.viewport().repaint()

    say(f"open {MESSAGES:,} messages: {min(_reopened(viewed, open_it) for _ in range(5)) * 1000:.1f} ms")
    choice = random.Random(1)
    jumps = sorted(cpu(lambda: _jump(viewed, choice)) for _ in range(200))
    say(f"jump: median {jumps[100] * 1000:.1f} ms, worst {jumps[-1] * 1000:.1f} ms")
    widths = [cpu(lambda width=width: _widen(viewed, width)) for width in (500, 900, 560, 880)]  # type: ignore[misc]
    say(f"another width: {max(widths) * 1000:.1f} ms")


def _reopened(pane: ConversationPane, open_it: Callable[[], None]) -> float:
    pane.show_conversation(None, False)
    QApplication.processEvents()
    return cpu(open_it)


def _jump(pane: ConversationPane, choice: random.Random) -> None:
    pane.verticalScrollBar().setValue(choice.randrange(pane.verticalScrollBar().maximum()))
    pane.viewport().repaint()


def _widen(pane: ConversationPane, width: int) -> None:
    pane.resize(width, SIZE[1])
    QApplication.processEvents()


if __name__ == "__main__":
    main()
