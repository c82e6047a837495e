"""The inspector shows all that is known of a reply, whatever there is of it, and copies it."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot
from ui.by_name import Heard, by_name, words

from deeptrin_desktop.chat.inspecting import Check, Inspection
from deeptrin_desktop.chat.raw_events import RawEvent
from deeptrin_desktop.chat.recording import Attempt
from deeptrin_desktop.core.figures import Figures, Sums
from deeptrin_desktop.core.message import Message, Reply, ReplyState, Role, Timings
from deeptrin_desktop.core.request import Call, Endpoint
from deeptrin_desktop.core.wire import Answered, Sent
from deeptrin_desktop.ui.inspector.request_tab import Command
from deeptrin_desktop.ui.inspector.window import Inspector

NOW = datetime(2025, 1, 1, tzinfo=UTC)
BODY = '{"model":"m","messages":[{"role":"user","content":"ü <b>"}],"stream":true}'.encode()
SENT = Sent("POST /v1/chat/completions HTTP/1.1", (("Host", "localhost"), ("Authorization", "Bearer [key]")), "hash")
OK = Answered("HTTP/1.1 200 OK", (("Content-Type", "text/event-stream"),))
KNOWN = Inspection(
    Reply("r", ReplyState.DONE, "m", Timings(NOW, 0.25, 0.5, 2.5), request_id="req-7", retries=1),
    (
        Message("a", Role.ASSISTANT, "Hi", NOW, finish_reason="stop"),
        Message("b", Role.ASSISTANT, "Ho", NOW, choice=1, finish_reason="length"),
    ),
    Call("http://localhost/v1", Endpoint.CHAT, BODY, with_key=True),
    Check.SAME,
    (Attempt(SENT, 0.0, Answered("HTTP/1.1 400 No", ())), Attempt(SENT, 0.1, OK)),
    (RawEvent(0.5, "data: one\ndata: two"), RawEvent(0.75, "data: [DONE]")),
    cut=False,
    figures=Figures(12, 30, False, 15.0),
    sums=Sums(3, 1, 100, 200),
)
FORGOTTEN = replace(KNOWN, attempts=(), events=(), check=Check.OTHER, figures=Figures(None, 30, True, 15.0))


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 700)
    return made


@pytest.fixture
def inspector(parent: QWidget, qtbot: QtBot) -> Inspector:
    made = Inspector(parent)
    made.show_inspection(KNOWN)
    with qtbot.waitExposed(made):
        made.show()
    return made


def go_to(inspector: Inspector, tab: str) -> None:
    tabs = inspector.findChildren(QTabWidget)[0]
    tabs.setCurrentIndex([tabs.tabText(index) for index in range(tabs.count())].index(tab))


def press(inspector: Inspector, name: str) -> str:
    """What is in the clipboard then."""
    QApplication.clipboard().setText("nothing")
    QTest.mouseClick(by_name(inspector, QAbstractButton, name), Qt.MouseButton.LeftButton)
    return QApplication.clipboard().text()


def read(inspector: Inspector, name: str) -> str:
    return by_name(inspector, QPlainTextEdit, name).toPlainText()


def test_the_request_of_each_attempt_is_there_with_the_exact_body(inspector: Inspector) -> None:
    assert not inspector.isModal()
    head = read(inspector, "Request headers")
    assert head.count("POST /v1/chat/completions HTTP/1.1\nHost: localhost\nAuthorization: Bearer [key]") == 2
    assert json.loads(read(inspector, "Request body")) == json.loads(BODY)
    assert "\n" in read(inspector, "Request body")
    QTest.keyClick(by_name(inspector, QAbstractButton, "Indented"), Qt.Key.Key_Space)
    assert read(inspector, "Request body") == BODY.decode()
    assert "byte for byte what was sent" in words(inspector)
    assert press(inspector, "Copy body") == BODY.decode()
    assert "Copied" in words(inspector)


@pytest.mark.parametrize(
    ("button", "command"),
    [
        ("Copy as cURL", Command.CURL),
        ("Copy as Python (openai)", Command.OPENAI),
        ("Copy as Python (httpx)", Command.HTTPX),
    ],
)
def test_commands_are_asked_for(inspector: Inspector, button: str, command: Command) -> None:
    asked = Heard(inspector.command_asked)
    press(inspector, button)
    assert asked.all == [command]


def test_the_events_are_there_with_their_times_and_each_can_be_read(inspector: Inspector) -> None:
    go_to(inspector, "Response")
    head = read(inspector, "Response headers")
    assert head.splitlines()[0] == "HTTP/1.1 400 No"
    assert head.endswith("HTTP/1.1 200 OK\nContent-Type: text/event-stream")
    table = by_name(inspector, QTableView, "Events")
    rows = [[table.model().index(row, column).data() for column in range(2)] for row in range(2)]
    assert rows == [["0.500", "data: one data: two"], ["0.750", "data: [DONE]"]]
    assert read(inspector, "Event") == "data: one\ndata: two"
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert read(inspector, "Event") == "data: [DONE]"
    assert press(inspector, "Copy event") == "data: [DONE]"
    assert press(inspector, "Copy all events") == "data: one\ndata: two\n\ndata: [DONE]"


def test_the_numbers_are_those_of_reply_choices_and_conversation(inspector: Inspector) -> None:
    go_to(inspector, "Numbers")
    assert press(inspector, "Copy numbers").splitlines() == [
        "Model: m",
        "State: Done",
        f"Sent: {press(inspector, 'Copy numbers').splitlines()[2].removeprefix('Sent: ')}",
        "Sent once more: 1",
        "Request id: req-7",
        "Time to first byte: 0.250 s",
        "Time to first token: 0.500 s",
        "Time in all: 2.500 s",
        "Tokens in: 12",
        "Tokens out: 30",
        "Tokens/s: 15.0",
        "Finish reason of choice 1: stop",
        "Finish reason of choice 2: length",
        "Replies: 3",
        "Tokens in: 100",
        "Tokens out: 200",
        "Not in the sums: 1 of the replies: the server did not report their tokens",
    ]
    assert "req-7" in words(inspector)


def test_what_is_not_known_is_said_not_to_be(inspector: Inspector) -> None:
    inspector.show_inspection(FORGOTTEN)
    assert read(inspector, "Request headers").startswith(
        "POST http://localhost/v1/chat/completions\n\nHeaders are kept"
    )
    assert "not the same as what was sent" in words(inspector)
    inspector.show_inspection(replace(FORGOTTEN, check=Check.NO_HASH))
    assert "No hash was kept" in words(inspector)
    go_to(inspector, "Response")
    assert "until the app is closed" in words(inspector)
    assert not by_name(inspector, QAbstractButton, "Copy event").isEnabled()
    inspector.show_inspection(replace(KNOWN, cut=True))
    assert "the rest is cut off" in words(inspector)
    inspector.show_inspection(replace(KNOWN, attempts=(Attempt(SENT, 0.0),), events=()))
    assert read(inspector, "Response headers") == "No answer came."
    go_to(inspector, "Numbers")
    inspector.show_inspection(FORGOTTEN)
    assert {"~30", "~15.0"} <= set(words(inspector).splitlines())
    assert "An estimate" in words(inspector)


def test_fifty_thousand_events_make_no_more_than_what_is_seen(inspector: Inspector) -> None:
    go_to(inspector, "Response")
    asked: set[int] = set()
    table = by_name(inspector, QTableView, "Events")
    events = tuple(RawEvent(number / 100, f"data: {number}") for number in range(50_000))
    inspector.show_inspection(replace(KNOWN, events=events))
    assert table.model().rowCount() == 50_000

    class Delegate(QStyledItemDelegate):
        def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
            asked.add(index.row())

    delegate = Delegate()
    table.setItemDelegate(delegate)
    table.scrollToBottom()
    table.viewport().grab()
    assert 49_999 in asked
    assert len(asked) < 100


def test_a_body_of_megabytes_is_shown_in_part_and_copied_whole(inspector: Inspector) -> None:
    long = json.dumps({"messages": ["x" * 3_000_000]}).encode()
    inspector.show_inspection(replace(KNOWN, call=replace(KNOWN.call, body=long)))
    assert len(read(inspector, "Request body")) < 300_000
    assert "Only the beginning is shown" in words(inspector)
    assert press(inspector, "Copy body") == long.decode()


def test_escape_closes_it_and_it_is_gone(inspector: Inspector, qtbot: QtBot) -> None:
    with qtbot.waitSignal(inspector.destroyed):
        QTest.keyClick(inspector, Qt.Key.Key_Escape)
