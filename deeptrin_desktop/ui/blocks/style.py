"""The measures of the conversation: typefaces in the sizes it uses, distances, and the width of a line."""

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QPalette

from deeptrin_desktop.ui.theme import Colours, colours_of

STEP = 4
"""Pixels; every distance is some of them."""
BOX = 4 * STEP
"""How far the box of a user's message, a card and the focus ring reach out of the column."""
MARGIN = 8 * STEP
ROW = 7 * STEP
"""Height of a row of actions, at least."""
CORNER = 10
WIDEST = 46
"""Ems of a line of text."""
_LINE_HEIGHT = 1.5
_HEADING_LINE_HEIGHT = 1.3
_SMALL = 0.85
_FIXED = 0.93
"""Letters of one width look larger than others of their size."""
_HEADINGS = (1.75, 1.45, 1.2, 1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Face:
    """A font with the height of its lines and where in them its letters stand."""

    font: QFont
    pitch: int
    baseline: float
    letter: float
    """Width of an average letter."""
    pixels: int
    """The font's size."""

    @property
    def row(self) -> int:
        """Height of a row of actions that are named in it."""
        return max(self.pitch + 2 * STEP, ROW)


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """All that layout and painting need to know about how things look. A new one means that all is laid out anew."""

    prose: Face
    strong: Face
    small: Face
    fixed: Face
    """With letters of one width."""
    headings: tuple[Face, ...]
    """Of level 1 to 6."""
    colours: Colours
    em: int

    def column(self, pane_width: int) -> tuple[int, int]:
        """Left edge and width of the text in a pane so wide."""
        width = max(min(WIDEST * self.em, pane_width - 2 * MARGIN), 8 * self.em)
        return max((pane_width - width) // 2, STEP), width


def style_of(font: QFont, palette: QPalette, zoom: float = 1) -> Style:
    """The look of a pane with this font, `zoom` times as large, and the theme that the palette belongs to."""
    font = _scaled(font, zoom)
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    if font.pointSizeF() > 0:
        fixed.setPointSizeF(font.pointSizeF())
    else:
        fixed.setPixelSize(font.pixelSize())
    return Style(
        prose=_face(font),
        strong=_face(_scaled(font, 1, QFont.Weight.DemiBold)),
        small=_face(_scaled(font, _SMALL)),
        fixed=_face(_scaled(fixed, _FIXED)),
        headings=tuple(_face(_scaled(font, by, QFont.Weight.DemiBold), _HEADING_LINE_HEIGHT) for by in _HEADINGS),
        colours=colours_of(palette),
        em=QFontInfo(font).pixelSize(),
    )


def _scaled(font: QFont, by: float, weight: QFont.Weight | None = None) -> QFont:
    scaled = QFont(font)
    if weight is not None:
        scaled.setWeight(weight)
    if font.pointSizeF() > 0:
        scaled.setPointSizeF(font.pointSizeF() * by)
    else:
        scaled.setPixelSize(round(font.pixelSize() * by))
    return scaled


def _face(font: QFont, line_height: float = _LINE_HEIGHT) -> Face:
    metrics = QFontMetricsF(font)
    pixels = QFontInfo(font).pixelSize()
    pitch = round(max(pixels * line_height, metrics.height()))
    baseline = (pitch - metrics.height()) / 2 + metrics.ascent()
    return Face(font, pitch, round(baseline), metrics.averageCharWidth(), pixels)
