"""What will be said, choice by choice, before the first byte goes out: tokens, cut as the request asks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from deeptrin_desktop.demo.asked import Asked

_TOKEN = re.compile(r" ?\w{1,6}| ?[^\w\s]|\s")
"""Cuts any text into pieces about as long as real tokens, and loses none of it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer."""

    tokens: tuple[str, ...]
    finish_reason: str


def tokens_of(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text))


def choices(asked: Asked, variants: Sequence[str], turn: int) -> tuple[Choice, ...]:
    """The answers to a request. Each turn begins with another variant, but at temperature 0 with the first."""
    first = 0 if asked.greedy else turn
    return tuple(_choice(asked, variants[(first + index) % len(variants)]) for index in range(asked.n))


def _choice(asked: Asked, text: str) -> Choice:
    if asked.partial and text.startswith(asked.partial):
        text = text.removeprefix(asked.partial)
    stopped = min((text.find(stop) for stop in asked.stops if stop in text), default=len(text))
    tokens = tokens_of(text[:stopped])
    if asked.max_tokens is not None and len(tokens) > asked.max_tokens:
        return Choice(tokens[: asked.max_tokens], "length")
    return Choice(tokens, "stop")
