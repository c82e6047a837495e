"""How far code and tables are scrolled sideways."""

from dataclasses import dataclass


@dataclass(slots=True)
class Pan:
    """How far one block of code or one table, which may be several boxes, is scrolled. Pixels."""

    shift: int = 0
    """By how much it is scrolled to the right."""
    extent: int = 0
    """How much of it does not fit, as far as it was laid out."""
    wrapped: bool = False
    """Whether lines end at the edge, so that nothing need be scrolled."""
    held: bool = False
    """Whether the mouse drags it."""

    def scroll(self, pixels: int) -> bool:
        """Scrolls to the right. Returns whether it could."""
        before = self.shift
        self.shift = max(0, min(self.shift + pixels, self.extent))
        return self.shift != before
