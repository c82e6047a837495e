"""What is shown and streamed when the conversation pane is measured. No two sentences are the same, since what was
read once may be remembered; every 10,000 tokens are of one make, so that their costs can be compared.
"""

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain, count, islice

from deeptrin_desktop.core.conversation import Conversation, Tree
from deeptrin_desktop.core.message import Message, Reply, ReplyState, Role, Timings

NOW = datetime(2025, 1, 1, tzinfo=UTC)
PERIOD = 10_000
"""Tokens after which the same make begins again."""
SENTENCES = (
    "The tail of text {:07} is laid out **anew** and nothing else is.",
    "Heights are *estimated* until `block {:07}` is seen, and then they are exact.",
    "What is being [read](https://example.org/{:07}) never moves.",
)
LINE_OF_CODE = "    return width * height + {:07}  # the area"
NUMBERS = count()


def numbered(line: str) -> str:
    return line.format(next(NUMBERS))


def code(lines: int) -> str:
    return "```python\n" + "".join(numbered(LINE_OF_CODE) + "\n" for _ in range(lines))


def open_blocks() -> dict[str, str]:
    """Blocks that grow and grow."""
    sentence = SENTENCES[0]
    return {
        "fence of 3,000 lines": code(3000),
        "paragraph of 100 KB": "".join(numbered(sentence) + " " for _ in range(1600)),
        "list of 600 items": "".join(f"- {numbered(sentence)}\n" for _ in range(600)),
        "table of 400 rows": "| Name | Value |\n|---|--:|\n"
        + "".join(f"| row {number:03} | {numbered(sentence)} |\n" for number in range(400)),
    }


def blocks() -> Iterator[str]:
    """Paragraphs, lists, code, tables and headings."""
    choice = random.Random(1)
    while True:
        yield _block(choice)


def tokens() -> Iterator[str]:
    """Words, each with the white space after it, of prose, lists, code, tables and headings."""
    while True:
        choice = random.Random(1)
        made = (re.findall(r"\S+\s*|\s+", _block(choice) + "\n\n") for _ in range(PERIOD))
        *words, last = islice(chain.from_iterable(made), PERIOD)
        yield from words
        yield last.rstrip() + "\n```\n\n" if _in_fence([*words, last]) else last.rstrip() + "\n\n"


def _in_fence(words: list[str]) -> bool:
    return "".join(words).count("```") % 2 == 1


def _block(choice: random.Random) -> str:
    kind, size = choice.random(), choice.randint(3, 12)
    sentences = [numbered(choice.choice(SENTENCES)) for _ in range(size)]
    if kind < 0.5:
        return " ".join(sentences[: 1 + size // 2])
    if kind < 0.7:
        return "\n".join(f"{'  ' * (at % 2)}- {sentence}" for at, sentence in enumerate(sentences))
    if kind < 0.8:
        return code(3 * size) + "```"
    if kind < 0.9:
        rows = "\n".join(f"| row {at} | {at} | {sentence} |" for at, sentence in enumerate(sentences))
        return "| Name | Value | What |\n|---|--:|---|\n" + rows
    return "## A heading of words"


def reply(size: int) -> str:
    """A text of so many tokens."""
    return "".join(islice(tokens(), size))


def frames(size: int, at_once: int) -> list[list[str]]:
    """So many tokens, as they arrive between two frames."""
    source = tokens()
    return [list(islice(source, at_once)) for _ in range(size // at_once)]


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
    last = Reply("r", ReplyState.STREAMING if running else ReplyState.DONE, "model", Timings(NOW))
    return Conversation(f"c{len(texts)}", NOW, NOW, tree=tree, replies={"r": last})


def long_conversation(size: int) -> Conversation:
    """Messages of 10 to 160 tokens."""
    source = tokens()
    return conversation(["".join(islice(source, 10 + 13 * number % 150)) for number in range(size)])
