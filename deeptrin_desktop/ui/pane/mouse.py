"""The pane's share of the mouse: who is told of which event, the wheel, and tooltips."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from deeptrin_desktop.ui.pane.area import PageArea
from deeptrin_desktop.ui.pane.pointer import Pointer
from deeptrin_desktop.ui.pane.pointing import pan_at, tip_at
from deeptrin_desktop.ui.pane.selection import Position


class MouseArea(PageArea):
    """A page that is selected in, scrolled and zoomed by the mouse."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.viewport().setMouseTracking(True)
        self.pointer = Pointer(self.page, self.viewport())
        self.synced.connect(self.pointer.look)
        self.pointer.selected.connect(self._redraw_selection)
        self.pointer.hovered.connect(self._redraw_hovered)
        self.pointer.scrolled.connect(self.scroll_by)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pointer.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.pointer.double_click(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointer.release(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Through the conversation; sideways within a block that is wider than there is room for; with Ctrl, zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom.turn(event.angleDelta().y())
            return
        turned = event.pixelDelta() if event.hasPixelDelta() else event.angleDelta() / 2
        held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        sideways = turned.x() or (turned.y() if held else 0)
        pan = pan_at(self.page, event.position().toPoint()) if abs(sideways) > abs(turned.y()) or held else None
        if pan is None:
            super().wheelEvent(event)
        elif pan.scroll(-sideways):
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tip_at(self.page, event.pos()), self)
            return True
        if event.type() is QEvent.Type.Leave:
            self.pointer.leave()
        return super().viewportEvent(event)

    def _redraw_selection(self, before: Position | None) -> None:
        """Draws the lines anew that the selection has won or lost."""
        caret = self.page.selection.caret
        if before is None or caret is None:
            self.viewport().update()
        else:
            lines = self.page.caret_rect(before).united(self.page.caret_rect(caret))
            self.viewport().update(0, lines.top(), self.viewport().width(), lines.height())

    def _redraw_hovered(self, before: int | None) -> None:
        """Draws the messages anew that the mouse has left or come to."""
        for index in (before, self.page.attention.hovered):
            if index is not None and index < len(self.page.transcript):
                self.viewport().update(self.page.message_rect(index))
