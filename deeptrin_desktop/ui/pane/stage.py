"""What messages are laid out in: their lanes, and the scenes that go with them."""

from dataclasses import replace

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.ui.blocks.colouring import Colouring
from deeptrin_desktop.ui.blocks.pictures import Pictures
from deeptrin_desktop.ui.blocks.style import BOX, Style
from deeptrin_desktop.ui.blocks.surroundings import Surroundings
from deeptrin_desktop.ui.pane.lanes import lanes_of
from deeptrin_desktop.ui.pane.scene import Scene


class Stage:
    """Surroundings are made anew only when the look or a width changes, since all is laid out anew then."""

    def __init__(self, style: Style, pictures: Pictures, colouring: Colouring) -> None:
        self.style = style
        self._pictures, self._colouring = pictures, colouring
        self._pane_width = 0
        self.choices: tuple[str, ...] = ()
        """The messages that stand side by side at the end; empty where none do."""
        self.lanes = lanes_of(style, 0, 0)
        self.text, self._reasoning = self._surroundings(0)
        self._choice_text, self._choice_reasoning = self.text, self._reasoning

    def fit(self, style: Style, pane_width: int) -> bool:
        """Takes another look or width. Returns whether they are others."""
        if style is self.style and pane_width == self._pane_width:
            return False
        self.style, self._pane_width = style, pane_width
        self.text, self._reasoning = self._surroundings(lanes_of(style, pane_width, 0).column.width)
        self._share()
        return True

    def seat(self, choices: tuple[str, ...]) -> None:
        """Makes room for these messages side by side."""
        if choices != self.choices:
            self.choices = choices
            self._share()

    @property
    def is_tabbed(self) -> bool:
        """Whether there is room for one of the choices at a time."""
        return bool(self.choices) and not self.lanes.choices

    def scenes(self, conversation: Conversation, *, running: bool, last_id: str, front: str) -> tuple[Scene, Scene]:
        """Of all messages, and of those in the last line. `front` is the choice to show where one at a time is."""
        scene = Scene(conversation, running, last_id, self.style, self.text, self._reasoning)
        if not self.choices:
            return scene, scene
        text, reasoning = self._choice_text, self._choice_reasoning
        front = front if self.is_tabbed else ""
        return scene, replace(scene, text=text, reasoning=reasoning, choices=self.choices, front=front)

    def _share(self) -> None:
        """Parts the room among the choices."""
        self.lanes = lanes_of(self.style, self._pane_width, len(self.choices))
        if not self.lanes.choices:
            self._choice_text, self._choice_reasoning = self.text, self._reasoning
        elif self._choice_text.style is not self.style or self._choice_text.width != self.lanes.choices[0].width:
            self._choice_text, self._choice_reasoning = self._surroundings(self.lanes.choices[0].width)

    def _surroundings(self, width: int) -> tuple[Surroundings, Surroundings]:
        """What a message's text and its reasoning are laid out in."""
        text = Surroundings(self.style, width, self._pictures, self._colouring)
        return text, replace(text, width=width - BOX)
