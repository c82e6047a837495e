"""Characters and UTF-16 units, and hostile text made harmless."""

from hypothesis import given
from hypothesis import strategies as st

from deeptrin_desktop.ui.blocks.utf16 import index_of, shown, units

TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("😀👩‍👧🇩🇪"))


@given(TEXTS)
def test_a_character_is_found_by_its_units(text: str) -> None:
    for index in range(len(text) + 1):
        assert index_of(text, units(text, index)) == index
    assert units(text) == len(text.encode("utf-16-le")) // 2


def test_half_of_a_character_is_the_character() -> None:
    assert index_of("a😀b", 2) == 1


@given(st.text(st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Lu"])))
def test_what_is_drawn_has_the_same_places(text: str) -> None:
    drawn = shown(text)
    assert len(drawn) == len(text)
    drawn.encode("utf-8")


def test_what_would_be_obeyed_is_shown_instead() -> None:
    hostile = "\x00\x1b[31m\u202eevil\u2066\x9b\ud83d\x7f"
    drawn = shown(hostile)
    assert not set(drawn) & set("\x00\x1b\u202e\u2066\x9b\ud83d\x7f")
    assert drawn.startswith("␀␛[31m�evil")


def test_every_kind_of_line_end_breaks_the_line() -> None:
    assert shown("a\nb\rc\u2029d\x85e").split("\u2028") == ["a", "b", "c", "d", "e"]
    assert shown("a\r\nb").count("\u2028") == 1


def test_joiners_and_marks_of_real_languages_are_left_alone() -> None:
    assert shown("می‌خواهم 👩‍👧 \u200f\t") == "می‌خواهم 👩‍👧 \u200f\t"
