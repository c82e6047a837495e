"""Layers: the uppermost one that says anything counts, a value can be taken away, and refused ones are left out."""

from dataclasses import replace
from typing import Any

from fakes.values import connections, parameters, presets, settings
from hypothesis import given
from hypothesis import strategies as st

from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Settings
from deeptrin_desktop.core.layers import (
    NAMES,
    PROMPT,
    Layers,
    Source,
    changed,
    effective,
    tidied,
    without_own,
)
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.preset import Preset, named_apart

extras = st.none() | st.dictionaries(st.sampled_from(["seed", "top_k"]), st.integers(), min_size=1)
with_extra = st.builds(lambda values, extra: replace(values, extra=extra), parameters, extras)
conversations = st.builds(lambda its, own: replace(its, parameters=own), settings(), with_extra)
layers = st.builds(
    Layers,
    st.none() | st.builds(lambda its, own: replace(its, parameters=own), connections, with_extra),
    st.none() | st.builds(lambda its, own: replace(its, parameters=own), presets, with_extra),
    st.frozensets(st.sampled_from([*NAMES[1:-1], "seed", "top_k", "unknown"])),
)


def value_in(layer: Settings | Connection | Preset, name: str) -> Any:
    """What a layer sets; `None` for nothing."""
    if name == PROMPT:
        return None if isinstance(layer, Connection) or not layer.system_prompt.strip() else layer.system_prompt
    return getattr(layer.parameters, name)


@given(conversations, layers)
def test_the_uppermost_layer_that_says_anything_counts(its: Settings, below: Layers) -> None:
    found = effective(its, below)
    for name in NAMES:
        lower = [(Source.CONNECTION, below.connection), (Source.PRESET, below.preset)]
        said = [
            (source, value_in(layer, name)) for source, layer in lower if layer and value_in(layer, name) is not None
        ]
        if said and name in its.unsent:
            said.append((Source.CONVERSATION, None))
        if value_in(its, name) is not None:
            said.append((Source.CONVERSATION, value_in(its, name)))
        source, value = said[-1] if said else (Source.SERVER, None)
        assert (found.sources[name], value_in(found.chosen, name)) == (source, value)


@given(conversations, layers)
def test_what_was_refused_is_left_out_and_nothing_else(its: Settings, below: Layers) -> None:
    found = effective(its, below)
    chosen, sent = _body(found.chosen), _body(found.sent)
    assert sent == {name: value for name, value in chosen.items() if name not in below.refused}
    assert replace(found.sent, parameters=Parameters()) == replace(found.chosen, parameters=Parameters())


@given(conversations, layers)
def test_what_has_its_layers_in_it_comes_to_itself(its: Settings, below: Layers) -> None:
    found = effective(its, below)
    assert effective(found.chosen, Layers()).chosen == found.chosen


@given(conversations, layers, st.sampled_from(NAMES))
def test_not_set_can_always_be_reached_and_left_again(its: Settings, below: Layers, name: str) -> None:
    unset = changed(its, name, None, below)
    assert value_in(effective(unset, below).chosen, name) is None
    assert _others(effective(unset, below).chosen, name) == _others(effective(its, below).chosen, name)
    back = without_own(unset, name)
    assert effective(back, below).sources[name] is not Source.CONVERSATION
    assert name not in back.unsent
    value = "text" if name == PROMPT else {"seed": 1}
    again = effective(changed(unset, name, value, below), below)
    assert (value_in(again.chosen, name), again.sources[name]) == (value, Source.CONVERSATION)


@given(conversations, layers)
def test_tidying_changes_nothing_that_is_sent(its: Settings, below: Layers) -> None:
    tidy = tidied(its, below)
    assert effective(tidy, below).chosen == effective(its, below).chosen
    assert tidied(tidy, below) == tidy
    nothing_own = effective(replace(its, system_prompt="", parameters=Parameters(), unsent=frozenset()), below).chosen
    preset = Preset("new", "New", nothing_own.system_prompt, nothing_own.parameters)
    assert tidied(nothing_own, replace(below, preset=preset)).parameters == Parameters()


def test_a_fresh_conversation_sends_nothing() -> None:
    found = effective(Settings("connection", "model"), Layers(Connection("connection", "", "")))
    assert found.sent == Settings("connection", "model")
    assert set(found.sources.values()) == {Source.SERVER}


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert named_apart(" Code ", frozenset()) == "Code"
    assert named_apart("Code", frozenset({"Code", "Code 2"})) == "Code 3"
    assert len(named_apart("x" * 99, frozenset({"x" * 60}))) == 60


def _body(its: Settings) -> dict[str, object]:
    body = its.parameters.as_body()
    return body | dict(its.parameters.extra or {}) if body.pop("extra", None) else body


def _others(its: Settings, name: str) -> Settings:
    return without_own(its, name)
