"""What the boxes of all texts share."""

from dataclasses import dataclass

from deeptrin_desktop.ui.blocks.colouring import Colouring
from deeptrin_desktop.ui.blocks.pictures import Pictures
from deeptrin_desktop.ui.blocks.style import Style


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """A new one, be it equal, means that heights known so far are estimates."""

    style: Style
    width: int
    pictures: Pictures
    colouring: Colouring
