"""A pane in a window of its own, on a screen that nobody looks at."""

import pytest
from PySide6.QtGui import QCursor
from pytestqt.qtbot import QtBot

from deeptrin_desktop.ui.pane import ConversationPane


@pytest.fixture
def pane(qtbot: QtBot) -> ConversationPane:
    QCursor.setPos(790, 790)  # away from what is drawn differently under the mouse
    made = ConversationPane()
    qtbot.addWidget(made)
    made.resize(700, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    return made
