"""The estimate of how much has arrived."""

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from deeptrin_desktop.app.progress import Progress
from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.message import Delta, Timings
from deeptrin_desktop.ui.status_facts import StatusFacts

NOW = datetime.now(UTC)


@pytest.mark.parametrize(
    ("texts", "tokens"),
    [(["a"] * 30, "30 tokens"), (["word " * 400], "500 tokens")],
    ids=["one a delta", "the whole at once"],
)
def test_tokens_are_estimated_however_a_server_cuts_its_reply(qtbot: QtBot, texts: list[str], tokens: str) -> None:
    facts = StatusFacts()
    qtbot.addWidget(facts)
    progress = Progress(facts)
    conversation = Conversation("one", created=NOW, updated=NOW)
    progress.show(conversation, running=True)
    deltas = [("message", Delta(0, text)) for text in texts]
    progress.arrived("one", deltas, Timings(NOW, first_delta=0.1))
    assert any(tokens in shown.text() for shown in facts.findChildren(QLabel))
