"""What lies at a point of the viewport."""

from html import escape

from PySide6.QtCore import QPoint, Qt

from deeptrin_desktop.ui.blocks.addresses import honest
from deeptrin_desktop.ui.blocks.bar import Bar
from deeptrin_desktop.ui.blocks.flow import START, Place
from deeptrin_desktop.ui.blocks.pan import Pan
from deeptrin_desktop.ui.pane.controls import Control
from deeptrin_desktop.ui.pane.lanes import GAP
from deeptrin_desktop.ui.pane.page import Page
from deeptrin_desktop.ui.pane.places import INDENTS
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.pane.selection import Position, last_position
from deeptrin_desktop.ui.pane.spots import Spot, Stop, link_of

_LONGEST_TIP = 500
"""Characters of an address that are shown beside the mouse."""


def message_at(page: Page, point: QPoint) -> int | None:
    """The message at a height of the viewport."""
    if not page:
        return None
    y = point.y() + page.layout.top
    line = page.layout.at(y)
    place = page.layout.place(line)
    return _in_line(page, line, point.x()) if place <= y < place + page.transcript.heights[line] else None


def _in_line(page: Page, line: int, x: int) -> int:
    """The message of a line that lies at a place from left to right, or is nearest to it."""
    seen = page.transcript.seen_in(line)
    return next((index for index in reversed(seen) if page.lane(index).left - GAP // 2 <= x), seen[0])


def control_at(page: Page, point: QPoint) -> tuple[int, Control] | None:
    """Something to press, enabled or not, and the message that it belongs to."""
    index = message_at(page, point)
    if index is None:
        return None
    for row, control in page.transcript[index].controls:
        if page.control_rect(index, row, control).contains(point):
            return index, control
    return None


def stop_at(page: Page, point: QPoint) -> tuple[int, Stop] | None:
    """What can be pressed at a point, and the message that it belongs to."""
    found = control_at(page, point)
    if found is not None:
        return (found[0], found[1].action) if found[1].enabled else None
    return spot_at(page, point)


def is_button_at(page: Page, point: QPoint) -> bool:
    """Whether something at a point is pressed and not selected."""
    if control_at(page, point) is not None:
        return True
    spot = spot_at(page, point)
    return spot is not None and spot[1].tool is not None


def cursor_at(page: Page, point: QPoint) -> Qt.CursorShape:
    """What the mouse looks like there: over a link, over text, and over all else."""
    if is_button_at(page, point):
        return Qt.CursorShape.ArrowCursor
    if stop_at(page, point) is not None:
        return Qt.CursorShape.PointingHandCursor
    over_text = is_text_at(page, point) and bar_at(page, point) is None
    return Qt.CursorShape.IBeamCursor if over_text else Qt.CursorShape.ArrowCursor


def is_text_at(page: Page, point: QPoint) -> bool:
    index = message_at(page, point)
    if index is None:
        return False
    return any(page.row_rect(index, kind).contains(point) for kind, _, _ in page.transcript[index].text_rows())


def position_at(page: Page, point: QPoint, *, beside: int | None = None) -> Position | None:
    """The place in the text nearest to a point, in the message that lies there or is nearest to it. Where messages
    stand side by side it is one of them, however far the point is from it, if it is the one given.
    """
    if not page:
        return None
    line = page.layout.at(point.y() + page.layout.top)
    held = beside is not None and beside in page.transcript.beside(line)
    index = beside if beside is not None and held else _in_line(page, line, point.x())
    page.layout.arrange(index)
    inside = point.y() - page.top_of(index)
    for kind, top, height in page.transcript[index].text_rows():
        if inside < top:
            return Position.of(index, kind, START)
        if inside < top + height:
            return _position_in(page, index, kind, QPoint(point.x() - page.lane(index).left, inside - top))
    return last_position(page.transcript, index)


def _position_in(page: Page, index: int, kind: Kind, point: QPoint) -> Position:
    section = page.transcript[index].section(kind)
    leaf = section.heights.at(point.y())
    offset = section.box(leaf).offset_at(point.x() - INDENTS[kind], point.y() - section.heights.before(leaf))
    return Position.of(index, kind, Place(leaf, offset))


def spot_at(page: Page, point: QPoint) -> tuple[int, Spot] | None:
    """A link, or a button of a block, and the message that it is in."""
    found = _leaf_at(page, point)
    if found is None:
        return None
    index, kind, leaf, inside = found
    box = page.transcript[index].section(kind).box(leaf)
    for tool, rect in box.tools:
        if rect.contains(inside):
            return index, Spot(kind, leaf, tool=tool)
    link = box.link_at(inside.x(), inside.y())
    return (index, Spot(kind, leaf, link.start)) if link is not None else None


def tip_at(page: Page, point: QPoint) -> str:
    """What is said of the thing under the mouse: the name of a button that has an icon alone, where a link leads."""
    found = control_at(page, point)
    if found is not None:
        return "" if found[1].label else found[1].name
    if (spotted := spot_at(page, point)) is None:
        return ""
    index, spot = spotted
    if spot.tool is not None:
        return spot.tool.name_for_people
    link = link_of(page.transcript[index].section(spot.kind), spot)
    return escape(honest(link.target[:_LONGEST_TIP])) if link is not None else ""


def pan_at(page: Page, point: QPoint) -> Pan | None:
    """What can be scrolled sideways at a point."""
    found = _leaf_at(page, point)
    return page.transcript[found[0]].section(found[1]).box(found[2]).pan if found is not None else None


def bar_at(page: Page, point: QPoint) -> tuple[int, Bar] | None:
    """The scroll bar of a block at a point, in the viewport's coordinates, and the message that it is in."""
    if (found := _leaf_at(page, point)) is None:
        return None
    index, kind, leaf, inside = found
    bar = page.transcript[index].section(kind).box(leaf).bar
    return (index, bar.translated(point - inside)) if bar is not None and bar.track.contains(inside) else None


def _leaf_at(page: Page, point: QPoint) -> tuple[int, Kind, int, QPoint] | None:
    """The leaf that holds a point, and the point from its upper left corner."""
    index = message_at(page, point)
    if index is None:
        return None
    for kind, _, _ in page.transcript[index].text_rows():
        row = page.row_rect(index, kind)
        if row.contains(point):
            section = page.transcript[index].section(kind)
            leaf = section.heights.at(point.y() - row.top())
            corner = QPoint(row.left() + INDENTS[kind], row.top() + section.heights.before(leaf))
            return index, kind, leaf, point - corner
    return None
