"""Text that is made to hurt is drawn and not obeyed, and can be had back as it came."""

import pytest
from PySide6.QtNetwork import QHostAddress, QTcpServer
from PySide6.QtWidgets import QApplication
from ui.pane.talk import picture, talk

from deeptrin_desktop.core.message import Delta, ReplyState
from deeptrin_desktop.ui.pane import ConversationPane
from deeptrin_desktop.ui.pane.actions import Action

N = 20_000
HOSTILE = {
    "brackets": "[" * N,
    "quotes": ">" * N,
    "a line without end": "word **bold** " * (N // 10),
    "tables": "| a | b |\n|---|---|\n| c | d |\n\n" * 500,
    "a wide table": "|" + "a|" * 100 + "\n|" + "-|" * 100 + "\n" + ("|" + "b|" * 100 + "\n") * 50,
    "backticks": "`a " * (N // 3),
    "images": "![a](https://example.org/a.png) ![](data:image/png;base64,AAAA) " * 200,
    "formulas": "".join(f"$x_{{{number}}}$ " for number in range(50)),
    "NUL and escapes": "\0\x1b[31mred\x1b]8;;http://a\x07 \x08" * 500,
    "directions": "\u202egnp.exe\u202c \u2066a\u2069 \u200b\u200d\ufeff" * 500,
    "accents": ("a" + "\u0301" * 500 + " ") * 20,
    "links": "[a](javascript:alert(1)) <file:///etc/passwd> [b](data:text/html,x) " * 100,
}


def read(pane: ConversationPane) -> None:
    while pane.page.is_reading:
        QApplication.processEvents()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_it_is_drawn_and_comes_back_as_it_was(pane: ConversationPane, text: str) -> None:
    pane.show_conversation(talk("Go on", text), False)
    read(pane)
    bar = pane.verticalScrollBar()
    for place in (0, bar.maximum() // 2, bar.maximum()):
        bar.setValue(place)
        picture(pane)
    pane.deeds.do(1, Action.COPY)
    assert QApplication.clipboard().text() == text


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_it_may_stream_too(pane: ConversationPane, text: str) -> None:
    pane.show_conversation(talk("Go on", "", state=ReplyState.STREAMING), True)
    for at in range(0, len(text), 3_000):
        pane.append([("m1", Delta(text=text[at : at + 3_000]))])
        pane.show_arrived()
        picture(pane)
    read(pane)
    assert pane.page.transcript[1].text.flow.source == text


def test_nothing_is_fetched(pane: ConversationPane) -> None:
    server = QTcpServer()
    assert server.listen(QHostAddress.SpecialAddress.LocalHost)
    there = f"http://127.0.0.1:{server.serverPort()}"
    text = f"![a]({there}/a.png) <img src='{there}/b.png'> [c]({there}/c) {there}/d\n\n<img src='{there}/e.png'>"
    pane.show_conversation(talk("Go on", text), False)
    pane.select_all()
    pane.copy()
    picture(pane)
    QApplication.processEvents()
    assert not server.hasPendingConnections()
