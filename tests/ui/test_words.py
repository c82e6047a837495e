"""Every failure has words that say what happened and what to do, with and without its facts."""

from datetime import UTC, datetime

import pytest

from deeptrin_desktop.core.errors import Failure, Kind, Remedy
from deeptrin_desktop.core.message import Message, ReplyState, Role
from deeptrin_desktop.ui.words import state_words, words_of

FULL = {
    "said": "no {such} thing",
    "host": "api.example.org",
    "status": 400,
    "code": "bad_thing",
    "parameter": "top_p",
    "model": "some/model",
    "request_id": "req-1",
    "seconds": 3.0,
    "path": "folder/file.json",
}


def message(text: str = "text", finish_reason: str = "stop") -> Message:
    return Message("m", Role.ASSISTANT, text, datetime.now(UTC), finish_reason=finish_reason)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_words(kind: Kind) -> None:
    for failure in (Failure(kind), Failure(kind, **FULL)):  # type: ignore[arg-type]
        words = words_of(failure)
        for sentence in (words.title, words.text):
            assert sentence.endswith(".")
            assert sentence[0].isupper() or not sentence[0].isalpha()
            assert "  " not in sentence
            assert "{" not in sentence.replace("{such}", "")
        assert bool(words.remedy) is (failure.remedy is not Remedy.NONE)


def test_facts_are_in_the_words() -> None:
    words = words_of(Failure(Kind.PARAMETER_REFUSED, **FULL))  # type: ignore[arg-type]
    assert "Top p" in words.title
    assert words.remedy == "Send without Top p"
    assert any("no {such} thing" in fact for fact in words.facts)
    assert any("400 bad_thing" in fact for fact in words.facts)
    assert any("req-1" in fact for fact in words.facts)


def test_what_makes_no_text_is_said() -> None:
    assert state_words(ReplyState.DONE, message()) == ""
    assert state_words(ReplyState.DONE, message("")) == "The server sent no text"
    assert "Length limit reached" in state_words(ReplyState.LENGTH, message(finish_reason="length"))
    assert state_words(ReplyState.STOPPED, message("")) == "Stopped"
    assert "odd_reason" in state_words(ReplyState.DONE, message(finish_reason="odd_reason"))


@pytest.mark.parametrize("state", [state for state in ReplyState if state is not ReplyState.DONE])
def test_every_state_has_words(state: ReplyState) -> None:
    assert state_words(state, message())
