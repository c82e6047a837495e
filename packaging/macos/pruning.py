"""The keep-list over what PyInstaller is about to lay out as a bundle.

In a bundle code and data lie apart, each with links to it on the other side; deleting from it would leave links behind.
"""

from collections.abc import MutableSequence

from keep import keep_list

Entry = tuple[str, str, str]
"""Where it goes below the app's folder, where it is, and of what type it is, as PyInstaller has it."""


def prune(*tables: MutableSequence[Entry]) -> None:
    """Takes out of PyInstaller's tables what is not shipped. Raises KeepError for what the keep-list does not name."""
    kept = set(keep_list("macos").kept(_name(entry) for table in tables for entry in table))
    for table in tables:
        table[:] = [entry for entry in table if _name(entry) in kept]


def _name(entry: Entry) -> str:
    return f"Frameworks/{entry[0]}"
