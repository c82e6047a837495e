"""How high a text probably is, before it is laid out."""

from deeptrin_desktop.ui.blocks.leaves import EMPTY, Code, Leaf, Prose
from deeptrin_desktop.ui.blocks.style import Face
from deeptrin_desktop.ui.blocks.surroundings import Surroundings

_SAMPLE = 10_000
"""Characters."""


def height_of_source(source: str, around: Surroundings) -> int:
    """Of a text that was not read. Looks at its beginning alone, however long it is."""
    if not source:
        return 0
    sample = source[:_SAMPLE]
    ends = sample.count("\n") * len(source) // len(sample)
    return estimate(len(source), ends, around.style.prose, around.width)


def height_of_leaf(leaf: Leaf, around: Surroundings) -> int:
    """Of a leaf that was not laid out."""
    if leaf == EMPTY:
        return 0
    letters, ends = leaf.body.size
    face = around.style.prose
    if isinstance(leaf.body, Code):
        letters, face = 0, around.style.fixed
    elif isinstance(leaf.body, Prose) and leaf.body.level:
        face = around.style.headings[leaf.body.level - 1]
    return leaf.space + estimate(letters, ends, face, around.width)


def estimate(letters: int, ends: int, face: Face, width: int) -> int:
    """Of a text of so many letters and line ends."""
    a_line = max(int(width / face.letter), 1)
    return (1 + ends + letters // a_line) * face.pitch
