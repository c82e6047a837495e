"""Formulas as pictures, made one at a time while nothing else is to be done."""

from threading import Thread
from time import perf_counter

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap, QPixmapCache

from deeptrin_desktop.markdown.maths import Picture, picture

_PAUSE = 20
"""Milliseconds between two looks whether what draws formulas has been loaded."""

_SELDOM = 0.1
"""Seconds between two signals while more are made, since what waits is laid out anew at each."""

_Formula = tuple[str, bool, float, str]


class Pictures(QObject):
    """Gives the picture of a formula, if there is one already; if not, it is made later, and `arrived` comes."""

    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: dict[_Formula, Picture | None] = {}
        self._wanted: dict[_Formula, None] = {}
        """In the order in which they were asked for."""
        self._told = 0.0
        self._loading: Thread | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._make_one)

    def find(self, tex: str, *, display: bool, size: float, colour: str) -> Picture | None:
        """The picture, or `None` while it is not there, or if there will be none."""
        wanted = tex, display, size, colour
        if wanted not in self._found and wanted not in self._wanted:
            self._wanted[wanted] = None
            self._timer.start(0)
        return self._found.get(wanted)

    def is_coming(self, tex: str, *, display: bool, size: float, colour: str) -> bool:
        return (tex, display, size, colour) in self._wanted

    def draw(self, painter: QPainter, rect: QRectF, made: Picture, *, ink: QColor | None = None) -> None:
        """Draws a formula, in another colour than its own if one is given."""
        ratio = painter.device().devicePixelRatio()
        key = f"formula {hash(made.svg)} {rect.width()} {ratio} {ink.name() if ink else ''}"
        drawn = QPixmap()
        if not QPixmapCache.find(key, drawn):
            drawn = _drawn(made, rect, ratio, ink)
            QPixmapCache.insert(key, drawn)
        painter.drawPixmap(rect.topLeft(), drawn)

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


def _drawn(made: Picture, rect: QRectF, ratio: float, ink: QColor | None) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    drawn = QPixmap(round(rect.width() * ratio + 0.5), round(rect.height() * ratio + 0.5))
    drawn.fill(Qt.GlobalColor.transparent)
    drawn.setDevicePixelRatio(ratio)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(made.svg.encode())).render(painter, QRectF(0, 0, rect.width(), rect.height()))
    if ink is not None:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(QRectF(0, 0, drawn.width(), drawn.height()), ink)
    painter.end()
    return drawn
