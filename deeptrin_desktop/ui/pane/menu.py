"""The context menu of the conversation."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from deeptrin_desktop.ui.pane.deeds import Deeds
from deeptrin_desktop.ui.pane.page import Page
from deeptrin_desktop.ui.pane.pointing import message_at, stop_at
from deeptrin_desktop.ui.pane.spots import Spot, Stop


class ContextMenu(QMenu):
    """Copying and selecting, and what the link and the message at hand offer. Deletes itself when it closes."""

    def __init__(self, page: Page, deeds: Deeds, viewport: QWidget, *, select_all: Callable[[], None]) -> None:
        super().__init__(viewport)
        self.aboutToHide.connect(self.deleteLater)
        self._page, self._deeds, self._viewport = page, deeds, viewport
        copy = self.addAction(self.tr("Copy"), deeds.copy)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        markdown = self.addAction(self.tr("Copy as Markdown"), deeds.copy_markdown)
        for copying in (copy, markdown):
            copying.setEnabled(page.selection.span is not None)
        selecting = self.addAction(self.tr("Select all"), select_all)
        selecting.setShortcut(QKeySequence.StandardKey.SelectAll)

    def open_for(self, event: QContextMenuEvent) -> None:
        """Adds what is offered by what is under the mouse, or by what the keys are on, and shows it there."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            found, where = stop_at(self._page, event.pos()), event.globalPos()
            self._offer(message_at(self._page, event.pos()), found[1] if found is not None else None)
        else:
            seen = self._page.current_rect().intersected(self._viewport.rect())
            where = self._viewport.mapToGlobal(seen.topLeft())
            self._offer(self._page.attention.current, self._page.attention.stop)
        self.popup(where)

    def _offer(self, index: int | None, stop: Stop | None) -> None:
        if index is None:
            return
        if isinstance(stop, Spot) and stop.tool is None:
            self.addSeparator()
            self.addAction(self.tr("Open link…"), partial(self._deeds.do, index, stop))
            self.addAction(self.tr("Copy address"), partial(self._deeds.copy_address, index, stop))
        self.addSeparator()
        for _, control in self._page.transcript[index].controls:
            offered = self.addAction(control.name, partial(self._deeds.do, index, control.action))
            offered.setEnabled(control.enabled)
