"""A preset: a system prompt and parameters under a name, for any conversation to build on."""

from dataclasses import dataclass

from deeptrin_desktop.core.parameters import Parameters

LONGEST_NAME = 60
"""Characters of a preset's name."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A conversation that refers to it sends what it holds, but for what the conversation has of its own."""

    id: str
    name: str
    system_prompt: str = ""
    """Not sent when blank."""
    parameters: Parameters = Parameters()
    model: str = ""
    """What choosing the preset changes the model to; empty to leave it as it is."""


def named_apart(name: str, taken: frozenset[str]) -> str:
    """The name, cut to its length, or one with a number behind it that is none of the names that are taken."""
    wanted = name.strip()[:LONGEST_NAME].rstrip()
    number, free = 2, wanted
    while free in taken:
        behind = f" {number}"
        free = wanted[: LONGEST_NAME - len(behind)] + behind
        number += 1
    return free
