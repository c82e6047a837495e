"""What a palette cannot say: rounded edges, the focus ring, slim scroll bars. Kept short, since every rule costs."""

from collections.abc import Mapping
from string import Template

# A focus ring is a pixel wider than an edge and takes that from the padding, so that nothing moves.
_RULES = Template("""
QToolTip { background: $surface; color: $text; border: 1px solid $hairline; padding: 4px; }
QMenu { background: $surface; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 5px 20px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: $user_box; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { background: $hairline; height: 1px; margin: 4px 8px; }
QMainWindow::separator { background: $window; width: 4px; height: 4px; }
QMainWindow::separator:hover { background: $hairline; }
QLineEdit, QPlainTextEdit, QAbstractSpinBox {
    background: $surface; color: $text; border: 1px solid $border; border-radius: 6px;
    padding: 4px 7px; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QPlainTextEdit { placeholder-text-color: $muted; }
QPlainTextEdit { padding: 2px 4px; }
QLineEdit:focus, QAbstractSpinBox:focus { border: 2px solid $accent; padding: 3px 6px; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: 1px 3px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled {
    background: transparent; color: $disabled; border-color: $hairline;
}
QComboBox QLineEdit, QAbstractSpinBox QLineEdit, QComboBox QLineEdit:focus, QAbstractSpinBox QLineEdit:focus,
MessageEdit, MessageEdit:focus, DocumentEdit, DocumentEdit:focus { background: transparent; border: none; padding: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QListView#completions { background: $surface; border: 1px solid $border; }
QComboBox QAbstractItemView::item, QListView#completions::item { min-height: 24px; padding: 0 7px; }
QDialog QListView { border: 1px solid $border; border-radius: 6px; padding: 3px 0; }
ConversationList QListView, ParameterPanel, ParameterPanel > QWidget > QWidget {
    background: transparent; border: none;
}
QTableView {
    background: $surface; border: 1px solid $border; border-radius: 6px; selection-background-color: transparent;
}
QTableView:focus { border: 1px solid $accent; }
QHeaderView { background: transparent; }
QHeaderView::section { background: transparent; color: $muted; border: none; padding: 2px 6px; }
QLineEdit#cell, QLineEdit#cell:focus { border: 2px solid $accent; border-radius: 0; padding: 0 3px; }
QPushButton {
    background: $surface; color: $text; border: 1px solid $border; border-radius: 6px;
    padding: 5px 13px; min-height: 18px;
}
QPushButton:hover { background: $code; }
QPushButton:pressed { background: $hairline; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 12px; }
QPushButton:disabled { color: $disabled; border-color: $hairline; background: transparent; }
QPushButton[primary="true"] {
    background: $accent; color: $on_accent; border-color: $accent;
}
QPushButton[primary="true"]:focus { border: 2px solid $text; }
QPushButton[primary="true"]:disabled { background: $hairline; color: $disabled; border: none; }
QToolButton { border: 2px solid transparent; border-radius: 6px; padding: 3px; }
QToolButton:hover { background: $hairline; }
QToolButton:focus { border-color: $accent; }
QToolButton::menu-indicator { image: none; }
QToolButton[primary="true"] { background: $accent; }
QToolButton[primary="true"]:focus { border-color: $text; }
QToolButton[primary="true"]:disabled { background: $hairline; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $border; border-radius: 2px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
Choices QTabBar::tab { background: transparent; color: $muted; border: none; padding: 4px 10px; }
Choices QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
Choices QTabBar::tab:focus { color: $accent; }
QStatusBar::item { border: none; }
""")


def style_sheet(colours: Mapping[str, str]) -> str:
    """The rules for every window, in one theme's colours by their names."""
    return _RULES.substitute(colours)
