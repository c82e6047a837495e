"""The preview of the next request, wired to what it would be made of."""

from dataclasses import replace

from deeptrin_desktop.app.conversing import Conversing
from deeptrin_desktop.chat.layering import Layering
from deeptrin_desktop.chat.previewing import preview_of
from deeptrin_desktop.core.errors import Failure, Kind
from deeptrin_desktop.core.layers import effective
from deeptrin_desktop.ui.window import MainWindow


class Previewing:
    """Shows what would go out if the draft were sent now."""

    def __init__(self, window: MainWindow, *, conversing: Conversing, layering: Layering) -> None:
        self._window = window
        self._conversing = conversing
        self._layering = layering
        window.parameters.preview_asked.connect(self._show)

    def _show(self) -> None:
        self._conversing.adjusting.flush()
        typed = self._conversing.as_typed
        layers = self._layering.below(typed.settings)
        if layers.connection is None:
            self._window.notice.show_failure(Failure(Kind.NO_CONNECTION))
            return
        conversation = replace(typed, settings=effective(typed.settings, layers).sent)
        self._window.show_preview(preview_of(conversation, connection=layers.connection))
