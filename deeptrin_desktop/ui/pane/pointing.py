"""What lies at a point of the viewport."""

from PySide6.QtCore import QPoint

from deeptrin_desktop.ui.blocks.section import START, Place
from deeptrin_desktop.ui.pane.controls import Control
from deeptrin_desktop.ui.pane.page import INDENTS, Page
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.pane.selection import PARTS, Position, last_position


def message_at(page: Page, point: QPoint) -> int | None:
    """The message at a height of the viewport."""
    if not page:
        return None
    y = point.y() + page.layout.top
    index = page.layout.at(y)
    place = page.layout.place(index)
    return index if place <= y < place + page.transcript.heights[index] else None


def control_at(page: Page, point: QPoint) -> tuple[int, Control] | None:
    """Something to press, enabled or not, and the message that it belongs to."""
    index = message_at(page, point)
    if index is None:
        return None
    for row, control in page.transcript[index].controls:
        if page.control_rect(index, row, control).contains(point):
            return index, control
    return None


def is_text_at(page: Page, point: QPoint) -> bool:
    index = message_at(page, point)
    if index is None:
        return False
    return any(page.row_rect(index, kind).contains(point) for kind, _, _ in page.transcript[index].text_rows())


def position_at(page: Page, point: QPoint) -> Position | None:
    """The place in the text nearest to a point, in the message that lies at its height or is nearest to it."""
    if not page:
        return None
    index = page.layout.at(point.y() + page.layout.top)
    page.layout.arrange(index)
    inside = point.y() - page.top_of(index)
    for kind, top, height in page.transcript[index].text_rows():
        if inside < top:
            return Position(index, PARTS.index(kind), START)
        if inside < top + height:
            return _position_in(page, index, kind, QPoint(point.x() - page.left, inside - top))
    return last_position(page.transcript, index)


def _position_in(page: Page, index: int, kind: Kind, point: QPoint) -> Position:
    section = page.transcript[index].section(kind)
    leaf = section.heights.at(point.y())
    offset = section.box(leaf).offset_at(point.x() - INDENTS[kind], point.y() - section.heights.before(leaf))
    return Position(index, PARTS.index(kind), Place(leaf, offset))
