"""What of the pane has the mouse and the keyboard: the view's own state, which painting and screen readers read."""

from dataclasses import dataclass

from deeptrin_desktop.ui.pane.actions import Action


@dataclass(slots=True)
class Attention:
    """Messages by their place on the path; `None` for none."""

    hovered: int | None = None
    hovered_action: Action | None = None
    """The control under the mouse, of the hovered message."""
    current: int | None = None
    """The message that keys act on."""
    action: Action | None = None
    """The control of the current message that has the focus; `None` while the message itself has it."""
    ring: bool = False
    """Whether the focus is to be seen: the pane has it, and it came by a key."""
    copied: str = ""
    """The id of the message that was copied a moment ago."""
    caret: bool = False
    """Whether the caret is to be seen: a key moved it."""
