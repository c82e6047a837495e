"""What of the pane has the mouse and the keyboard: the view's own state, which painting and screen readers read."""

from dataclasses import dataclass

from deeptrin_desktop.ui.pane.spots import Spot, Stop


@dataclass(slots=True)
class Attention:
    """Messages by their place on the path; `None` for none."""

    hovered: int | None = None
    hovered_stop: Stop | None = None
    """What can be pressed under the mouse, of the hovered message."""
    current: int | None = None
    """The message that keys act on."""
    stop: Stop | None = None
    """What of the current message has the focus; `None` while the message itself has it."""
    ring: bool = False
    """Whether the focus is to be seen: the pane has it, and it came by a key."""
    copied: str | Spot = ""
    """The id of the message, or the block of code, that was copied a moment ago."""
    caret: bool = False
    """Whether the caret is to be seen: a key moved it."""
