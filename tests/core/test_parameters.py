"""Parameters: absent when not set, in JSON's types when set, and never out of range."""

import math
from dataclasses import fields

import pytest

from deeptrin_desktop.core.parameters import Parameters, out_of_range

GOOD: dict[str, object] = {
    "temperature": 0.5,
    "top_p": 1,
    "max_tokens": 1,
    "stop": ("a", "\n"),
    "n": 3,
    "presence_penalty": -2,
    "frequency_penalty": 2.0,
    "repetition_penalty": 1.1,
    "logit_bias": {"50256": -100},
}


def test_nothing_set_is_nothing_sent() -> None:
    assert Parameters().as_body() == {}


@pytest.mark.parametrize("name", [field.name for field in fields(Parameters)])
def test_one_set_is_one_sent(name: str) -> None:
    body = Parameters(**{name: GOOD[name]}).as_body()  # type: ignore[arg-type]
    assert body == {name: list(GOOD[name]) if name == "stop" else GOOD[name]}  # type: ignore[call-overload]


def test_values_in_range_may_be_sent() -> None:
    assert out_of_range(Parameters(**GOOD)) == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "bad",
    [
        {"temperature": 2.01},
        {"temperature": -0.01},
        {"temperature": math.nan},
        {"temperature": math.inf},
        {"top_p": 1.5},
        {"max_tokens": 0},
        {"max_tokens": 1.5},
        {"n": 0},
        {"n": True},
        {"repetition_penalty": 0},
        {"repetition_penalty": math.inf},
        {"presence_penalty": 3},
        {"frequency_penalty": -3},
        {"stop": ()},
        {"stop": ("",)},
        {"stop": ("a", "b", "c", "d", "e")},
        {"logit_bias": {"1": 101}},
        {"logit_bias": {"1": math.nan}},
    ],
)
def test_values_out_of_range_are_named(bad: dict[str, object]) -> None:
    assert out_of_range(Parameters(**bad)) == tuple(bad)  # type: ignore[arg-type]
