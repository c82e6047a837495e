"""How much is done for a frame: what was laid out and coloured is counted, whatever the length of what is shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.pane.talk import SENTENCE, long_talk, talk

from deeptrin_desktop.core.message import Delta, ReplyState
from deeptrin_desktop.markdown.highlight import Token, tokens
from deeptrin_desktop.ui.blocks.box import Box
from deeptrin_desktop.ui.blocks.colouring import Colouring
from deeptrin_desktop.ui.blocks.flatten import LINES
from deeptrin_desktop.ui.pane import ConversationPane
from deeptrin_desktop.ui.pane.rows import Kind

RUNNING = talk("Go on.", "", state=ReplyState.STREAMING)
LINE = "    return width * {:05}  # the area\n"
OPEN_BLOCKS = {
    "code": ("```python\n", LINE),
    "paragraph": ("", SENTENCE),
    "list": ("", "- item {:05} with **some** words\n"),
    "table": ("| a | b |\n|---|--:|\n", "| row | {:05} |\n"),
    "quote": ("", "> line {:05} of it\n"),
}
FEW = 4
"""Leaves: the last one as it grows, the next one, and one that is held on to in between."""


@dataclass
class Done:
    """What was done since it was last asked."""

    laid_out: int = 0
    coloured: list[str] = field(default_factory=list)

    def take(self) -> tuple[int, list[str]]:
        taken = self.laid_out, self.coloured
        self.laid_out, self.coloured = 0, []
        return taken


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Done:
    counted = Done()

    class CountedBox(Box):
        def __init__(self, *args: object) -> None:
            counted.laid_out += 1
            super().__init__(*args)  # type: ignore[arg-type]

    def counted_tokens(code: str, language: str) -> Iterator[Token]:
        counted.coloured.append(code)
        return tokens(code, language)

    monkeypatch.setattr("deeptrin_desktop.ui.blocks.section.Box", CountedBox)
    monkeypatch.setattr("deeptrin_desktop.ui.blocks.colouring.tokens", counted_tokens)
    return counted


def feed(pane: ConversationPane, text: str) -> None:
    """One frame."""
    pane.append([("m1", Delta(text=text))])
    pane.show_arrived()
    pane.viewport().repaint()


@pytest.mark.parametrize("kind", OPEN_BLOCKS)
def test_a_block_that_grows_has_only_its_end_laid_out(pane: ConversationPane, done: Done, kind: str) -> None:
    pane.show_conversation(RUNNING, True)
    begin, line = OPEN_BLOCKS[kind]
    feed(pane, begin)
    counts = []
    for number in range(300):
        feed(pane, line.format(number))
        counts.append(done.take()[0])
    assert max(counts) <= FEW
    assert sum(counts[200:]) <= sum(counts[100:200]) + FEW


def test_code_that_grows_is_coloured_from_its_last_lines_on(pane: ConversationPane, done: Done, qtbot: QtBot) -> None:
    pane.show_conversation(talk("Go on.", "```python\nx\n```"), False)
    colouring = pane.findChild(Colouring)
    assert colouring is not None
    with qtbot.waitSignal(colouring.arrived):
        pass
    pane.show_conversation(RUNNING, True)
    feed(pane, "```python\n")
    for number in range(200):
        done.take()
        feed(pane, LINE.format(number))
        QApplication.processEvents()
        _, coloured = done.take()
        assert len(coloured) <= 2
        assert all(code.count("\n") <= LINES for code in coloured)


def test_code_that_has_ended_has_its_end_laid_out_alone(pane: ConversationPane, done: Done) -> None:
    pane.show_conversation(RUNNING, True)
    feed(pane, "```\n" + "x\n" * 10 * LINES)
    done.take()
    feed(pane, "```\n\nMore.")
    assert done.take()[0] <= FEW


def test_what_is_out_of_sight_is_not_laid_out(pane: ConversationPane, done: Done) -> None:
    pane.show_conversation(long_talk(20), False)
    pane.viewport().repaint()
    few, _ = done.take()
    pane.show_conversation(long_talk(2_000, identity="longer"), False)
    pane.viewport().repaint()
    many, _ = done.take()
    assert many <= 2 * few
    changes: list[Callable[[], object]] = [
        lambda: pane.verticalScrollBar().setValue(pane.verticalScrollBar().maximum() // 2),
        lambda: pane.resize(500, 600),
        lambda: pane.zoom.set(125),
    ]
    for change in changes:
        change()
        pane.viewport().repaint()
        assert done.take()[0] <= 2 * few


def test_a_repaint_lays_nothing_out(pane: ConversationPane, done: Done) -> None:
    pane.show_conversation(long_talk(20), False)
    pane.viewport().repaint()
    done.take()
    pane.viewport().repaint()
    assert done.take()[0] == 0


def finish(pane: ConversationPane) -> None:
    while pane.page.layout.unfinished:
        QApplication.processEvents()


@pytest.mark.parametrize("text", ["\\(" * 50_000, ("a" + "\u0301" * 1_000 + " ") * 100], ids=["marks", "accents"])
def test_what_takes_long_is_laid_out_bit_by_bit_from_where_one_reads(
    pane: ConversationPane, done: Done, text: str
) -> None:
    pane.show_conversation(talk("Go on.", text), False)
    section, layout = pane.page.transcript[1].text, pane.page.layout
    turns = []
    while layout.unfinished or pane.page.is_reading:
        QApplication.processEvents()
        turns.append(done.take()[0])
        assert section.is_laid_out(len(section) - 1) or pane.page.is_reading
    assert max(turns) < 3 * FEW
    pane.zoom.set(125)  # how much of it is read at a time does not count now
    assert pane.page.layout.unfinished
    finish(pane)
    top = layout.place(1) + pane.page.transcript[1].top_of(Kind.TEXT)
    first = section.heights.at(layout.top - top)
    assert len(section) - first > 1
    assert all(section.is_laid_out(leaf) for leaf in range(first, len(section)))
    assert layout.top == layout.bottom
