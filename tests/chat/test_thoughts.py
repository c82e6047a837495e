"""Thoughts in tags, cut anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deeptrin_desktop.chat.thoughts import Thoughts

PIECES = st.lists(
    st.sampled_from(["<think>", "</think>", "<", "/", "think", ">", "\n", " ", "word", "<b>"]), max_size=12
)


def read(*pieces: str) -> tuple[str, str]:
    thoughts = Thoughts()
    read = [*map(thoughts.split, pieces), thoughts.end()]
    said, thought = zip(*read, strict=True)
    return "".join(said), "".join(thought)


@pytest.mark.parametrize(
    ("text", "said", "thought"),
    [
        ("Hello", "Hello", ""),
        ("", "", ""),
        ("<think>Hm.</think>Hello", "Hello", "Hm."),
        ("\n<think>\nHm.\n</think>\n\n# Hello\n", "# Hello\n", "\nHm.\n"),
        ("<think>Hm. </thin", "", "Hm. </thin"),
        ("<think></think>", "", ""),
        ("<thinking>", "<thinking>", ""),
        ("<thi", "<thi", ""),
        ("  a", "  a", ""),
        ("A tag: <think>x</think>", "A tag: <think>x</think>", ""),
        ("<think>a</think>b <think>c</think>", "b <think>c</think>", "a"),
    ],
)
def test_what_is_said_and_what_is_thought(text: str, said: str, thought: str) -> None:
    assert read(text) == (said, thought)
    assert read(*text) == (said, thought)


@given(PIECES, st.data())
def test_where_it_is_cut_makes_no_difference(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    assert read(*(text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True))) == read(text)


def test_nothing_is_held_that_cannot_be_a_tag() -> None:
    thoughts = Thoughts()
    assert thoughts.split("Hel") == ("Hel", "")
    assert thoughts.split("lo <") == ("lo <", "")
