"""The menu bar, with the platform's standard shortcuts."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from deeptrin_desktop.ui.edit_actions import add_edit_actions

if TYPE_CHECKING:
    from deeptrin_desktop.ui.window import MainWindow

Key = QKeySequence.StandardKey


def add_menus(window: "MainWindow") -> QActionGroup:
    """Fills the window's menu bar. Returns what there is to do with conversations alone, and not in the welcome."""
    conversing = QActionGroup(window)
    conversing.setExclusive(False)
    _add_file(window, conversing)
    edit = window.menuBar().addMenu(window.tr("&Edit"))
    add_edit_actions(edit)
    edit.addSeparator()
    find = _action(edit, window.tr("Find in conversation"), window.open_find, QKeySequence(Key.Find))
    following = partial(window.find_next, forward=True)
    before = partial(window.find_next, forward=False)
    find_next = _action(edit, window.tr("Find next"), following, QKeySequence(Key.FindNext))
    find_previous = _action(edit, window.tr("Find previous"), before, QKeySequence(Key.FindPrevious))
    for action in (find, find_next, find_previous):
        conversing.addAction(action)
    _add_view(window, conversing)
    help_menu = window.menuBar().addMenu(window.tr("&Help"))
    about = _action(help_menu, window.tr("About Deeptrin Desktop"), lambda: _open_about(window))
    about.setMenuRole(QAction.MenuRole.AboutRole)
    return conversing


def _open_about(window: "MainWindow") -> None:
    from deeptrin_desktop.ui.about import open_about

    open_about(window)


def _add_file(window: "MainWindow", conversing: QActionGroup) -> None:
    menu = window.menuBar().addMenu(window.tr("&File"))
    new = _action(menu, window.tr("New conversation"), window.conversations.new_asked.emit, QKeySequence(Key.New))
    conversing.addAction(new)
    menu.addAction(conversing.addAction(window.conversations.rename_action))
    menu.addAction(conversing.addAction(window.conversations.delete_action))
    menu.addSeparator()
    _action(menu, window.tr("Connections"), window.connection_picker.manage_asked.emit)
    menu.addSeparator()
    _action(menu, window.tr("Close window"), window.close, QKeySequence("Ctrl+W"))
    quit_action = _action(menu, window.tr("Quit"), window.quit_asked.emit, QKeySequence("Ctrl+Q"))
    quit_action.setMenuRole(QAction.MenuRole.QuitRole)


def _add_view(window: "MainWindow", conversing: QActionGroup) -> None:
    menu = window.menuBar().addMenu(window.tr("&View"))
    for dock in (window.left, window.right):
        menu.addAction(dock.toggleViewAction())
    menu.addSeparator()
    menu.addAction(window.composer.stop_action)
    _action(menu, window.tr("Inspect reply"), window.inspect_asked.emit, QKeySequence("Ctrl+I"))
    menu.addSeparator()
    zoom = window.pane.zoom
    larger = _action(menu, window.tr("Zoom in"), zoom.larger)
    larger.setShortcuts([*QKeySequence.keyBindings(Key.ZoomIn), QKeySequence("Ctrl+=")])
    _action(menu, window.tr("Zoom out"), zoom.smaller, QKeySequence(Key.ZoomOut))
    _action(menu, window.tr("Reset zoom"), zoom.reset, QKeySequence("Ctrl+0"))
    menu.addSeparator()
    _action(menu, window.tr("Next area"), lambda: _go(window, 1), QKeySequence(Qt.Key.Key_F6))
    _action(menu, window.tr("Previous area"), lambda: _go(window, -1), QKeySequence("Shift+F6"))
    for action in menu.actions():
        conversing.addAction(action)


def _action(menu: QMenu, text: str, act: Callable[[], object], shortcut: QKeySequence | None = None) -> QAction:
    action = QAction(menu, text=text)
    if shortcut is not None:
        action.setShortcut(shortcut)
    action.triggered.connect(lambda _checked: act())
    menu.addAction(action)
    return action


def _go(window: "MainWindow", step: int) -> None:
    """Moves the focus to the next part of the window that is shown."""
    areas: list[tuple[QWidget, Callable[[], None]]] = [
        (window.conversations, window.conversations.focus),
        (window.pane, window.pane.setFocus),
        (window.writing, window.focus_writing),
        (window.parameters, window.parameters.focus),
    ]
    focused: QWidget | None = window.focusWidget()
    here = next((at for at, (area, _) in enumerate(areas) if _holds(area, focused)), -1 if step > 0 else 0)
    for distance in range(1, len(areas) + 1):
        area, focus = areas[(here + step * distance) % len(areas)]
        if area.isVisible():
            focus()
            return


def _holds(area: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (area is widget or area.isAncestorOf(widget))
