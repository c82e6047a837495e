"""Cut, copy, paste and their like, from the menu to whatever has the focus."""

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QMenu, QWidget

Key = QKeySequence.StandardKey


def add_edit_actions(menu: QMenu) -> None:
    """Fills an Edit menu. An action calls the method of its name on the focused widget, if that has one."""
    for text, key, method in (
        (menu.tr("Undo"), Key.Undo, "undo"),
        (menu.tr("Redo"), Key.Redo, "redo"),
        (menu.tr("Cut"), Key.Cut, "cut"),
        (menu.tr("Copy"), Key.Copy, "copy"),
        (menu.tr("Paste"), Key.Paste, "paste"),
        (menu.tr("Select all"), Key.SelectAll, "selectAll"),
    ):
        action = QAction(menu, text=text)
        action.setShortcuts(key)
        action.triggered.connect(lambda _checked=False, name=method: _call(name))
        menu.addAction(action)
        if method in ("redo", "paste"):
            menu.addSeparator()


def _call(name: str) -> None:
    widget: QWidget | None = QApplication.focusWidget()
    if isinstance(widget, QAbstractSpinBox | QComboBox):
        widget = widget.findChild(QLineEdit)
    for spelling in (name, "select_all" if name == "selectAll" else name):
        if (method := getattr(widget, spelling, None)) is not None:
            method()
            return
