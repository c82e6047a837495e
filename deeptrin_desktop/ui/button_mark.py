"""What check boxes and radio buttons have in common: a mark before a text. They leave QStyle alone, which is slow to
import, and whose edges are too faint.
"""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractButton

from deeptrin_desktop.ui.theme import Colours, colours_of

MARK = 16
GAP = 8


def size_with_mark(button: QAbstractButton) -> QSize:
    text = button.fontMetrics().size(int(Qt.TextFlag.TextShowMnemonic), button.text())
    return QSize(MARK + GAP + text.width() + 2, max(MARK, text.height()) + 3)


def paint_with_mark(button: QAbstractButton, paint_mark: Callable[[QPainter, QRectF, Colours], None]) -> None:
    """Draws the text, and has the mark drawn into its square before it."""
    colours = colours_of(button.palette())
    rightward = button.layoutDirection() is Qt.LayoutDirection.LeftToRight
    mark = QRect(0 if rightward else button.width() - MARK, (button.height() - MARK) // 2, MARK, MARK)
    text = button.rect().adjusted(MARK + GAP, 0, 0, 0) if rightward else button.rect().adjusted(0, 0, -MARK - GAP, 0)
    painter = QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_mark(painter, QRectF(mark), colours)
    painter.setPen(QColor(colours.text if button.isEnabled() else colours.disabled))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextShowMnemonic
    painter.drawText(text, int(flags), button.text())
    painter.end()
