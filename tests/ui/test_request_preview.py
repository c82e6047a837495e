"""The preview shows the request as JSON, says where it is shortened, and copies what it shows."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from ui.by_name import by_name, words

from deeptrin_desktop.chat.previewing import Preview
from deeptrin_desktop.ui.request_preview import RequestPreview

BODY: dict[str, object] = {"model": "m", "messages": [{"role": "user", "content": "ü <b>"}], "stream": True}


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 700)
    return made


def opened(parent: QWidget, qtbot: QtBot, *, shortened: bool) -> RequestPreview:
    dialog = RequestPreview(Preview("http://localhost/v1/chat/completions", BODY, shortened), parent)
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


def test_it_is_read_and_copied_and_not_written(parent: QWidget, qtbot: QtBot) -> None:
    dialog = opened(parent, qtbot, shortened=False)
    text = by_name(dialog, QPlainTextEdit, "Request preview")
    QTest.keyClicks(text, "x")
    assert json.loads(text.toPlainText()) == BODY
    assert "POST http://localhost/v1/chat/completions" in words(dialog)
    assert "shortened" not in words(dialog)
    QTest.mouseClick(by_name(dialog, QAbstractButton, "Copy"), Qt.MouseButton.LeftButton)
    assert json.loads(QApplication.clipboard().text()) == BODY


def test_it_says_that_it_is_shortened_and_closes(parent: QWidget, qtbot: QtBot) -> None:
    dialog = opened(parent, qtbot, shortened=True)
    assert "they are sent whole" in words(dialog)
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
