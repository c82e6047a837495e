"""The status bar: figures as they are, estimates said to be such, and no name that hides a fact."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from ui.by_name import words

from deeptrin_desktop.core.errors import Failure, Kind
from deeptrin_desktop.core.message import Reply, ReplyState, Timings, Usage
from deeptrin_desktop.ui.status_facts import StatusFacts


@pytest.fixture
def facts(qtbot: QtBot) -> StatusFacts:
    QLocale.setDefault(QLocale("en_GB"))
    made = StatusFacts()
    qtbot.addWidget(made)
    made.show()
    return made


def reply(state: ReplyState = ReplyState.DONE, *, usage: Usage | None = None, failure: Failure | None = None) -> Reply:
    return Reply("r", state, "m", Timings(datetime.now(UTC), 0.3, 0.42, 12.34), usage=usage, failure=failure)


def test_what_streams_is_an_estimate(facts: StatusFacts) -> None:
    facts.waiting()
    assert "Waiting for the server" in words(facts)
    facts.streaming(0.42, 1234, 10.0)
    assert "first text after 0.42 s" in words(facts)
    assert "about 1,234 tokens, about 123/s" in words(facts)


def test_usage_is_what_the_server_said(facts: StatusFacts) -> None:
    facts.streaming(0.42, 1234, 10.0)
    facts.ended(reply(usage=Usage(12, 1300)))
    assert words(facts) == "Done\nfirst text after 0.42 s · took 12.3 s\n12 prompt tokens · 1,300 reply tokens"


def test_without_usage_the_estimate_stays_one(facts: StatusFacts) -> None:
    facts.streaming(0.42, 1234, 10.0)
    facts.ended(reply())
    assert "about 1,234 tokens (estimate)" in words(facts)


def test_the_estimate_of_one_reply_is_not_another_ones(facts: StatusFacts) -> None:
    facts.streaming(0.42, 1234, 10.0)
    facts.clear()
    facts.ended(reply())
    assert "tokens" not in words(facts)


def test_an_end_that_is_no_success_is_said(facts: StatusFacts) -> None:
    facts.ended(reply(ReplyState.STOPPED))
    assert "Stopped" in words(facts)
    facts.ended(reply(ReplyState.FAILED, failure=Failure(Kind.TIMED_OUT, host="api.example.org", seconds=60)))
    assert "api.example.org was silent for too long (60 s)" in words(facts)
    facts.say("Saved.")
    assert words(facts) == "Saved."


def test_only_the_bar_has_a_name(facts: StatusFacts) -> None:
    facts.ended(reply())
    assert facts.accessibleName() == "Status"
    assert facts.currentMessage() == ""
    assert {label.accessibleName() for label in facts.findChildren(QLabel)} == {""}
