"""What the demo says is decided before the first byte, and no character of it is lost."""

from hypothesis import given
from hypothesis import strategies as st

from deeptrin_desktop.demo.script import tokens_of


@given(st.text())
def test_tokens_hold_every_character_of_a_text(text: str) -> None:
    assert "".join(tokens_of(text)) == text
