"""Formulas as pictures, made one at a time while nothing else is to be done."""

from functools import partial
from threading import Thread
from time import perf_counter

from PySide6.QtCore import QByteArray, QObject, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap, QPixmapCache

from deeptrin_desktop.markdown.maths import Picture, picture
from deeptrin_desktop.ui.blocks.allowance import Allowance

_PAUSE = 20
"""Milliseconds between two looks whether what draws formulas has been loaded."""

_SELDOM = 0.1
"""Seconds between two signals while more are made, since what waits is laid out anew at each."""

_AT_ONCE = 0.008
"""Seconds of drawing in one turn of the event loop."""

_Formula = tuple[str, bool, float, str]


class Pictures(QObject):
    """Gives the picture of a formula, if there is one already; if not, it is made later, and `arrived` comes.

    Made ones are drawn when they are first seen. Where so many are seen that this would take long, `due` comes, and
    more are drawn when it is painted again.
    """

    arrived = Signal()
    due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: dict[_Formula, Picture | None] = {}
        self._wanted: dict[_Formula, None] = {}
        """In the order in which they were asked for."""
        self._told = 0.0
        self._loading: Thread | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._make_one)
        self._drawing = Allowance(_AT_ONCE, self)
        self._drawing.renewed.connect(self.due)

    def find(self, tex: str, *, display: bool, size: float, colour: str) -> Picture | None:
        """The picture, or `None` while it is not there, or if there will be none."""
        wanted = tex, display, size, colour
        if wanted not in self._found and wanted not in self._wanted:
            self._wanted[wanted] = None
            self._timer.start(0)
        return self._found.get(wanted)

    def is_coming(self, tex: str, *, display: bool, size: float, colour: str) -> bool:
        return (tex, display, size, colour) in self._wanted

    def drawn(self, made: Picture, size: QSizeF, ratio: float) -> QPixmap | None:
        """The pixels of a formula, `ratio` to a pixel of its size; `None` if they are drawn later. The cache may let go
        of them: whoever shows them keeps them.
        """
        key = f"formula {hash(made.svg)} {size.width()} {ratio}"
        pixels = QPixmap()
        if QPixmapCache.find(key, pixels):
            return pixels
        drawn = self._drawing.spend_on(partial(_drawn, made, size, ratio))
        if drawn is not None:
            QPixmapCache.insert(key, drawn)
        return drawn

    def _make_one(self) -> None:
        if self._loading is None:
            # It takes as long as several frames.
            self._loading = Thread(target=_load, daemon=True)
            self._loading.start()
        if self._loading.is_alive():
            self._timer.start(_PAUSE)
        elif self._wanted:
            wanted = next(iter(self._wanted))
            del self._wanted[wanted]
            tex, display, size, colour = wanted
            self._found[wanted] = picture(tex, display=display, size=size, colour=colour)
            if self._wanted:
                self._timer.start(0)
            if not self._wanted or perf_counter() - self._told > _SELDOM:
                self._told = perf_counter()
                self.arrived.emit()


def _load() -> None:
    picture("x", display=False, size=1, colour="black")


def _drawn(made: Picture, size: QSizeF, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    pixels = QPixmap(round(size.width() * ratio + 0.5), round(size.height() * ratio + 0.5))
    pixels.fill(Qt.GlobalColor.transparent)
    pixels.setDevicePixelRatio(ratio)
    painter = QPainter(pixels)
    QSvgRenderer(QByteArray(made.svg.encode())).render(painter, QRectF(QPointF(), size))
    painter.end()
    return pixels


def tinted(pixels: QPixmap, ink: QColor) -> QPixmap:
    """The same shape in one colour."""
    other = QPixmap(pixels)
    painter = QPainter(other)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(other.rect(), ink)
    painter.end()
    return other
