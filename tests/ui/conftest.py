"""Every test of the window sees it in its own look."""

import pytest
from PySide6.QtWidgets import QApplication

from deeptrin_desktop.ui.theme import apply_theme


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    if qapp.property("themed") is None:
        apply_theme(qapp, dark=False)
        qapp.setProperty("themed", True)
