"""Proof: what is told of a text without reading it is what reading it finds, in a hundred thousand made-up texts.

    PYTHONPATH=tests .venv/bin/python -m proofs.skim --count 100000 --seed 1

Prints the texts of which it does not hold, each as short as it can be made.
"""

import argparse
import random
import sys

from ui.blocks.test_skim import MARKS, STARTS, WORDS, read, skimmed

from deeptrin_desktop.ui.blocks.markdown_flow import MarkdownFlow
from deeptrin_desktop.ui.blocks.skim import markdown_words

LONGEST = 18
"""Pieces of a text."""
POOLS = (WORDS + MARKS + STARTS, WORDS + STARTS * 3, WORDS + MARKS, ["a", "b", " ", "\n", "\n\n", *STARTS])


def holds(pieces: list[str]) -> bool:
    source = "".join(pieces)
    return skimmed(markdown_words, source) in (None, read(MarkdownFlow(source)))


def shortest(pieces: list[str]) -> list[str]:
    """Without the pieces that it does not take."""
    at = 0
    while at < len(pieces):
        fewer = pieces[:at] + pieces[at + 1 :]
        pieces, at = (pieces, at + 1) if holds(fewer) else (fewer, 0)
    return pieces


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    choice = random.Random(given.seed)
    found = told = 0
    for _ in range(given.count):
        pool = choice.choice(POOLS)
        pieces = [choice.choice(pool) for _ in range(choice.randint(1, LONGEST))]
        told += skimmed(markdown_words, "".join(pieces)) is not None
        if not holds(pieces):
            found += 1
            sys.stdout.write(f"{''.join(shortest(pieces))!r}\n")
    sys.stdout.write(f"{given.count} texts, {told} of them told without being read, {found} wrong\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
