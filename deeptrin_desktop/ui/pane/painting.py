"""Draws messages: what is in the clip, and nothing else."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from deeptrin_desktop.core.message import Role
from deeptrin_desktop.ui.blocks.box import Box
from deeptrin_desktop.ui.blocks.code import draw_tool
from deeptrin_desktop.ui.blocks.flow import Place
from deeptrin_desktop.ui.blocks.lines import Mark
from deeptrin_desktop.ui.blocks.section import Section
from deeptrin_desktop.ui.blocks.style import BOX, CORNER, STEP, Face, Style
from deeptrin_desktop.ui.pane.actions import Action, Tab
from deeptrin_desktop.ui.pane.buttons import paint_button
from deeptrin_desktop.ui.pane.controls import Control, version_label, version_width
from deeptrin_desktop.ui.pane.entry import Entry
from deeptrin_desktop.ui.pane.lanes import GAP
from deeptrin_desktop.ui.pane.page import Page
from deeptrin_desktop.ui.pane.rows import USER_PADDING, Kind
from deeptrin_desktop.ui.pane.selection import PARTS, Position
from deeptrin_desktop.ui.pane.spots import Spot

_OVERHANG = 4 * STEP
"""By how much the box or the ring of a message may reach out of its rows."""
_RULE = 2
"""Width of the line beside reasoning."""
_CARET = 2
_RING = 2
_FOUND = 0.3
"""How much of the warning colour marks what was found."""
_RING_ABOVE = STEP
"""How far the focus ring reaches out above a message, and how much of the room below it it leaves."""
_RING_SHORT = STEP


@dataclass(frozen=True, slots=True)
class Canvas:
    """One painting of the viewport, in whose coordinates it is."""

    painter: QPainter
    clip: QRect
    style: Style
    page: Page

    def text(self, rect: QRect, face: Face, text: str, colour: str) -> None:
        """Draws one line, cut in its middle where it is too long."""
        if rect.intersects(self.clip):
            self.painter.setFont(face.font)
            self.painter.setPen(QColor(colour))
            fitting = QFontMetricsF(face.font).elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width())
            self.painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)

    def box(self, rect: QRect, *, fill: str = "", edge: str = "", width: int = 1) -> None:
        """Draws a rounded box that reaches out of the column."""
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.setPen(QPen(QColor(edge), width) if edge else Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(QRectF(rect.adjusted(-BOX, 0, BOX, 0)), CORNER, CORNER)


def paint(painter: QPainter, clip: QRect, style: Style, page: Page) -> None:
    """Draws the messages that the clip touches. They have been laid out."""
    canvas, layout = Canvas(painter, clip, style, page), page.layout
    if not page:
        _paint_empty(canvas)
        return
    for index, place in layout.between(layout.top + clip.top() - _OVERHANG, layout.top + clip.bottom() + 1 + _OVERHANG):
        entry = canvas.page.transcript[index]
        for kind, row_top, height in entry.rows():
            left, width = canvas.page.lane(index)
            rect = QRect(left, place - layout.top + row_top, width, height)
            if rect.adjusted(-BOX, -USER_PADDING, BOX, USER_PADDING).intersects(clip):
                _paint_row(canvas, index, kind, rect)
        _paint_controls(canvas, index, place - layout.top)
        _paint_divider(canvas, index)
    _paint_tabs(canvas)


def _paint_empty(canvas: Canvas) -> None:
    """Says what to do, where there is nothing to read."""
    canvas.painter.setPen(QColor(canvas.style.colours.muted))
    words = QCoreApplication.translate("Pane", "Write a message below, and the answer appears here.")
    canvas.painter.drawText(canvas.page.room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)


def _paint_divider(canvas: Canvas, index: int) -> None:
    """A line between a choice and the one to its right."""
    if index + 1 in canvas.page.transcript.beside(index) and canvas.page.stage.lanes.choices:
        rect = canvas.page.message_rect(index)
        x, height = rect.right() + 1 - BOX + GAP // 2, rect.height() - _RING_SHORT
        canvas.painter.fillRect(x, rect.top(), 1, height, QColor(canvas.style.colours.hairline))


def _paint_row(canvas: Canvas, index: int, kind: Kind, rect: QRect) -> None:
    entry, colours, small = canvas.page.transcript[index], canvas.style.colours, canvas.style.small
    if kind is Kind.TEXT:
        _paint_text(canvas, index, rect)
    elif kind is Kind.REASONING:
        canvas.painter.fillRect(rect.left(), rect.top(), _RULE, rect.height(), QColor(colours.hairline))
        _paint_section(canvas, index, kind, rect.adjusted(BOX, 0, 0, 0), colours.muted)
    elif kind is Kind.HEADING:
        canvas.text(rect, small, entry.heading, colours.muted)
    elif kind is Kind.STATE:
        canvas.text(rect, small, entry.state_text, colours.muted)
    elif kind is Kind.CARD and entry.card is not None:
        entry.card.draw(canvas.painter, QPointF(rect.topLeft()), rect.width())


def _paint_text(canvas: Canvas, index: int, rect: QRect) -> None:
    entry, colours = canvas.page.transcript[index], canvas.style.colours
    if entry.message.role is Role.USER:
        canvas.box(rect.adjusted(0, -USER_PADDING, 0, USER_PADDING), fill=colours.user_box)
    if not entry.editor_height:
        _paint_section(canvas, index, Kind.TEXT, rect, colours.text)
        if entry.runs and entry.text:
            _paint_streaming_caret(canvas, entry.text, rect)


def _paint_section(canvas: Canvas, index: int, kind: Kind, rect: QRect, ink: str) -> None:
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
            _paint_found(canvas, Position(index, PARTS.index(kind), Place(leaf, 0)), box, at)
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
        canvas.painter.setPen(QPen(QColor(canvas.style.colours.accent), _RING))
        for rect in canvas.page.spot_rects(index, focused):
            canvas.painter.drawRoundedRect(QRectF(rect.adjusted(-_RING, 0, _RING, 0)), STEP, STEP)


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


def _paint_streaming_caret(canvas: Canvas, section: Section, rect: QRect) -> None:
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


def _paint_controls(canvas: Canvas, index: int, top: int) -> None:
    entry, attention = canvas.page.transcript[index], canvas.page.attention
    current = attention.current == index and attention.ring
    left, width = canvas.page.lane(index)
    for row, control in entry.controls:
        rect = entry.rect_of(row, control).translated(left, top)
        if row is Kind.TABS or not rect.adjusted(-_RING, -_RING, width, _RING).intersects(canvas.clip):
            continue
        if control.action is Action.PREVIOUS:
            _paint_version(canvas, entry, rect)
        if control.always or attention.hovered == index or current:
            _paint_control(canvas, index, control, rect)
    if current and attention.stop is None:
        rect = canvas.page.message_rect(index).adjusted(BOX, -_RING_ABOVE, -BOX, -_RING_SHORT)
        canvas.box(rect, edge=canvas.style.colours.accent, width=_RING)


def _paint_control(canvas: Canvas, index: int, control: Control, rect: QRect) -> None:
    entry, attention = canvas.page.transcript[index], canvas.page.attention
    hot = attention.hovered == index and attention.hovered_stop == control.action
    focused = attention.current == index and attention.ring and attention.stop == control.action
    icon = _icon(entry, control, copied=attention.copied == entry.message.id)
    paint_button(canvas.painter, control, rect, canvas.style, icon=icon, hot=hot, focused=focused)


def _paint_tabs(canvas: Canvas) -> None:
    """Last of all, since they may stand over text."""
    rect, front, colours = canvas.page.tabs_rect, canvas.page.transcript.front, canvas.style.colours
    if front is None or not rect.intersects(canvas.clip):
        return
    canvas.painter.fillRect(rect.adjusted(-BOX, 0, BOX, 0), QColor(colours.surface))
    canvas.painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(colours.hairline))
    for row, control in canvas.page.transcript[front].controls:
        if row is Kind.TABS:
            _paint_control(canvas, front, control, canvas.page.control_rect(front, row, control))


def _icon(entry: Entry, control: Control, *, copied: bool) -> str:
    """Empty for what is told by its label alone."""
    if isinstance(control.action, Tab) or control.framed:
        return ""
    if control.action is Action.FOLD and entry.unfolded:
        return "chevron-down"
    return "check" if copied and control.action is Action.COPY else control.action.icon


def _paint_version(canvas: Canvas, entry: Entry, previous: QRect) -> None:
    """Which version this is, between the buttons that lead to the others."""
    version, small = entry.version, canvas.style.small
    rect = QRect(previous.right() + 1, previous.top(), version_width(version, small) + STEP, small.row)
    canvas.text(rect, small, version_label(version), canvas.style.colours.muted)
