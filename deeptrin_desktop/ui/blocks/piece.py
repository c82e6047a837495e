"""What every box can be asked, and boxes that hold another one further in."""

from collections.abc import Iterator
from enum import Enum, auto
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter

from deeptrin_desktop.ui.blocks.bar import Bar
from deeptrin_desktop.ui.blocks.lines import Mark
from deeptrin_desktop.ui.blocks.pan import Pan
from deeptrin_desktop.ui.blocks.words import Target


class Tool(Enum):
    """Something to press in a block."""

    WRAP = auto()
    COPY = auto()

    @property
    def name_for_people(self) -> str:
        return {
            Tool.WRAP: QCoreApplication.translate("Blocks", "Wrap lines"),
            Tool.COPY: QCoreApplication.translate("Blocks", "Copy code"),
        }[self]


class Piece(Protocol):
    """Text laid out. Points and rectangles are in pixels from its upper left corner, offsets in its characters."""

    height: int

    def __len__(self) -> int: ...

    @property
    def last_row(self) -> int:
        """The top of the last line."""

    @property
    def links(self) -> tuple[Target, ...]: ...

    @property
    def tools(self) -> tuple[tuple[Tool, QRect], ...]: ...

    @property
    def pan(self) -> Pan | None:
        """What it is scrolled by, where it may be wider than there is room for."""

    @property
    def bar(self) -> Bar | None:
        """What it is scrolled with, if it is here."""

    @property
    def waits(self) -> bool:
        """Whether it may look different soon, since formulas or colours are still being made."""

    def offset_at(self, x: float, y: float) -> int: ...
    def covers(self, x: float, y: float) -> bool: ...
    def caret(self, offset: int) -> QRectF: ...
    def row_of(self, offset: int) -> tuple[int, int]: ...
    def row_span(self, offset: int) -> tuple[int, int]: ...
    def first_in_row(self, y: float) -> int: ...
    def moved(self, offset: int, *, forward: bool, by_word: bool) -> int: ...
    def word_at(self, offset: int) -> tuple[int, int]: ...
    def rects(self, start: int, end: int) -> Iterator[QRectF]:
        """What is around characters, line by line."""

    def draw(self, painter: QPainter, at: QPointF, ink: QColor, *, clip: QRectF, mark: Mark | None = None) -> None: ...


class Framed:
    """A piece with something around it. `left` and `top` say where in it the piece stands."""

    def __init__(self, inner: Piece, left: int, top: int) -> None:
        self.inner = inner
        self._left = left
        self._top = top

    @property
    def left(self) -> int:
        return self._left

    @property
    def top(self) -> int:
        return self._top

    def __len__(self) -> int:
        return len(self.inner)

    @property
    def last_row(self) -> int:
        return self.top + self.inner.last_row

    @property
    def links(self) -> tuple[Target, ...]:
        return self.inner.links

    @property
    def tools(self) -> tuple[tuple[Tool, QRect], ...]:
        return tuple((tool, rect.translated(self._left, self._top)) for tool, rect in self.inner.tools)

    @property
    def pan(self) -> Pan | None:
        return self.inner.pan

    @property
    def bar(self) -> Bar | None:
        bar = self.inner.bar
        return bar and bar.translated(QPoint(self._left, self._top))

    @property
    def waits(self) -> bool:
        return self.inner.waits

    def offset_at(self, x: float, y: float) -> int:
        return self.inner.offset_at(x - self.left, y - self.top)

    def covers(self, x: float, y: float) -> bool:
        return self.inner.covers(x - self.left, y - self.top)

    def caret(self, offset: int) -> QRectF:
        return self.inner.caret(offset).translated(self.left, self.top)

    def row_of(self, offset: int) -> tuple[int, int]:
        top, bottom = self.inner.row_of(offset)
        return self.top + top, self.top + bottom

    def row_span(self, offset: int) -> tuple[int, int]:
        return self.inner.row_span(offset)

    def first_in_row(self, y: float) -> int:
        return self.inner.first_in_row(y - self.top)

    def moved(self, offset: int, *, forward: bool, by_word: bool) -> int:
        return self.inner.moved(offset, forward=forward, by_word=by_word)

    def word_at(self, offset: int) -> tuple[int, int]:
        return self.inner.word_at(offset)

    def rects(self, start: int, end: int) -> Iterator[QRectF]:
        return (rect.translated(self.left, self.top) for rect in self.inner.rects(start, end))

    def draw(self, painter: QPainter, at: QPointF, ink: QColor, *, clip: QRectF, mark: Mark | None = None) -> None:
        self.inner.draw(painter, at + QPointF(self.left, self.top), ink, clip=clip, mark=mark)
