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
    "extra": {"seed": 7, "guided": {"choice": ["a", None, 0.5]}},
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
        {"extra": {"": 1}},
        {"extra": {"temperature": 1}},
        {"extra": {"stream_options": {}}},
        {"extra": {"deep": [{"er": math.inf}]}},
    ],
)
def test_values_out_of_range_are_named(bad: dict[str, object]) -> None:
    assert out_of_range(Parameters(**bad)) == tuple(bad)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [field.name for field in fields(Parameters)])
def test_one_is_unset_by_its_name(name: str) -> None:
    full = Parameters(**GOOD)  # type: ignore[arg-type]
    assert full.without(name).as_body() == {other: it for other, it in full.as_body().items() if other != name}


def test_an_extra_field_is_unset_by_its_name() -> None:
    two = Parameters(temperature=1, extra={"seed": 7, "min_p": 0.1})
    assert two.without("seed") == Parameters(temperature=1, extra={"min_p": 0.1})
    assert two.without("seed").without("min_p") == Parameters(temperature=1)
    assert two.without("unknown") == two
