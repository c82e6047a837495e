"""What messages are shown with."""

from dataclasses import dataclass

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.ui.blocks.style import Style
from deeptrin_desktop.ui.blocks.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Scene:
    """A new one means that rows are put together anew."""

    conversation: Conversation
    running: bool
    last_id: str
    """The last message, whose actions always show."""
    style: Style
    text: Surroundings
    reasoning: Surroundings
    choices: tuple[str, ...] = ()
    """The messages that stand side by side, where this scene is theirs."""
    front: str = ""
    """Which of them is shown, where there is room for one at a time."""

    @property
    def width(self) -> int:
        """Of the column, in pixels."""
        return self.text.width
