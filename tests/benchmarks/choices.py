"""What three choices that stream cost, in ratio to one reply that is given the same words in the same frames: side by
side, and behind tabs.

    PYTHONPATH=tests .venv/bin/python -m benchmarks.choices
"""

import time
from dataclasses import replace
from datetime import timedelta

from benchmarks.pane import SIZE, application, opened
from benchmarks.table import Row, best_of_each, show
from benchmarks.talks import conversation, frames
from PySide6.QtWidgets import QApplication

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.message import Delta
from deeptrin_desktop.ui.pane import ConversationPane

TOKENS = 30_000
TOKENS_A_FRAME = 60
WIDE = 1400


def choices() -> Conversation:
    one = conversation(["Tell me.", ""], running=True)
    first = one.tree.messages["m1"]
    others = [
        replace(first, id=f"m1{index}", choice=index, created=first.created + timedelta(seconds=index))
        for index in (1, 2)
    ]
    return one.with_messages(others)


def stream(pane: ConversationPane, ids: list[str], all_words: list[list[str]]) -> float:
    """Seconds of CPU. The words of a frame go to the messages by turns."""
    start = time.process_time()
    for words in all_words:
        part = len(words) // len(ids)
        for index, id_ in enumerate(ids):
            mine = words[index * part : (index + 1) * part]
            pane.append([(id_, Delta(choice=index, text=word)) for word in mine])
        pane.show_arrived()
        QApplication.processEvents()
    return time.process_time() - start


def measure() -> tuple[float, float]:
    all_words = frames(TOKENS, TOKENS_A_FRAME)
    alone = opened(conversation(["Tell me.", ""], running=True))
    floor = stream(alone, ["m1"], all_words)
    ids = ["m1", "m11", "m12"]
    found = []
    for width in (WIDE, SIZE[0] // 2):
        pane = opened(choices())
        pane.resize(width, SIZE[1])
        QApplication.processEvents()
        found.append(stream(pane, ids, all_words) / floor)
    return found[0], found[1]


def main() -> None:
    application()
    side_by_side, tabbed = best_of_each(measure)
    words = f"{TOKENS:,} tokens in three choices, against one reply"
    show([Row(f"{words}: side by side", side_by_side, 3, "x"), Row(f"{words}: behind tabs", tabbed, 1.5, "x")])


if __name__ == "__main__":
    main()
