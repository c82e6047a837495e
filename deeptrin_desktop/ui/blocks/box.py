"""A leaf, laid out: its text in the room that is left by the quotes and items around it, and what is drawn of those."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from deeptrin_desktop.ui.blocks.bodies import lay_out
from deeptrin_desktop.ui.blocks.direction import runs_left
from deeptrin_desktop.ui.blocks.leaves import Inset, ItemInset, Leaf, Prose, QuoteInset
from deeptrin_desktop.ui.blocks.lines import Mark
from deeptrin_desktop.ui.blocks.marks import GAP, TASK, Beside, draw_mark
from deeptrin_desktop.ui.blocks.passage import Passage
from deeptrin_desktop.ui.blocks.piece import Framed
from deeptrin_desktop.ui.blocks.shared import NOTHING_SHARED, Shared
from deeptrin_desktop.ui.blocks.style import STEP, Style
from deeptrin_desktop.ui.blocks.surroundings import Surroundings
from deeptrin_desktop.ui.blocks.words import Target

_QUOTE = 4 * STEP
_BAR = 3
"""Width of the bar beside a quote."""
_NARROWEST = 6
"""Ems that are left to a text, however deep it is nested."""


class Box(Framed):
    """What stands for a leaf in the view. Its height has the space above the leaf in it."""

    def __init__(self, leaf: Leaf, around: Surroundings, shared: Shared = NOTHING_SHARED) -> None:
        self.leaf = leaf
        self.width = around.width
        self._style = around.style
        self._lefts = _lefts(leaf.insets, around)
        self._mirrored = bool(leaf.insets) and isinstance(leaf.body, Prose) and runs_left(leaf.text) is True
        """Whether quotes and marks are at its right, since that is where it begins."""
        room = around.width - self._lefts[-1]
        piece = lay_out(leaf.body, around, room, shared)
        super().__init__(piece, 0 if self._mirrored else self._lefts[-1], int(leaf.space))
        self.height = self.top + piece.height

    def link_at(self, x: float, y: float) -> Target | None:
        """The link that a point is on."""
        if not self.links or not self.covers(x, y):
            return None
        offset = self.offset_at(x, y)
        found = (link for link in self.links if link.start <= offset <= link.end)
        return next((link for link in found if self._is_on(link, x)), None)

    def _is_on(self, link: Target, x: float) -> bool:
        """Tells the two links apart between which an offset lies."""
        start, end = self.caret(link.start), self.caret(link.end)
        return start.top() != end.top() or min(start.left(), end.left()) <= x <= max(start.left(), end.left())

    # ---- painting ----

    def draw(self, painter: QPainter, at: QPointF, ink: QColor, *, clip: QRectF, mark: Mark | None = None) -> None:
        super().draw(painter, at, ink, clip=clip, mark=mark)
        for inset, left in zip(self.leaf.insets, self._lefts, strict=False):
            if isinstance(inset, QuoteInset):
                top = 0 if inset.goes_on else self.top
                x = self.width - left - _BAR if self._mirrored else left
                bar = QRectF(at.x() + x, at.y() + top, _BAR, self.height - top)
                painter.fillRect(bar, QColor(self._style.colours.hairline))
        for index, inset in enumerate(self.leaf.insets):
            if isinstance(inset, ItemInset) and inset.mark:
                self._draw_mark(painter, at, inset, self._lefts[index + 1])

    def _draw_mark(self, painter: QPainter, at: QPointF, inset: ItemInset, indent: int) -> None:
        """Draws what stands before an item, up to where its text begins."""
        line, inner = self.caret(0), self.inner
        baseline = inner.baseline_of(0) if isinstance(inner, Passage) else self._style.prose.baseline
        edge = self.width - indent + GAP if self._mirrored else indent - GAP
        beside = Beside(at + QPointF(edge, line.top() + baseline), line.center().y() + at.y(), self._mirrored)
        draw_mark(painter, inset, beside, self._style)


def _lefts(insets: tuple[Inset, ...], around: Surroundings) -> list[int]:
    """Where each inset begins, and then the text."""
    most = around.width - _NARROWEST * around.style.em
    lefts = [0]
    for inset in insets:
        wide = _QUOTE if isinstance(inset, QuoteInset) else _width_of_marks(inset, around.style)
        lefts.append(max(min(lefts[-1] + wide, most), 0))
    return lefts


def _width_of_marks(inset: ItemInset, style: Style) -> int:
    return max(round(inset.letters * style.prose.letter * 1.1) + GAP, TASK + 2 * GAP - STEP)
