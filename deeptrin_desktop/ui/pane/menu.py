"""The context menu of the conversation."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from deeptrin_desktop.ui.pane.actions import Action, Tab
from deeptrin_desktop.ui.pane.page import Page


def context_menu(
    page: Page,
    index: int | None,
    parent: QWidget,
    *,
    copy: Callable[[], None],
    select_all: Callable[[], None],
    do: Callable[[int, Action | Tab], None],
) -> QMenu:
    """Copying and selecting, and what the message at hand offers. Deletes itself when it closes."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    copying = menu.addAction(menu.tr("Copy"), copy)
    copying.setShortcut(QKeySequence.StandardKey.Copy)
    copying.setEnabled(page.selection.span is not None)
    selecting = menu.addAction(menu.tr("Select all"), select_all)
    selecting.setShortcut(QKeySequence.StandardKey.SelectAll)
    if index is not None:
        menu.addSeparator()
        for _, control in page.transcript[index].controls:
            offered = menu.addAction(control.name, partial(do, index, control.action))
            offered.setEnabled(control.enabled)
    return menu
