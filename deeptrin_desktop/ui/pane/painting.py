"""Draws messages: what is in the clip, and nothing else."""

from PySide6.QtCore import QCoreApplication, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter

from deeptrin_desktop.core.message import Role
from deeptrin_desktop.ui.blocks.style import BOX, STEP, Style
from deeptrin_desktop.ui.pane.actions import Action, Tab
from deeptrin_desktop.ui.pane.buttons import paint_button
from deeptrin_desktop.ui.pane.canvas import RING, Canvas
from deeptrin_desktop.ui.pane.controls import Control, version_label, version_width
from deeptrin_desktop.ui.pane.entry import Entry
from deeptrin_desktop.ui.pane.lanes import GAP
from deeptrin_desktop.ui.pane.page import Page
from deeptrin_desktop.ui.pane.places import INDENTS
from deeptrin_desktop.ui.pane.rows import USER_PADDING, Kind
from deeptrin_desktop.ui.pane.text_painting import paint_section, paint_streaming_caret

_OVERHANG = 4 * STEP
"""By how much the box or the ring of a message may reach out of its rows."""
_RULE = 2
"""Width of the line beside reasoning."""
_ABOVE, _SHORT = STEP, STEP
"""How far the focus ring of a message reaches out above it, and how much of the room below it it leaves."""


def paint(painter: QPainter, clip: QRect, style: Style, page: Page) -> None:
    """Draws the messages that the clip touches. They have been laid out."""
    canvas, layout = Canvas(painter, clip, style, page), page.layout
    if not page:
        _paint_empty(canvas)
        return
    for index, place in layout.between(layout.top + clip.top() - _OVERHANG, layout.top + clip.bottom() + 1 + _OVERHANG):
        left, width = page.lane(index)
        for kind, row_top, height in page.transcript[index].rows():
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
        x, height = rect.right() + 1 - BOX + GAP // 2, rect.height() - _SHORT
        canvas.painter.fillRect(x, rect.top(), 1, height, QColor(canvas.style.colours.hairline))


def _paint_row(canvas: Canvas, index: int, kind: Kind, rect: QRect) -> None:
    entry, colours, small = canvas.page.transcript[index], canvas.style.colours, canvas.style.small
    if kind is Kind.TEXT:
        _paint_text(canvas, index, rect)
    elif kind is Kind.REASONING:
        canvas.painter.fillRect(rect.left(), rect.top(), _RULE, rect.height(), QColor(colours.hairline))
        paint_section(canvas, index, kind, rect.adjusted(INDENTS[kind], 0, 0, 0), colours.muted)
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
        paint_section(canvas, index, Kind.TEXT, rect, colours.text)
        if entry.runs and entry.text:
            paint_streaming_caret(canvas, entry.text, rect)


def _paint_controls(canvas: Canvas, index: int, top: int) -> None:
    entry, attention = canvas.page.transcript[index], canvas.page.attention
    current = attention.current == index and attention.ring
    left, width = canvas.page.lane(index)
    for row, control in entry.controls:
        rect = entry.rect_of(row, control).translated(left, top)
        if row is Kind.TABS or not rect.adjusted(-RING, -RING, width, RING).intersects(canvas.clip):
            continue
        if control.action is Action.PREVIOUS:
            _paint_version(canvas, entry, rect)
        if control.always or attention.hovered == index or current:
            _paint_control(canvas, index, control, rect)
    if current and attention.stop is None:
        rect = canvas.page.message_rect(index).adjusted(BOX, -_ABOVE, -BOX, -_SHORT)
        canvas.box(rect, edge=canvas.style.colours.accent, width=RING)


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
