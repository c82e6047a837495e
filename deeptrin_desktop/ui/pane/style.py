"""The measures of the pane: typefaces in the sizes it uses, distances, and the width of a line."""

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QPalette

from deeptrin_desktop.ui.theme import Colours, colours_of

STEP = 4
"""Pixels; every distance is some of them."""
PARAGRAPH = 4 * STEP
BOX = 4 * STEP
"""How far the box of a user's message, a card and the focus ring reach out of the column."""
MARGIN = 8 * STEP
ROW = 7 * STEP
"""Height of a row of actions."""
CORNER = 10
WIDEST = 46
"""Ems of a line of text."""
_LINE_HEIGHT = 1.5
_SMALL = 0.85


@dataclass(frozen=True, slots=True)
class Face:
    """A font with the height of its lines and where in them its letters stand."""

    font: QFont
    pitch: int
    baseline: float
    letter: float
    """Width of an average letter."""


@dataclass(frozen=True, slots=True)
class Style:
    """All that layout and painting need to know about how things look. A new one means that all is laid out anew."""

    prose: Face
    strong: Face
    small: Face
    colours: Colours
    em: int

    def column(self, pane_width: int) -> tuple[int, int]:
        """Left edge and width of the text in a pane so wide."""
        width = max(min(WIDEST * self.em, pane_width - 2 * MARGIN), 8 * self.em)
        return max((pane_width - width) // 2, STEP), width


def style_of(font: QFont, palette: QPalette) -> Style:
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    small = QFont(font)
    if font.pointSizeF() > 0:
        small.setPointSizeF(font.pointSizeF() * _SMALL)
    else:
        small.setPixelSize(round(font.pixelSize() * _SMALL))
    return Style(_face(font), _face(strong), _face(small), colours_of(palette), QFontInfo(font).pixelSize())


def _face(font: QFont) -> Face:
    metrics = QFontMetricsF(font)
    pitch = round(max(QFontInfo(font).pixelSize() * _LINE_HEIGHT, metrics.height()))
    baseline = (pitch - metrics.height()) / 2 + metrics.ascent()
    return Face(font, pitch, round(baseline), metrics.averageCharWidth())
