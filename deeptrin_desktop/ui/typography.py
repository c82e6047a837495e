"""Labels in the few sizes of the look, each a part of the user's own font size, and for plain text alone."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QLabel

SMALL = 0.85
LARGE = 1.2
HUGE = 1.75


def label(text: str = "", *, scale: float = 1.0, bold: bool = False, muted: bool = False, wrap: bool = False) -> QLabel:
    """A label that shows its text as it is: nothing in it is taken for markup, and no link in it is live."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    font = made.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    made.setFont(font)
    if muted:
        made.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return made
