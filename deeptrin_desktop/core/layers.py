"""Layers of values: what a request is made with, and which layer each value comes from.

    server default < connection < preset < conversation

A layer without a value of its own leaves the one below it in force. A conversation can also take a value away, so that
nothing is sent whatever lies below. What the server refused for the model is left out at the end.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Settings
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.preset import Preset

PROMPT = "system_prompt"
NAMES = (PROMPT, *(field.name for field in fields(Parameters)))
"""What has layers."""


class Source(StrEnum):
    """A layer, the lowest first."""

    SERVER = "server"
    CONNECTION = "connection"
    PRESET = "preset"
    CONVERSATION = "conversation"


@dataclass(frozen=True, slots=True)
class Layers:
    """What the settings of a conversation lie on."""

    connection: Connection | None = None
    preset: Preset | None = None
    refused: frozenset[str] = frozenset()
    """Names of parameters and extra body fields that the server refused for the model."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A parameter, or an extra body field, that a connection's server did not accept for a model."""

    connection: str
    """The connection's id."""
    model: str
    parameter: str


@dataclass(frozen=True, slots=True)
class Effective:
    """What the layers come to."""

    chosen: Settings
    """With the values of all layers, as if they were the conversation's own."""
    sent: Settings
    """The same without what the server refused."""
    sources: Mapping[str, Source]
    """Which layer decides, for each of `NAMES`. The conversation also does where it takes a value away."""


def effective(settings: Settings, layers: Layers) -> Effective:
    """What a request with these settings is made with."""
    values: dict[str, Any] = {}
    sources = dict.fromkeys(NAMES, Source.SERVER)
    for source, layer in _below(layers):
        values |= layer
        sources |= dict.fromkeys(layer, source)
    own = _values(settings.system_prompt, settings.parameters)
    taken_away = values.keys() & settings.unsent
    values = {name: value for name, value in values.items() if name not in taken_away} | own
    sources |= dict.fromkeys((*taken_away, *own), Source.CONVERSATION)
    prompt = values.pop(PROMPT, "")
    chosen = replace(settings, system_prompt=prompt, parameters=Parameters(**values), preset="", unsent=frozenset())
    sent = chosen.parameters
    for name in layers.refused:
        sent = sent.without(name)
    return Effective(chosen, replace(chosen, parameters=sent), sources)


def changed(settings: Settings, name: str, value: Any, layers: Layers) -> Settings:
    """Settings with another value of one of `NAMES`. `None`, and a blank system prompt, are not sent."""
    is_sent = value is not None and not (name == PROMPT and not value.strip())
    is_below = any(name in layer for _, layer in _below(layers))
    unsent = settings.unsent | {name} if is_below and not is_sent else settings.unsent - {name}
    return replace(_with_own(settings, name, value), unsent=unsent)


def without_own(settings: Settings, name: str) -> Settings:
    """Settings in which the conversation says nothing about one of `NAMES`."""
    return replace(_with_own(settings, name, None), unsent=settings.unsent - {name})


def tidied(settings: Settings, layers: Layers) -> Settings:
    """Settings without what they would inherit just as well. They come to the same."""
    below: dict[str, Any] = {}
    for _, layer in _below(layers):
        below |= layer
    for name, value in _values(settings.system_prompt, settings.parameters).items():
        if name in below and below[name] == value:
            settings = without_own(settings, name)
    return replace(settings, unsent=settings.unsent & below.keys())


def _below(layers: Layers) -> Iterator[tuple[Source, dict[str, Any]]]:
    """The values of each layer below the conversation, the lowest first."""
    if layers.connection:
        yield Source.CONNECTION, _values("", layers.connection.parameters)
    if layers.preset:
        yield Source.PRESET, _values(layers.preset.system_prompt, layers.preset.parameters)


def _values(system_prompt: str, parameters: Parameters) -> dict[str, Any]:
    """What a layer sets, by name."""
    values = {field.name: getattr(parameters, field.name) for field in fields(Parameters)}
    values = {name: value for name, value in values.items() if value is not None}
    return {**values, PROMPT: system_prompt} if system_prompt.strip() else values


def _with_own(settings: Settings, name: str, value: Any) -> Settings:
    if name == PROMPT:
        return replace(settings, system_prompt="" if value is None else str(value))
    return replace(settings, parameters=replace(settings.parameters, **{name: value}))
