"""Buttons with words on them: pressed by Enter as well as by Space, wherever they stand."""

from PySide6.QtWidgets import QPushButton


def push_button(text: str, *, primary: bool = False) -> QPushButton:
    """`primary` fills it with the accent: the one button of a place that matters most."""
    button = QPushButton(text)
    button.setAutoDefault(True)
    button.setProperty("primary", primary)
    return button
