"""The status bar: figures as they are, estimates said to be such, and no name that hides a fact."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from ui.by_name import words

from deeptrin_desktop.core.errors import Failure, Kind
from deeptrin_desktop.core.figures import Figures
from deeptrin_desktop.core.message import Reply, ReplyState, Timings
from deeptrin_desktop.ui.status_facts import StatusFacts


@pytest.fixture
def facts(qtbot: QtBot) -> StatusFacts:
    QLocale.setDefault(QLocale("en_GB"))
    made = StatusFacts()
    qtbot.addWidget(made)
    made.show()
    return made


def reply(state: ReplyState = ReplyState.DONE, *, failure: Failure | None = None) -> Reply:
    return Reply("r", state, "m", Timings(datetime.now(UTC), 0.3, 0.42, 12.34), failure=failure)


def test_what_streams_is_an_estimate(facts: StatusFacts) -> None:
    facts.waiting(ReplyState.KEYRING)
    assert "Waiting for the keyring" in words(facts)
    facts.waiting(ReplyState.WAITING)
    assert "Waiting for the server" in words(facts)
    facts.streaming(0.42, 1234, 10.0)
    assert "first text after 0.42 s" in words(facts)
    assert "about 1,234 tokens, about 123/s" in words(facts)


def test_usage_is_what_the_server_said(facts: StatusFacts) -> None:
    facts.streaming(0.42, 1234, 10.0)
    facts.ended(reply(), Figures(12, 1300, False, 108.6))
    assert words(facts) == "Done\nfirst text after 0.42 s · took 12.3 s\n12 prompt tokens · 1,300 reply tokens · 109/s"


def test_one_token_is_no_tokens(facts: StatusFacts) -> None:
    facts.ended(reply(), Figures(1, 1))
    assert words(facts).splitlines()[-1] == "1 prompt token · 1 reply token"


def test_what_several_choices_took_is_said_to_be_of_all_of_them(facts: StatusFacts) -> None:
    facts.ended(reply(), Figures(12, 1300, False, None, choices=3))
    assert words(facts).splitlines()[-1] == "3 replies together · 12 prompt tokens · 1,300 reply tokens"
    facts.ended(reply(), Figures(choices=3))
    assert "together" not in words(facts)


def test_without_usage_the_estimate_is_said_to_be_one(facts: StatusFacts) -> None:
    facts.streaming(0.42, 1234, 10.0)
    facts.ended(reply(), Figures(None, 1234, True, 103.0))
    assert "about 1,234 tokens (estimate) · about 103/s" in words(facts)


def test_where_nothing_is_known_of_tokens_nothing_is_said(facts: StatusFacts) -> None:
    facts.streaming(0.42, 1234, 10.0)
    facts.ended(reply(), Figures())
    assert "tokens" not in words(facts)


def test_an_end_that_is_no_success_is_said(facts: StatusFacts) -> None:
    facts.ended(reply(ReplyState.STOPPED), Figures())
    assert "Stopped" in words(facts)
    silence = Failure(Kind.TIMED_OUT, host="api.example.org", seconds=60)
    facts.ended(reply(ReplyState.FAILED, failure=silence), Figures())
    assert "api.example.org was silent for too long (60 s)" in words(facts)
    facts.say("Saved.")
    assert words(facts) == "Saved."


def test_only_the_bar_has_a_name(facts: StatusFacts) -> None:
    facts.ended(reply(), Figures())
    assert facts.accessibleName() == "Status"
    assert facts.currentMessage() == ""
    assert {label.accessibleName() for label in facts.findChildren(QLabel)} == {""}
