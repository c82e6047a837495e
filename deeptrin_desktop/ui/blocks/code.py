"""Some lines of code on a surface of their own, with a header above the first of them."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from deeptrin_desktop.ui.blocks.bar import ROOM, Bar
from deeptrin_desktop.ui.blocks.formats import ranges_of_tokens
from deeptrin_desktop.ui.blocks.leaves import Code
from deeptrin_desktop.ui.blocks.lines import Mark
from deeptrin_desktop.ui.blocks.pan import Pan
from deeptrin_desktop.ui.blocks.passage import Passage
from deeptrin_desktop.ui.blocks.piece import Framed, Tool
from deeptrin_desktop.ui.blocks.shared import Shared
from deeptrin_desktop.ui.blocks.style import STEP, Style
from deeptrin_desktop.ui.blocks.surroundings import Surroundings
from deeptrin_desktop.ui.blocks.utf16 import shown
from deeptrin_desktop.ui.icons import pixmap

_CORNER = 8
_PADDING = 3 * STEP
_RING = 2
_ICONS = {Tool.WRAP: "wrap", Tool.COPY: "copy"}


class CodePiece(Framed):
    """Lines of code. They are drawn within its edges, from as far to the right as it is scrolled."""

    def __init__(self, code: Code, shared: Shared, around: Surroundings, width: int) -> None:
        """As long as the tokens of the whole are not known it is coloured by itself, which is seldom wrong."""
        pan, tokens = shared.pan, shared.tokens
        self._code = code
        self._pan = pan
        self._style = around.style
        self.width = width
        known = around.colouring.tokens_of(code.text, code.language) if tokens is None else tokens
        self._waits = known is None or (tokens is None and not code.whole)
        if known is None:
            known = around.colouring.tokens_before(code.text, code.language)
        room = width - 2 * _PADDING
        lines = Passage(
            code.words,
            around.style.fixed,
            around,
            room,
            ranges=ranges_of_tokens(code.text, known, around.style),
            wrap=pan.wrapped,
            direction=Qt.LayoutDirection.LeftToRight,
        )
        super().__init__(lines, _PADDING, self._row + 2 * STEP if code.first else 0)
        self.height = self.top + lines.height + (_PADDING if code.last else 0)
        if not pan.wrapped:
            pan.extent = max(pan.extent, round(lines.natural_width) - room)

    @property
    def left(self) -> int:
        return self._left - self._pan.shift

    @property
    def pan(self) -> Pan | None:
        return self._pan if self._pan.extent > 0 else None

    @property
    def bar(self) -> Bar | None:
        track = QRect(_PADDING, self.height - ROOM, self.width - 2 * _PADDING, ROOM)
        there = self._code.last and self._pan.extent > 0 and not self._pan.wrapped
        return Bar(self._pan, track) if there else None

    @property
    def waits(self) -> bool:
        return self._waits

    @property
    def tools(self) -> tuple[tuple[Tool, QRect], ...]:
        if not self._code.first:
            return ()
        right, row = self.width - STEP, self._row
        return (
            (Tool.WRAP, QRect(right - 2 * row, STEP, row, row)),
            (Tool.COPY, QRect(right - row, STEP, row, row)),
        )

    @property
    def _row(self) -> int:
        return self._style.small.row

    def draw(self, painter: QPainter, at: QPointF, ink: QColor, *, clip: QRectF, mark: Mark | None = None) -> None:
        rect = QRectF(at.x(), at.y(), self.width, self.height)
        self._draw_surface(painter, rect)
        painter.save()
        painter.setClipRect(rect.adjusted(STEP, 0, -STEP, 0), Qt.ClipOperation.IntersectClip)
        super().draw(painter, at, ink, clip=clip, mark=mark)
        painter.restore()
        if self._code.first:
            label = rect.adjusted(_PADDING, STEP, -2 * self._row - _PADDING, 0)
            label.setHeight(self._row)
            painter.setFont(self._style.small.font)
            painter.setPen(QColor(self._style.colours.muted))
            name = QFontMetricsF(painter.font()).elidedText(
                shown(self._code.language), Qt.TextElideMode.ElideRight, label.width()
            )
            painter.drawText(label, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        if (bar := self.bar) is not None:
            bar.translated(at.toPoint()).draw(painter, self._style)

    def _draw_surface(self, painter: QPainter, rect: QRectF) -> None:
        """The box as a whole has round corners, of which this piece shows what is its own."""
        whole = rect.adjusted(0, 0 if self._code.first else -_CORNER, 0, 0 if self._code.last else _CORNER)
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._style.colours.code))
        painter.drawRoundedRect(whole, _CORNER, _CORNER)
        painter.restore()


def draw_tool(
    painter: QPainter, tool: Tool, rect: QRect, style: Style, *, hot: bool = False, focused: bool = False, done: bool
) -> None:
    """Draws a button of a header; `hot` is the one under the mouse, and `done` what was just done."""
    colours = style.colours
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.accent), _RING) if focused else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.hairline) if hot else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), _CORNER - 2, _CORNER - 2)
    ink = colours.text if hot or focused else colours.muted
    size = rect.height() - 2 * STEP
    drawn = pixmap("check" if done else _ICONS[tool], ink, ratio=painter.device().devicePixelRatio(), size=size)
    painter.drawPixmap(rect.topLeft() + QPoint(STEP, STEP), drawn)
    painter.setBrush(Qt.BrushStyle.NoBrush)
