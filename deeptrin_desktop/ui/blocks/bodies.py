"""What a leaf shows, laid out: each kind of body as the piece that draws it."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from deeptrin_desktop.ui.blocks import leaves as shows
from deeptrin_desktop.ui.blocks.code import CodePiece
from deeptrin_desktop.ui.blocks.lines import Mark
from deeptrin_desktop.ui.blocks.passage import Passage
from deeptrin_desktop.ui.blocks.piece import Piece
from deeptrin_desktop.ui.blocks.shared import Shared
from deeptrin_desktop.ui.blocks.surroundings import Surroundings
from deeptrin_desktop.ui.blocks.table import TablePiece


def lay_out(body: shows.Body, around: Surroundings, room: int, shared: Shared) -> Piece:
    """`room` is the width that there is for it, in pixels."""
    match body:
        case shows.Code():
            return CodePiece(body, shared, around, room)
        case shows.Rows() if shared.columns is not None:
            return TablePiece(body, shared.columns, shared.pan, around, room)
        case shows.Divider():
            return _Divider(body.words, around.style.small, around, room)
        case shows.Formula():
            return _formula(body, around, room)
    return _text(body, around, room)


def _text(body: shows.Body, around: Surroundings, room: int) -> Passage:
    style = around.style
    if isinstance(body, shows.Prose) and body.level:
        muted = style.colours.muted if body.level == len(style.headings) else ""
        return Passage(body.words, style.headings[body.level - 1], around, room, ink=muted)
    if isinstance(body, shows.Raw):
        return Passage(body.words, style.fixed, around, room, ink=style.colours.muted)
    return Passage(body.words, style.prose, around, room)


def _formula(body: shows.Formula, around: Surroundings, room: int) -> Passage:
    face, colour = around.style.prose, around.style.colours.text
    drawn = around.pictures.find(body.tex, display=True, size=face.pixels, colour=colour) if body.complete else None
    return Passage(body.words, face, around, room, align=Qt.AlignmentFlag.AlignHCenter if drawn else None)


class _Divider(Passage):
    """A line across."""

    def draw(self, painter: QPainter, at: QPointF, ink: QColor, *, clip: QRectF, mark: Mark | None = None) -> None:
        super().draw(painter, at, ink, clip=clip, mark=mark)
        y = at.y() + self.height // 2
        colours = self._style.colours
        painter.fillRect(QRectF(at.x(), y, self.width, 1), QColor(colours.hairline if mark is None else colours.accent))
