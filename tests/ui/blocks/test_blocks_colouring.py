"""Short pieces of code are coloured so many at a time that the window is not held up, and each of them in the end."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deeptrin_desktop.markdown.highlight import Token, tokens
from deeptrin_desktop.ui.blocks.allowance import Allowance
from deeptrin_desktop.ui.blocks.colouring import Colouring

PIECES = [f"x = [{number}, 'a']" for number in range(6)]


@pytest.fixture
def colouring(qtbot: QtBot) -> Colouring:
    """That has met Python, and has time for one piece in a turn."""
    made = Colouring()
    while made.tokens_of("", "python") is None:
        with qtbot.waitSignal(made.arrived):
            pass
    allowance = made.findChild(Allowance)
    assert allowance is not None
    allowance.seconds = 0
    return made


def colours(colouring: Colouring) -> list[tuple[Token, ...] | None]:
    return [colouring.tokens_of(code, "python") for code in PIECES]


def test_what_there_is_no_time_for_is_coloured_in_later_turns(colouring: Colouring, qtbot: QtBot) -> None:
    turns = 0
    while None in colours(colouring):
        with qtbot.waitSignal(colouring.arrived):
            pass
        turns += 1
    assert 0 < turns <= len(PIECES)
    assert colours(colouring) == [tuple(tokens(code, "python")) for code in PIECES]


def test_what_was_coloured_is_not_looked_through_again(
    colouring: Colouring, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_through = []

    def counted(code: str, language: str) -> Iterator[Token]:
        looked_through.append(code)
        return tokens(code, language)

    monkeypatch.setattr("deeptrin_desktop.ui.blocks.colouring.tokens", counted)
    while None in colours(colouring):
        with qtbot.waitSignal(colouring.arrived):
            pass
    colours(colouring)
    assert sorted(looked_through) == PIECES


def test_what_grows_keeps_the_colours_that_it_has_until_there_is_time(colouring: Colouring, qtbot: QtBot) -> None:
    began = ["x = 'a'\n", "y = 'b'\n"]
    while None in [colouring.tokens_of(code, "python") for code in began]:
        with qtbot.waitSignal(colouring.arrived):
            pass
    QApplication.processEvents()
    grown = [f"{code}z = 'c'\n" for code in began]
    in_time, late = [colouring.tokens_of(code, "python") for code in grown]
    assert in_time == tuple(tokens(grown[0], "python"))
    assert late is None
    assert colouring.tokens_before(grown[1], "python") == tuple(tokens(began[1], "python"))
    with qtbot.waitSignal(colouring.arrived):
        pass
    assert colouring.tokens_of(grown[1], "python") == tuple(tokens(grown[1], "python"))
