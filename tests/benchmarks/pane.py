"""What the conversation pane costs: streaming against a bare text field that is given the same text in the same frames,
and the time to the first paint of a long conversation.

Run it as `python tests/benchmarks/pane.py`. The aims: streaming at most 2.5 times what the text field costs, and as
cheap at the end as at the start; 10,000 messages open in 60 ms; another place in 10 ms, another width in 16 ms.
"""

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from deeptrin_desktop.core.conversation import Conversation, Tree
from deeptrin_desktop.core.message import Delta, Message, Reply, ReplyState, Role, Timings
from deeptrin_desktop.ui.pane import ConversationPane
from deeptrin_desktop.ui.theme import apply_theme

NOW = datetime(2025, 1, 1, tzinfo=UTC)
TOKENS = 100_000
TOKENS_A_FRAME = 80
"""5,000 a second at 60 frames."""
MESSAGES = 10_000
SIZE = 900, 1000
SENTENCES = (
    "The tail of a text is laid out anew and nothing else is.",
    "Heights are estimated until a block is seen, and then they are exact.",
    "- a list has items\n- and more of them",
    "def area(width, height):\n    return width * height",
    "What is being read never moves.",
)


def tokens() -> Iterator[str]:
    """Words of prose, lists and code, in paragraphs of one to six sentences."""
    choice = random.Random(1)
    while True:
        paragraph = " ".join(choice.choices(SENTENCES, k=choice.randint(1, 6)))
        yield from (word + " " for word in paragraph.split(" "))
        yield "\n\n"


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


def stream_into_pane(all_frames: list[list[str]]) -> list[float]:
    """CPU of each frame."""
    pane = ConversationPane()
    shown(pane)
    pane.show_conversation(conversation(["Tell me.", ""], running=True), True)

    def frame(words: list[str]) -> None:
        pane.append([("m1", Delta(text=word)) for word in words])
        pane.show_arrived()
        QApplication.processEvents()

    return [cpu(lambda words=words: frame(words)) for words in all_frames]  # type: ignore[misc]


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> None:
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
