"""What Markdown costs: a long reply as it streams, blocks that stay open, hostile text; and a whole text at once,
against markdown-it-py's parse of it.

Run it as `python tests/benchmarks/markdown.py`. The aims: a token costs at most 1.1 times as much at the hundred
thousandth as at the ten thousandth, a flush takes 16 ms at the very most, in hostile text 100 ms. A flush here is what
the pane has it do: feeding, and the spans of what is new on the screen.
"""

import random
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import count

from markdown_it import MarkdownIt

from deeptrin_desktop.markdown.blocks import texts_of
from deeptrin_desktop.markdown.document import Document, Patch
from deeptrin_desktop.markdown.highlight import tokens
from deeptrin_desktop.markdown.maths import picture
from deeptrin_desktop.markdown.text import Inline

TOKEN = 4
"""Characters."""
FRAME = 83 * TOKEN
"""Characters between two frames at 5,000 tokens a second."""
PERIOD = 10_000 * TOKEN
RUNS = 3
SCREEN = 20
"""Blocks that are seen at once."""
SENTENCES = (
    "The **tail** of text {:07} is read anew and nothing else is.",
    "See [the page](https://example.org/a/{:07}) or call `area(width, height)` for more of it.",
    "Heights are estimated until block {:07} is seen, and then they are *exact*.",
    "What is being read never moves, however much arrives below line {:07} and whatever it is.",
)
NUMBERS = count()


def sentences(number: int) -> list[str]:
    """No two of them are the same: the spans of texts that were seen are kept."""
    return [SENTENCES[place % len(SENTENCES)].format(next(NUMBERS)) for place in range(number)]


def sample(size: int) -> str:
    """Prose, lists, tables and code in the measure of a usual reply."""
    choice = random.Random(1)

    def some(most: int) -> str:
        return " ".join(sentences(choice.randint(1, most)))

    makers: tuple[Callable[[], str], ...] = (
        lambda: f"## {some(1)}\n",
        *[lambda: some(6) + "\n"] * 6,
        *[lambda: "".join(f"- {some(1)}\n" for _ in range(choice.randint(3, 9)))] * 3,
        *[lambda: "```python\n" + "    value = compute(1, 'x')  # why\n" * choice.randint(5, 40) + "```\n"] * 2,
        lambda: "| a | b |\n|---|--:|\n" + "".join(f"| {some(1)} | `1` |\n" for _ in range(choice.randint(3, 9))),
    )
    parts: list[str] = []
    while sum(map(len, parts)) < size:
        parts.append(choice.choice(makers)() + "\n")
    return "".join(parts)[:size]


def reply() -> str:
    """100,000 tokens, the same every 10,000 but for the numbers in it."""
    return "".join(sample(PERIOD) for _ in range(10))


class Screen:
    """Asks for the spans of the texts that it has not seen, as the pane does: what stays is the same object."""

    def __init__(self) -> None:
        self._document = Document()
        self._seen: dict[int, Inline] = {}

    def feed(self, piece: str) -> None:
        self._document.feed(piece)
        self._look_at(self._document.take())

    def finish(self) -> None:
        self._document.finish()
        self._look_at(self._document.take())

    def _look_at(self, patch: Patch) -> None:
        texts = {id(text): text for block in patch.blocks[-SCREEN:] for text in texts_of(block)}
        for name, text in texts.items():
            if name not in self._seen:
                _ = text.spans
        self._seen = texts


def read(text: str) -> Patch:
    document = Document()
    document.feed(text)
    document.finish()
    return document.take()


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of CPU."""
    start = time.thread_time()
    work()
    return (time.thread_time() - start) * 1_000


def best(work: Callable[[], object]) -> float:
    return min(timed(work) for _ in range(RUNS))


def streamed(text: str, frame: int = FRAME) -> list[float]:
    """What each flush took, and last what the end took."""
    screen = Screen()
    pieces = (text[start : start + frame] for start in range(0, len(text), frame))
    flushes = [timed(partial(screen.feed, piece)) for piece in pieces]
    return [*flushes, timed(screen.finish)]


def calmest(make: Callable[[], str]) -> list[float]:
    """Each flush in the best of a few runs, on texts as long as each other: other programs, too, use the machine."""
    return [min(times) for times in zip(*(streamed(make()) for _ in range(RUNS)), strict=True)]


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def stream() -> None:
    times = calmest(reply)
    window = PERIOD // FRAME
    early, late = sum(times[:window]), sum(times[-window - 1 : -1])
    say(f"stream of 100,000 tokens: {sum(times):.0f} ms, longest flush {max(times):.1f} ms")
    say(f"cost per token, the last 10,000 against the first: ratio {late / early:.2f}, aim at most 1.1")


def open_blocks() -> None:
    cases: dict[str, Callable[[], str]] = {
        "fence of 3,000 lines": lambda: "```python\n" + "    value = compute(1, 'x')  # why\n" * 3_000,
        "paragraph of 100 KB": lambda: " ".join(sentences(1_400)),
        "list of 600 items": lambda: "".join(f"- {sentence}\n" for sentence in sentences(600)),
        "table of 400 rows": lambda: (
            "| a | b |\n|---|--:|\n" + "".join(f"| {sentence} | `1` |\n" for sentence in sentences(400))
        ),
        "list of 600 items in a list": lambda: "1. a\n" + "".join(f"   - {sentence}\n" for sentence in sentences(600)),
        "quote of 1,000 lines": lambda: "".join(f"> {sentence}\n" for sentence in sentences(1_000)),
    }
    for name, make in cases.items():
        times = calmest(make)
        tenth = len(times) // 10
        growth = sum(times[-tenth:]) / sum(times[:tenth])
        say(f"{name}: longest flush {max(times):.1f} ms, aim at most 16; the last tenth {growth:.1f} times the first")


def whole() -> None:
    text = reply()
    library = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    floor = best(lambda: library.parse(text))
    blocks = best(lambda: read(text))
    seen = best(lambda: Screen().feed(text))
    say(f"100,000 tokens at once: blocks {blocks:.0f} ms, with the spans of a screen {seen:.0f} ms")
    say(f"markdown-it-py's parse of the same {floor:.0f} ms, ratio {blocks / floor:.2f}")


def hostile() -> None:
    cases = {
        "100,000 brackets": "[" * 100_000,
        "brackets that close": "[" * 50_000 + "]" * 50_000,
        "100,000 quotes": "> " * 100_000,
        "line of 10 MB": "word **bold** " * 720_000,
        "10,000 tables": "| a | b |\n|---|---|\n| c | d |\n\n" * 10_000,
        "formulas without end": "\\(" * 50_000,
        "links without end": "[a](<b" * 20_000,
        "emphasis without end": "*a_ " * 25_000,
        "references before definitions": "[a]\n\n" * 10_000 + "[a]: b\n",
        "control characters": "\0\x1b[31m\u202e\u200b" * 20_000,
    }
    for name, text in cases.items():
        times = streamed(text, 4_096)
        say(f"{name}: longest flush of 4 KB {max(times):.1f} ms, aim at most 100; all {sum(times):.0f} ms")


def colours_and_formulas() -> None:
    code = "def area(width, height):\n    return width * height  # why\n" * 1_500
    next(tokens(code, "python"))
    say(f"colouring 3,000 lines: {best(lambda: list(tokens(code, 'python'))):.0f} ms, in slices of any size")
    draw = timed(lambda: picture("x", display=False, size=15, colour="#000000"))
    formula = r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}"
    say(
        f"first formula {draw:.0f} ms with the import,"
        f" the next {timed(lambda: picture(formula, display=True, size=15, colour='#000000')):.0f} ms"
    )


def main() -> None:
    Screen().feed("**imported**")
    for part in (stream, open_blocks, whole, hostile, colours_and_formulas):
        part()


if __name__ == "__main__":
    main()
