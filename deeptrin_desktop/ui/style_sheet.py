"""What a palette cannot say: rounded edges, the focus ring, slim scroll bars. Kept short, since every rule costs."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deeptrin_desktop.ui.theme import Colours


def style_sheet(colours: "Colours") -> str:
    """The rules for every window, in one theme's colours. A ring takes the place of padding, so nothing moves."""
    return f"""
QToolTip {{ background: {colours.surface}; color: {colours.text}; border: 1px solid {colours.hairline}; padding: 4px; }}
QMainWindow::separator {{ background: {colours.window}; width: 4px; height: 4px; }}
QMainWindow::separator:hover {{ background: {colours.hairline}; }}
QLineEdit, QPlainTextEdit, QAbstractSpinBox {{
    background: {colours.surface}; color: {colours.text}; border: 1px solid {colours.border}; border-radius: 6px;
    padding: 4px 7px; selection-background-color: {colours.accent}; selection-color: {colours.on_accent};
}}
QLineEdit, QPlainTextEdit {{ placeholder-text-color: {colours.muted}; }}
QPlainTextEdit {{ padding: 2px 4px; }}
QLineEdit:focus, QAbstractSpinBox:focus {{ border: 2px solid {colours.accent}; padding: 3px 6px; }}
QPlainTextEdit:focus {{ border: 2px solid {colours.accent}; padding: 1px 3px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled {{
    background: transparent; color: {colours.disabled}; border-color: {colours.hairline};
}}
QComboBox QLineEdit, QAbstractSpinBox QLineEdit, QComboBox QLineEdit:focus, QAbstractSpinBox QLineEdit:focus,
MessageEdit, MessageEdit:focus {{ background: transparent; border: none; padding: 0; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QListView#completions {{ background: {colours.surface}; border: 1px solid {colours.border}; }}
QComboBox QAbstractItemView::item, QListView#completions::item {{ min-height: 24px; padding: 0 7px; }}
QDialog QListView {{ border: 1px solid {colours.border}; border-radius: 6px; padding: 3px 0; }}
ConversationList QListView, ParameterPanel, ParameterPanel > QWidget > QWidget {{
    background: transparent; border: none;
}}
QPushButton {{
    background: {colours.surface}; color: {colours.text}; border: 1px solid {colours.border}; border-radius: 6px;
    padding: 5px 13px; min-height: 18px;
}}
QPushButton:hover {{ background: {colours.code}; }}
QPushButton:pressed {{ background: {colours.hairline}; }}
QPushButton:focus {{ border: 2px solid {colours.accent}; padding: 4px 12px; }}
QPushButton:disabled {{ color: {colours.disabled}; border-color: {colours.hairline}; background: transparent; }}
QPushButton[primary="true"] {{
    background: {colours.accent}; color: {colours.on_accent}; border-color: {colours.accent};
}}
QPushButton[primary="true"]:focus {{ border: 2px solid {colours.text}; }}
QPushButton[primary="true"]:disabled {{ background: {colours.hairline}; color: {colours.disabled}; border: none; }}
QToolButton {{ border: 2px solid transparent; border-radius: 6px; padding: 3px; }}
QToolButton:hover {{ background: {colours.hairline}; }}
QToolButton:focus {{ border-color: {colours.accent}; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton[primary="true"] {{ background: {colours.accent}; }}
QToolButton[primary="true"]:focus {{ border-color: {colours.text}; }}
QToolButton[primary="true"]:disabled {{ background: {colours.hairline}; }}
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: 10px; }}
QScrollBar:horizontal {{ height: 10px; }}
QScrollBar::handle {{ background: {colours.border}; border-radius: 2px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {colours.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QStatusBar::item {{ border: none; }}
"""
