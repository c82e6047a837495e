"""The search over models: every word counts, the likeliest come first."""

import pytest

from deeptrin_desktop.ui.models.ranking import ModelIndex

MODELS = ("meta/Llama-3.1-8B", "llama-guard", "org/codellama", "meta/Llama-3.1-70B", "a/b")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", list(MODELS)),
        ("  ", list(MODELS)),
        ("llama", ["llama-guard", "meta/Llama-3.1-8B", "meta/Llama-3.1-70B", "org/codellama"]),
        ("LLAMA 70b", ["meta/Llama-3.1-70B"]),
        ("a/b", ["a/b"]),
        ("3.1", ["meta/Llama-3.1-8B", "meta/Llama-3.1-70B"]),
        ("nothing", []),
    ],
)
def test_what_is_typed_finds_these_in_this_order(typed: str, found: list[str]) -> None:
    assert ModelIndex(MODELS, favourites=(), recent=()).matches(typed) == found


def test_the_very_id_comes_before_all_that_begin_with_it() -> None:
    models = ("gpt-large", "gpt")
    assert ModelIndex(models, favourites=["gpt-large"], recent=()).matches("gpt") == ["gpt", "gpt-large"]


def test_favourites_and_recent_ones_lead_among_equals() -> None:
    index = ModelIndex(MODELS, favourites={"org/codellama"}, recent=["meta/Llama-3.1-70B", "unlisted"])
    assert index.matches("") == ["org/codellama", "meta/Llama-3.1-70B", "meta/Llama-3.1-8B", "llama-guard", "a/b"]
    assert index.matches("llama-3") == ["meta/Llama-3.1-70B", "meta/Llama-3.1-8B"]
