"""The app's icon at the sizes that desktops ask for, drawn from `resources/icon.svg` by Qt itself."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 192, 256, 512)
"""Edges in pixels."""


def draw(source: Path, size: int, target: Path) -> None:
    """Writes a PNG file of that edge; its folder is made."""
    target.parent.mkdir(parents=True, exist_ok=True)
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(source)).render(painter, QRectF(image.rect()))
    painter.end()
    image.save(str(target))
