"""Draws a text of a message with what is selected and found in it, and its carets."""

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPen

from deeptrin_desktop.ui.blocks.box import Box
from deeptrin_desktop.ui.blocks.code import draw_tool
from deeptrin_desktop.ui.blocks.flow import Place
from deeptrin_desktop.ui.blocks.lines import Mark
from deeptrin_desktop.ui.blocks.section import Section
from deeptrin_desktop.ui.blocks.style import STEP
from deeptrin_desktop.ui.pane.canvas import RING, Canvas
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.pane.selection import Position
from deeptrin_desktop.ui.pane.spots import Spot

_CARET = 2
_FOUND = 0.3
"""How much of the warning colour marks what was found."""


def paint_section(canvas: Canvas, index: int, kind: Kind, rect: QRect, ink: str) -> None:
    section = canvas.page.transcript[index].section(kind)
    if not rect.intersects(canvas.clip):
        return
    leaf = section.heights.at(max(canvas.clip.top() - rect.top(), 0))
    top = rect.top() + section.heights.before(leaf)
    marked = canvas.page.selection.within(index, kind)
    caret = _caret_in(canvas, index, kind)
    while leaf < len(section) and top <= canvas.clip.bottom():
        if section.is_laid_out(leaf):
            box, at = section.box(leaf), QPointF(rect.left(), top)
            mark = _mark(canvas, marked, leaf, len(box))
            box.draw(canvas.painter, at, QColor(ink), clip=QRectF(canvas.clip), mark=mark)
            _paint_found(canvas, Position.of(index, kind, Place(leaf, 0)), box, at)
            _paint_spots(canvas, index, Spot(kind, leaf), box, at)
            if caret is not None and section.clamped(caret.place).leaf == leaf:
                where = box.caret(section.clamped(caret.place).offset)
                canvas.painter.fillRect(where.translated(at), QColor(canvas.style.colours.text))
        top += section.heights[leaf]
        leaf += 1


def _paint_found(canvas: Canvas, here: Position, box: Box, at: QPointF) -> None:
    """Marks what is looked for, over the letters, since a box may have a surface of its own."""
    if canvas.page.needle is None:
        return
    colour = QColor(canvas.style.colours.warning)
    colour.setAlphaF(_FOUND)
    leaf = here.place.leaf
    for start, end in canvas.page.needle.spans(box.leaf.text):
        span = here._replace(place=Place(leaf, start)), here._replace(place=Place(leaf, end))
        if canvas.page.selection.span == span:
            continue  # it is the one that was gone to
        for rect in box.rects(start, end):
            inside = rect.intersected(QRectF(0, 0, box.width, box.height))
            canvas.painter.fillRect(inside.translated(at), colour)


def _paint_spots(canvas: Canvas, index: int, where: Spot, box: Box, at: QPointF) -> None:
    """The buttons of a block, and the ring around the link that has the focus."""
    attention = canvas.page.attention
    focused = attention.stop if attention.current == index and attention.ring else None
    for tool, rect in box.tools:
        spot = where._replace(tool=tool)
        draw_tool(
            canvas.painter,
            tool,
            rect.translated(at.toPoint()),
            canvas.style,
            hot=attention.hovered == index and attention.hovered_stop == spot,
            focused=focused == spot,
            done=attention.copied == spot,
        )
    if isinstance(focused, Spot) and focused.tool is None and focused[:2] == where[:2]:
        canvas.painter.setPen(QPen(QColor(canvas.style.colours.accent), RING))
        for rect in canvas.page.spot_rects(index, focused):
            canvas.painter.drawRoundedRect(QRectF(rect.adjusted(-RING, 0, RING, 0)), STEP, STEP)


def _mark(canvas: Canvas, marked: tuple[Place, Place | None] | None, leaf: int, length: int) -> Mark | None:
    """The part of a selection that lies in a leaf, with the line end where it goes on behind."""
    if marked is None:
        return None
    start, end = marked
    if start.leaf > leaf or (end is not None and end <= (leaf, 0)):
        return None
    colours = canvas.style.colours
    first = start.offset if start.leaf == leaf else 0
    last = end.offset if end is not None and end.leaf == leaf else length + 1
    return Mark(first, last, QColor(colours.on_accent), QColor(colours.accent))


def _caret_in(canvas: Canvas, index: int, kind: Kind) -> Position | None:
    caret = canvas.page.selection.caret
    shown = canvas.page.attention.caret and canvas.page.attention.ring
    return caret if caret is not None and shown and (caret.message, caret.kind) == (index, kind) else None


def paint_streaming_caret(canvas: Canvas, section: Section, rect: QRect) -> None:
    """Stands where the next text will. It does not blink: it says where, not that."""
    leaf = len(section) - 1
    if not section.is_laid_out(leaf):
        return
    box = section.box(leaf)
    place = box.caret(len(box))
    top = rect.top() + section.heights.before(leaf) + place.top()
    if top <= canvas.clip.bottom() and top + place.height() >= canvas.clip.top():
        bar = QRectF(rect.left() + place.left() + _CARET, top + STEP / 2, _CARET, place.height() - STEP)
        canvas.painter.fillRect(bar, QColor(canvas.style.colours.accent))
