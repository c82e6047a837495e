"""The pane's icons: strokes on a grid of 20, drawn in whatever colour the text beside them has."""

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from deeptrin_desktop.ui.pane.actions import Action

GRID = 20
_STROKE = 1.5

_LINES: dict[Action, tuple[tuple[tuple[float, float], ...], ...]] = {
    Action.COPY: (((4.5, 12.5), (4.5, 5.5), (5.5, 4.5), (12.5, 4.5)),),
    Action.DETAILS: (((4.5, 12.5), (4.5, 5.5), (5.5, 4.5), (12.5, 4.5)),),
    Action.EDIT: (
        ((4.5, 15.5), (5.2, 12.3), (12.8, 4.7), (15.3, 7.2), (7.7, 14.8), (4.5, 15.5)),
        ((11, 6.5), (13.5, 9)),
    ),
    Action.REGENERATE: (((15.5, 4), (15.5, 7.5), (12, 7.5)),),
    Action.RETRY: (((15.5, 4), (15.5, 7.5), (12, 7.5)),),
    Action.CONTINUE: (((5, 5), (12, 10), (5, 15), (5, 5)), ((15, 5), (15, 15))),
    Action.PREVIOUS: (((12, 5), (7, 10), (12, 15)),),
    Action.NEXT: (((8, 5), (13, 10), (8, 15)),),
    Action.FOLD: (((8, 6), (12, 10), (8, 14)),),
}
_UNFOLDED = (((6, 8), (10, 12), (14, 8)),)


def draw_icon(painter: QPainter, at: QPointF, action: Action, ink: QColor, *, unfolded: bool) -> None:
    """Draws an icon with its upper left corner at a place; actions without one draw nothing."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(ink, _STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.translate(at)
    painter.drawPath(_path(action, unfolded=unfolded))
    painter.restore()


@cache
def _path(action: Action, *, unfolded: bool) -> QPainterPath:
    path = QPainterPath()
    for points in _UNFOLDED if unfolded and action is Action.FOLD else _LINES.get(action, ()):
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
    if action in (Action.COPY, Action.DETAILS):
        path.addRoundedRect(QRectF(7.5, 7.5, 8, 8), 1.5, 1.5)
    if action in (Action.REGENERATE, Action.RETRY):
        circle = QRectF(4.5, 4.5, 11, 11)
        path.arcMoveTo(circle, 28)
        path.arcTo(circle, 28, 300)
    return path
