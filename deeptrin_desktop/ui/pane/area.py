"""A scroll area that shows a page: keeps scroll bar, screen and layout at one, and repaints what changed alone."""

from time import perf_counter

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from deeptrin_desktop.ui.blocks.colouring import Colouring
from deeptrin_desktop.ui.blocks.pictures import Pictures
from deeptrin_desktop.ui.blocks.style import BOX, STEP, style_of
from deeptrin_desktop.ui.blocks.warming import warm_up
from deeptrin_desktop.ui.pane.editor import Editor
from deeptrin_desktop.ui.pane.jump import JumpButton
from deeptrin_desktop.ui.pane.layout import Anchor
from deeptrin_desktop.ui.pane.page import Page
from deeptrin_desktop.ui.pane.painting import paint
from deeptrin_desktop.ui.pane.selection import Position
from deeptrin_desktop.ui.pane.stream import Stream
from deeptrin_desktop.ui.pane.zoom import Zoom
from deeptrin_desktop.ui.theme import colours_of

_RESTYLING = {QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange}
"""Of which a change of the theme brings several."""
_SELDOM = 0.06
"""Seconds between two looks of a long text that is read bit by bit."""
_WARM_UP_AFTER = 1000
"""Milliseconds. The start of the app comes first: what is loaded beside it holds up the first paint."""


class PageArea(QAbstractScrollArea):
    """Shows its page, with the editor and the way back to the end over it."""

    text_coming = Signal(str)
    """Text is about to be appended to a message."""
    synced = Signal()
    """What is shown may stand elsewhere now."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        # One that Python knows: to wrap Qt's own, its binding would load every class of widget that there is.
        viewport = QWidget()
        viewport.setBackgroundRole(QPalette.ColorRole.Base)
        viewport.setAutoFillBackground(True)
        self.setViewport(viewport)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.zoom = Zoom(self)
        self.zoom.changed.connect(self._restyle)
        self._look = self.font(), colours_of(self.palette())
        self._style = style_of(self.font(), self.palette())
        pictures, colouring = Pictures(self), Colouring(self)
        pictures.arrived.connect(self._show_looks)
        pictures.due.connect(self.viewport().update)
        colouring.arrived.connect(self._show_looks)
        self.page = Page(self._style, pictures, colouring)
        QTimer.singleShot(_WARM_UP_AFTER, warm_up)
        self._reading = QTimer(self, singleShot=True, interval=0)
        self._reading.timeout.connect(self._read_on)
        self._show_read_at = 0.0
        self.stream = Stream(self)
        self.stream.frame_due.connect(self.show_arrived)
        self.editor = Editor(self.page, self)
        self.editor.resized.connect(self._editor_resized)
        self.room_above = 0
        """Pixels at its top that something stands over, so that nothing is revealed there."""
        self._something_new = False
        self._syncing = False
        self._tabs_over_text = QRect()
        """As they were drawn last."""
        self._jump = JumpButton(self)
        self._jump.clicked.connect(self.show_end)
        self._fit()

    # ---- moving ----

    def show_end(self) -> None:
        """Goes to the end, and stays there while text arrives."""
        self.page.layout.following = True
        self.page.layout.settle()
        self.refresh()

    def reveal(self, rect: QRect) -> None:
        """Scrolls as little as shows a rectangle of the viewport; its upper part where it is higher than that."""
        room, tabs = 2 * STEP, self.page.tabs_over_text
        if tabs.contains(rect):
            return
        over = rect.top() - room - max(tabs.height(), self.room_above)
        under = rect.bottom() + room - self.viewport().height()
        if over < 0 or under > 0:
            self.scroll_by(over if over < 0 or rect.height() > self.viewport().height() else under)

    def scroll_by(self, pixels: int) -> None:
        self.verticalScrollBar().setValue(self.page.layout.top + pixels)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        if not self._syncing:
            layout, bar = self.page.layout, self.verticalScrollBar()
            held = None if layout.is_far(bar.value()) else layout.hold()
            layout.scroll(bar.value(), leap=bar.isSliderDown())
            if held is None:  # nothing of what was seen is seen now
                self.viewport().update()
            self._moved(held)

    # ---- for those who ask about what is out of sight ----

    @property
    def widgets_over_it(self) -> tuple[QWidget, ...]:
        return self._jump, self.editor

    def measure(self, index: int) -> None:
        """Puts the rows of a message together, if it was never seen."""
        self.page.layout.arrange(index)
        self._sync()

    def caret_rect(self, position: Position) -> QRect:
        """Where a caret stands, in the viewport or beyond."""
        rect = self.page.caret_rect(position)
        self._sync()
        return rect

    # ---- drawing ----

    def show_arrived(self) -> None:
        """Takes over what waited for this frame, and draws that alone."""
        held = self.page.layout.hold()
        taken = self.stream.take()
        for message_id, _ in taken:
            self.text_coming.emit(message_id)
        changed_from = self.page.feed(taken, held)
        if changed_from is not None:
            self._something_new = True
            self._moved(held)
            top = changed_from - self.page.layout.top
            self.viewport().update(QRect(0, top, self.viewport().width(), self.viewport().height() - top))

    def _read_on(self) -> None:
        """Goes on with a text that is too long to be read at once, or to be laid out. It is shown now and then alone,
        since to lay it out takes longer than to read it.
        """
        if not self.page.layout.unfinished and perf_counter() < self._show_read_at:
            if not self.page.read_ahead():
                self._show_read_at = 0.0
            self._reading.start()
            return
        self._show_read_at = perf_counter() + _SELDOM
        held = self.page.layout.hold()
        self.page.read_on()
        self._moved(held)
        self.viewport().update()

    def _show_looks(self) -> None:
        """Draws what waited for formulas or for colours."""
        held = self.page.layout.hold()
        if self.page.refresh_looks():
            self._moved(held)
            self.viewport().update()

    def refresh(self, *, something_new: bool = False) -> None:
        """Brings the screen along with the layout, and draws all of it anew."""
        self._something_new = self._something_new or something_new
        self.viewport().update()
        self._sync()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        paint(painter, event.rect(), self._style, self.page)

    def _moved(self, held: Anchor | None) -> None:
        """Brings the screen along with the layout, in which what was held stands elsewhere now."""
        distance = 0 if held is None else self.page.layout.below(held) - held.below
        if abs(distance) < self.viewport().height():
            self.viewport().scroll(0, distance)
            for tabs in (self._tabs_over_text.translated(0, distance), self.page.tabs_over_text):
                self.viewport().update(tabs.adjusted(-BOX, 0, BOX, 0))
        else:
            self.viewport().update()
        self._sync()

    def _sync(self) -> None:
        """Brings what stands on and beside the viewport along with the layout."""
        layout, bar = self.page.layout, self.verticalScrollBar()
        self._syncing = True
        bar.setPageStep(layout.height - self._style.prose.pitch)
        bar.setSingleStep(self._style.prose.pitch)
        bar.setRange(0, layout.bottom)
        bar.setValue(layout.top)
        self._syncing = False
        self._tabs_over_text = self.page.tabs_over_text
        self.editor.stand()
        if (self.page.is_reading or layout.unfinished) and not self._reading.isActive():
            self._reading.start()
        self._something_new = self._something_new and not layout.following
        if self._something_new:
            self._jump.stand_over(self.viewport())
        self._jump.setVisible(self._something_new)
        self.synced.emit()

    # ---- size and look ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        other_look = event.type() in _RESTYLING and self._look != (self.font(), colours_of(self.palette()))
        if other_look or event.type() is QEvent.Type.LanguageChange:
            self._restyle()

    def _restyle(self) -> None:
        self._look = self.font(), colours_of(self.palette())
        self._style = style_of(self.font(), self.palette(), self.zoom.percent / 100)
        self.editor.field.setFont(self._style.prose.font)
        self._fit()

    def _fit(self) -> None:
        # The pane's width and not the viewport's: the text does not move when the scroll bar comes.
        self.page.fit(self._style, self.width(), self.viewport().height())
        self.refresh()

    def _editor_resized(self) -> None:
        self.page.layout.settle()
        self.refresh()
