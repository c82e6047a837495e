"""What a viewport is painted on: a painter with what is to be drawn, and the two things that are drawn everywhere."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from deeptrin_desktop.ui.blocks.style import BOX, CORNER, Face, Style
from deeptrin_desktop.ui.pane.page import Page

RING = 2
"""Width of the line around what has the focus."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """One painting of the viewport, in whose coordinates it is."""

    painter: QPainter
    clip: QRect
    style: Style
    page: Page

    def text(self, rect: QRect, face: Face, text: str, colour: str) -> None:
        """Draws one line, cut in its middle where it is too long."""
        if rect.intersects(self.clip):
            self.painter.setFont(face.font)
            self.painter.setPen(QColor(colour))
            fitting = QFontMetricsF(face.font).elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width())
            self.painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)

    def box(self, rect: QRect, *, fill: str = "", edge: str = "", width: int = 1) -> None:
        """Draws a rounded box that reaches out of the column."""
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.setPen(QPen(QColor(edge), width) if edge else Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(QRectF(rect.adjusted(-BOX, 0, BOX, 0)), CORNER, CORNER)
