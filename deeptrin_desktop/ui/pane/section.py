"""One text of a message in the pane, in blocks of which each is laid out while it is visible."""

from dataclasses import dataclass

from deeptrin_desktop.ui.pane.blocks import Blocks
from deeptrin_desktop.ui.pane.heights import Heights
from deeptrin_desktop.ui.pane.style import PARAGRAPH, Face
from deeptrin_desktop.ui.pane.textbox import TextBox

_SAMPLE = 10_000
"""Characters."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a text is laid out in. Another one, be it equal, means that heights known so far are estimates."""

    face: Face
    width: int

    def estimate(self, text: str) -> int:
        """How high a text probably is. Looks at its beginning alone, however long it is."""
        if not text:
            return 0
        letters = max(int(self.width / self.face.letter), 1)
        sample = text[:_SAMPLE]
        ends = sample.count("\n") * len(text) // len(sample)
        return (1 + ends + len(text) // letters) * self.face.pitch


class Section:
    """Heights are exact for the blocks that are laid out now, and what was last known for the others. There are none
    before it was opened.
    """

    __slots__ = ("_blocks", "_boxes", "_frame", "heights")

    def __init__(self, text: str) -> None:
        self._blocks = Blocks(text)
        self._boxes: dict[int, TextBox] = {}
        self._frame: Frame | None = None
        self.heights = Heights()

    @property
    def text(self) -> str:
        return self._blocks.text

    def beginning(self, length: int) -> str:
        """So many characters of the text, without putting all of it together."""
        pieces, missing = [], length
        for block in self._blocks:
            if missing <= 0:
                break
            pieces.append((block.text + block.gap)[:missing])
            missing -= len(block)
        return "".join(pieces)

    @property
    def height(self) -> int:
        return self.heights.total

    def __bool__(self) -> bool:
        return bool(self._blocks.tail or self._blocks.closed)

    def __len__(self) -> int:
        """How many blocks there are."""
        return len(self._blocks)

    @property
    def characters(self) -> int:
        return self._blocks.characters

    def open(self, frame: Frame) -> None:
        """Takes this frame from now on."""
        if self._frame is None:
            self.heights = Heights(self._estimate(index, frame) for index in range(len(self._blocks)))
        elif frame is not self._frame:
            self._boxes.clear()
        self._frame = frame

    def feed(self, text: str) -> int:
        """Appends to the text. Returns how far from the top the first line is that looks different now."""
        last = len(self._blocks) - 1
        self._blocks.feed(text)
        if self._frame is None:
            return 0
        box = self._boxes.pop(last, None)
        changed_from = self.heights.before(last) + (box.last_row if box else 0)
        for index in range(last + 1, len(self._blocks)):
            self.heights.append(self._estimate(index, self._frame))
        if box is not None:
            self.lay(last)
        else:
            self.heights[last] = self._estimate(last, self._frame)
        return changed_from

    def is_laid_out(self, index: int) -> bool:
        return index in self._boxes

    def lay(self, index: int) -> int:
        """Lays a block out, if it is not. Returns by how much higher it is than it was thought to be."""
        if index in self._boxes:
            return 0
        box = self._boxes[index] = self.box(index)
        before = self.heights[index]
        self.heights[index] = self._with_gap(index, box.height)
        return self.heights[index] - before

    def box(self, index: int) -> TextBox:
        """A block laid out: the box that is kept while it is visible, or else one for the moment."""
        assert self._frame is not None
        if (kept := self._boxes.get(index)) is not None:
            return kept
        return TextBox(self._blocks[index].text, self._frame.face, self._frame.width)

    def keep(self, first: int, last: int) -> None:
        """Lets go of every box but those of these blocks."""
        if len(self._boxes) > last + 1 - first:
            self._boxes = {index: box for index, box in self._boxes.items() if first <= index <= last}

    def _estimate(self, index: int, frame: Frame) -> int:
        return self._with_gap(index, frame.estimate(self._blocks[index].text))

    def _with_gap(self, index: int, height: int) -> int:
        block = self._blocks[index]
        if not block.text:
            return 0
        return height + PARAGRAPH if block.spaced else height

    # ---- places in the text ----

    def locate(self, offset: int) -> tuple[int, int]:
        """The block that holds a place in the text, and the place in the block's text."""
        index = self._blocks.at(offset)
        return index, min(offset - self._blocks.start(index), len(self._blocks[index].text))

    def start(self, index: int) -> int:
        """The place in the text that a block begins at."""
        return self._blocks.start(index)
