"""One family of icons: strokes on a 20 px grid, drawn when they are first seen, in the colour that is asked for."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache

GRID = 20
"""Edge of an icon in device-independent pixels."""

STROKES: dict[str, str] = {
    "check": '<path d="M4 10.5 8 14.5 16 6"/>',
    "chevron-down": '<path d="M5.5 8 10 12.5 14.5 8"/>',
    "chevron-left": '<path d="M12 5.5 7.5 10 12 14.5"/>',
    "chevron-right": '<path d="M8 5.5 12.5 10 8 14.5"/>',
    "chevron-up": '<path d="M5.5 12 10 7.5 14.5 12"/>',
    "close": '<path d="M5 5 15 15M15 5 5 15"/>',
    "continue": '<path d="M4 5.5v9l6-4.5zM11 5.5v9l6-4.5z"/>',
    "copy": '<rect x="7" y="7" width="9.5" height="9.5" rx="2"/>'
    '<path d="M4.5 13A1.5 1.5 0 0 1 3.5 11.5v-6a2 2 0 0 1 2-2h6A1.5 1.5 0 0 1 13 4.5"/>',
    "edit": '<path d="M3.5 16.5 4.5 12.5 13 4a2 2 0 0 1 3 3L7.5 15.5zM11.5 5.5l3 3"/>',
    "eye": '<path d="M2.5 10C4.5 6.5 7 5 10 5s5.5 1.5 7.5 5c-2 3.5-4.5 5-7.5 5s-5.5-1.5-7.5-5z"/>'
    '<circle cx="10" cy="10" r="2.25"/>',
    "eye-off": '<path d="M2.5 10C4.5 6.5 7 5 10 5s5.5 1.5 7.5 5c-2 3.5-4.5 5-7.5 5s-5.5-1.5-7.5-5zM4 16 16 4"/>',
    "inspect": '<circle cx="9" cy="9" r="5.25"/><path d="M13 13l3.75 3.75M7 7.75h4M7 10.25h2.5"/>',
    "more": '<path d="M4.75 10h.01M10 10h.01M15.25 10h.01" stroke-width="2.25"/>',
    "new": '<path d="M10 4v12M4 10h12"/>',
    "note": '<circle cx="10" cy="10" r="7"/><path d="M10 9.25v4.5M10 6.25v.5"/>',
    "parameters": '<path d="M3.5 6h7M14.5 6h2M3.5 14h2M9.5 14h7"/><circle cx="12.5" cy="6" r="2"/>'
    '<circle cx="7.5" cy="14" r="2"/>',
    "picture": '<rect x="2.75" y="4" width="14.5" height="12" rx="2"/><circle cx="7.25" cy="8" r="1.25"/>'
    '<path d="M3.25 14.5 7.5 11l2.75 2.25 3-3L17 13.75"/>',
    "refresh": '<path d="M16 10a6 6 0 1 1-1.9-4.4L16 7.25M16 3.5v3.75h-3.75"/>',
    "regenerate": '<path d="M4 9a6.2 6.2 0 0 1 10.5-3L16 7.5M16 4v3.5h-3.5'
    'M16 11a6.2 6.2 0 0 1-10.5 3L4 12.5M4 16v-3.5h3.5"/>',
    "reset": '<path d="M4.5 8h7.75a3.75 3.75 0 0 1 0 7.5H8M7.5 4.75 4.25 8l3.25 3.25"/>',
    "save": '<path d="M4 5.5A1.5 1.5 0 0 1 5.5 4h7.25L16 7.25v7.25a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 4 14.5z'
    'M7 4v3.25h5M6.75 16v-4.5h6.5V16"/>',
    "send": '<path d="M10 16V4.5M5 9.5l5-5 5 5"/>',
    "sidebar": '<rect x="3" y="4" width="14" height="12" rx="2.5"/><path d="M8 4v12"/>',
    "star": '<path d="M10 3.25 12.1 7.6l4.65.65-3.4 3.3.85 4.7L10 14l-4.2 2.25.85-4.7-3.4-3.3L7.9 7.6z"/>',
    "star-on": '<path d="M10 3.25 12.1 7.6l4.65.65-3.4 3.3.85 4.7L10 14l-4.2 2.25.85-4.7-3.4-3.3L7.9 7.6z"'
    ' fill="INK"/>',
    "stop": '<rect x="6.25" y="6.25" width="7.5" height="7.5" rx="1" fill="INK"/>',
    "warning": '<path d="M10 3.5 17.5 16.5h-15zM10 8.5v3.75M10 14.25v.25"/>',
    "wrap": '<path d="M3.5 5.5h13M3.5 10h10.25a2.75 2.75 0 0 1 0 5.5H10M12 13.5l-2 2 2 2M3.5 15.5h3"/>',
}


def pixmap(name: str, colour: str, *, ratio: float = 1.0, size: int = GRID) -> QPixmap:
    """One icon in a colour (`#rrggbb`), `size` device-independent pixels wide, for a screen of that pixel ratio."""
    key = f"{name} {colour} {size} {ratio}"
    found = QPixmap()
    if not QPixmapCache.find(key, found):
        found = drawn(_icon(name, colour), size=size, ratio=ratio)
        QPixmapCache.insert(key, found)
    return found


def drawn(svg: bytes, *, size: int, ratio: float = 1.0) -> QPixmap:
    """A square drawing, `size` device-independent pixels wide, for a screen of that pixel ratio."""
    from PySide6.QtSvg import QSvgRenderer

    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(made.rect()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _icon(name: str, colour: str) -> bytes:
    strokes = STROKES[name].replace("INK", colour)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GRID} {GRID}" fill="none" stroke="{colour}"'
        f' stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">{strokes}</svg>'
    ).encode()
