"""Regular expressions mean the same on every Python that the app runs on."""

import re
from pathlib import Path

import deeptrin_desktop

# Before 3.11.5 the repeat of a group that keeps all that it has taken may take something else (gh-106052). What is of
# one character, as `a*+`, is right everywhere, and so is an atomic group, `(?>(?:ab)*)`.
POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{+[0-9,]*[^\s{}]*\}+)\+|\}\}\}\+")


def test_no_group_is_repeated_possessively() -> None:
    for module in Path(deeptrin_desktop.__file__).parent.rglob("*.py"):
        found = POSSESSIVE_GROUP.search(module.read_text("utf-8"))
        assert found is None, f"{module.name}: …{found[0]}"
