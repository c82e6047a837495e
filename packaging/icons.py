"""The app's icon as pictures, drawn from its SVG by Qt itself; each system has the sizes that it asks for."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from release import ROOT

SVG = ROOT / "resources" / "icon.svg"


def draw(size: int, target: Path) -> None:
    """Writes a PNG file whose edge has `size` pixels; its folder is made."""
    target.parent.mkdir(parents=True, exist_ok=True)
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SVG)).render(painter, QRectF(image.rect()))
    painter.end()
    image.save(str(target))
