"""A leaf, laid out: its text in the room that is left by the quotes and items around it, and what is drawn of those."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from deeptrin_desktop.ui.blocks.bodies import lay_out
from deeptrin_desktop.ui.blocks.direction import runs_left
from deeptrin_desktop.ui.blocks.leaves import Inset, ItemInset, Leaf, Prose, QuoteInset
from deeptrin_desktop.ui.blocks.lines import Mark
from deeptrin_desktop.ui.blocks.passage import Passage
from deeptrin_desktop.ui.blocks.piece import Framed
from deeptrin_desktop.ui.blocks.shared import NOTHING_SHARED, Shared
from deeptrin_desktop.ui.blocks.style import STEP, Style
from deeptrin_desktop.ui.blocks.surroundings import Surroundings
from deeptrin_desktop.ui.blocks.words import Target
from deeptrin_desktop.ui.icons import pixmap

_QUOTE = 4 * STEP
_BAR = 3
"""Width of the bar beside a quote."""
_GAP = 2 * STEP
"""Between a mark and the text of its item."""
_TASK = 14
"""Edge of a task's box."""
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
        """Draws what stands before an item, ending where its text begins."""
        line, face = self.caret(0), self._style.prose
        width = _TASK if inset.done is not None else QFontMetricsF(face.font).horizontalAdvance(inset.mark)
        x = self.width - indent + _GAP if self._mirrored else indent - _GAP - width
        if inset.done is not None:
            self._draw_task(painter, at + QPointF(x, line.center().y() - _TASK / 2), done=inset.done)
            return
        painter.setFont(face.font)
        painter.setPen(QColor(self._style.colours.muted))
        painter.drawText(at + QPointF(x, line.top() + self._baseline), inset.mark)

    @property
    def _baseline(self) -> float:
        inner = self.inner
        return inner.baseline_of(0) if isinstance(inner, Passage) else self._style.prose.baseline

    def _draw_task(self, painter: QPainter, at: QPointF, *, done: bool) -> None:
        colours = self._style.colours
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(at.x(), at.y(), _TASK, _TASK).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(colours.accent if done else colours.border))
        painter.setBrush(QColor(colours.accent) if done else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, STEP - 1, STEP - 1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if done:
            tick = pixmap("check", colours.on_accent, ratio=painter.device().devicePixelRatio(), size=_TASK)
            painter.drawPixmap(at, tick)


def _lefts(insets: tuple[Inset, ...], around: Surroundings) -> list[int]:
    """Where each inset begins, and then the text."""
    most = around.width - _NARROWEST * around.style.em
    lefts = [0]
    for inset in insets:
        wide = _QUOTE if isinstance(inset, QuoteInset) else _width_of_marks(inset, around.style)
        lefts.append(max(min(lefts[-1] + wide, most), 0))
    return lefts


def _width_of_marks(inset: ItemInset, style: Style) -> int:
    return max(round(inset.letters * style.prose.letter * 1.1) + _GAP, _TASK + 2 * _GAP - STEP)
