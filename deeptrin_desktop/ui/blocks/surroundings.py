"""What the boxes of one text share."""

from dataclasses import dataclass, field

from deeptrin_desktop.ui.blocks.colouring import Colouring
from deeptrin_desktop.ui.blocks.columns import Columns
from deeptrin_desktop.ui.blocks.pictures import Pictures
from deeptrin_desktop.ui.blocks.style import Style


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """A new one, be it equal, means that heights known so far are estimates."""

    style: Style
    width: int
    pictures: Pictures
    colouring: Colouring
    columns: dict[int, Columns] = field(default_factory=dict)
    """Of each table, by its key."""
