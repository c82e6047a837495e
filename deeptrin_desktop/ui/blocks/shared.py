"""What the boxes of one block of code, or of one table, have in common."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from deeptrin_desktop.markdown.highlight import Token
from deeptrin_desktop.ui.blocks.columns import Columns
from deeptrin_desktop.ui.blocks.pan import Pan


@dataclass(frozen=True, slots=True)
class Shared:
    """Only `pan` changes, when somebody scrolls."""

    pan: Pan = field(default_factory=Pan)
    columns: Columns | None = None
    """Of a table."""
    tokens: Sequence[Token] | None = None
    """Of the part of code that is in one box, out of those of the whole; `None` while they are not known."""


NOTHING_SHARED = Shared()
