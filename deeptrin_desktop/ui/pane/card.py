"""The card that says what went wrong with a reply, in the place where it did."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from deeptrin_desktop.core.errors import Failure
from deeptrin_desktop.ui.blocks.lines import Lines
from deeptrin_desktop.ui.blocks.style import BOX, CORNER, STEP, Style
from deeptrin_desktop.ui.words import words_of

_PADDING = 3 * STEP
_TINT = 0.1
"""How much of the danger colour is in the card's surface."""
_EDGE = 0.35
_LONGEST_FACT = 1_000
"""Characters; the rest is in the copied details."""


class Card:
    """Words of a failure, laid out in a column. Room for a row of buttons is left at its end."""

    def __init__(self, failure: Failure, style: Style, width: int) -> None:
        self.failure = failure
        self.words = words_of(failure)
        self._style = style
        self._boxes = [
            (Lines(self.words.title, style.strong, width), style.colours.text),
            (Lines(self.words.text, style.prose, width), style.colours.text),
            *((Lines(fact[:_LONGEST_FACT], style.small, width), style.colours.muted) for fact in self.words.facts),
        ]
        self.buttons_top = _PADDING + sum(box.height for box, _ in self._boxes) + 3 * STEP
        self.height = self.buttons_top + style.small.row + _PADDING

    @property
    def details(self) -> str:
        """All of it as plain text."""
        return "\n".join((self.words.title, self.words.text, *self.words.facts))

    def draw(self, painter: QPainter, at: QPointF, width: int) -> None:
        """Draws it around a column whose left edge is at `at`, which is at the card's top."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        surface, edge = QColor(self._style.colours.danger), QColor(self._style.colours.danger)
        surface.setAlphaF(_TINT)
        edge.setAlphaF(_EDGE)
        painter.setPen(edge)
        painter.setBrush(surface)
        painter.drawRoundedRect(
            QRectF(at.x() - BOX + 0.5, at.y() + 0.5, width + 2 * BOX - 1, self.height - 1), CORNER, CORNER
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        top = at.y() + _PADDING
        for box, ink in self._boxes:
            box.draw(painter, QPointF(at.x(), top), QColor(ink), clip=QRectF())
            top += box.height
