"""Invisible characters written out, and taken back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deeptrin_desktop.ui.parameters.escapes import meant, shown


@given(st.text(st.sampled_from("ab \\\n\r\tn") | st.characters()))
def test_what_is_shown_means_the_same(text: str) -> None:
    assert meant(shown(text)) == text


@pytest.mark.parametrize(
    ("written", "text"), [(r"\n\nUser:", "\n\nUser:"), (r"\d", r"\d"), (r"\\n", r"\n"), ("\\", "\\"), (r"\t", "\t")]
)
def test_what_is_meant(written: str, text: str) -> None:
    assert meant(written) == text
