"""The app ends cleanly after a screen reader has read the pane, however the pane goes."""

import subprocess
import sys
from pathlib import Path

import pytest

READ = """
import gc
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from ui.pane.talk import messages, offered, talk
from deeptrin_desktop.ui.pane import ConversationPane

app = QApplication([])
QAccessible.setActive(True)
pane = ConversationPane()
pane.show()
pane.show_conversation(talk("Hello", "Hi", "More", "Yes"), False)
for message in messages(pane):
    QAccessible.uniqueId(message)
    for button in offered(message).values():
        QAccessible.uniqueId(button)
"""


@pytest.mark.parametrize("end", ["", "pane.deleteLater()", "del pane, message, button; gc.collect()"])
def test_the_process_ends_well(end: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", READ + end], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
