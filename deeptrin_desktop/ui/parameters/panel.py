"""What the next request is made with, beside connection and model: preset, system prompt, streaming, parameters."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from deeptrin_desktop.core.conversation import Mode, Settings
from deeptrin_desktop.core.layers import PROMPT, Layers, Source, changed, effective, without_own
from deeptrin_desktop.ui.check_box import CheckBox
from deeptrin_desktop.ui.parameters.in_sight import keep_in_sight
from deeptrin_desktop.ui.parameters.preset_bar import PresetBar
from deeptrin_desktop.ui.parameters.prompt_row import PromptRow
from deeptrin_desktop.ui.parameters.rows import ParameterRows
from deeptrin_desktop.ui.parameters.words import help_of, source_words

SCROLL_BAR = 10
"""Its width in pixels, as in the style sheet."""
NONE = Layers()


class ParameterPanel(QScrollArea):
    """`changed` carries the settings that were shown last, with what the person changed since."""

    changed = Signal(object)
    forget_asked = Signal(object)
    """Names of what the server refused, and is to be sent again."""
    labels_changed = Signal(object)
    """The labels of tokens, by token id."""
    bias_file_given = Signal(Path)
    """Its text goes to `take_biases`."""
    preview_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = Settings()
        self._layers = Layers()
        self.presets = PresetBar()
        self._prompt = PromptRow()
        self._stream = CheckBox(self.tr("Stream"))
        self._stream.setToolTip(help_of("stream"))
        self._stream.setAccessibleDescription(help_of("stream"))
        self._rows = ParameterRows()
        self._lay_out()
        self.show_settings(self._settings)
        self._prompt.changed.connect(lambda text: self._change(PROMPT, text))
        self._prompt.reset_asked.connect(lambda: self._reset(PROMPT))
        self._stream.toggled.connect(lambda stream: self._take(replace(self._settings, stream=stream)))
        self._rows.changed.connect(self._change)
        self._rows.reset_asked.connect(self._reset)
        self._rows.forget_asked.connect(self.forget_asked)
        self._rows.labels_changed.connect(self.labels_changed)
        self._rows.bias_file_given.connect(self.bias_file_given)

    def show_others(self, settings: Settings, layers: Layers = NONE) -> None:
        """Shows the settings of another conversation: what was typed or unticked in the one before stays with it.

        Call `flush` before.
        """
        self._rows.forget()
        self.show_settings(settings, layers)

    def show_settings(self, settings: Settings, layers: Layers = NONE) -> None:
        """Shows settings and what they lie on, without a signal; what is typed or unticked stays where it says the
        same.
        """
        self._settings, self._layers = settings, layers
        self._prompt.show_text(effective(settings, layers).chosen.system_prompt or settings.system_prompt)
        self._stream.blockSignals(True)
        self._stream.setChecked(settings.stream)
        self._stream.blockSignals(False)
        self._rows.show_settings(settings, layers)
        self._show_prompt_source()

    def show_mode(self, mode: Mode) -> None:
        """Shows what the mode of the conversation has no place for."""
        self._prompt.set_sent(mode is Mode.CHAT)

    def show_labels(self, labels: Mapping[str, str]) -> None:
        """Shows the labels of tokens, by token id, without a signal."""
        self._rows.show_labels(labels)

    def take_biases(self, text: str) -> None:
        """Adds biases, written as a JSON object or a list, to those that are shown, or says that there are none."""
        self._rows.take_biases(text)

    @property
    def folded(self) -> tuple[str, ...]:
        """The names of the groups that are folded away."""
        return self._rows.folded

    def fold(self, names: Sequence[str]) -> None:
        """Folds these groups away and shows the others."""
        self._rows.fold(names)

    def focus(self) -> None:
        self._prompt.focus()

    def flush(self) -> None:
        """Sends up what was typed and not sent up yet."""
        self._prompt.flush()

    def _change(self, name: str, value: object) -> None:
        self._take(changed(self._settings, name, value, self._layers))

    def _reset(self, name: str) -> None:
        if name != PROMPT:
            self._rows.forget(name)
        settings = without_own(self._settings, name)
        self.show_settings(settings, self._layers)
        self._take(settings)

    def _take(self, settings: Settings) -> None:
        self._settings = settings
        self._rows.show_sources(settings, self._layers)
        self._show_prompt_source()
        self.changed.emit(settings)

    def _show_prompt_source(self) -> None:
        """Nothing is said where there is no prompt to wonder about."""
        source = effective(self._settings, self._layers).sources[PROMPT]
        below = effective(without_own(self._settings, PROMPT), self._layers).sources[PROMPT]
        own = source is Source.CONVERSATION and below is not Source.SERVER
        words = source_words(source, taken_away=PROMPT in self._settings.unsent)
        self._prompt.show_source("" if below is Source.SERVER else words, own=own)

    def _lay_out(self) -> None:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 4, 16, 16)
        layout.setSpacing(8)
        for widget in (self.presets, self._prompt, self._stream, *self._rows.groups.values()):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(content.minimumSizeHint().width() + SCROLL_BAR)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._keep_focus_in_sight)

    def _keep_focus_in_sight(self) -> None:
        """A table grows as it is typed into, and sequences push the field for the next one down."""
        focused = self.window().focusWidget()
        if self.isAncestorOf(focused):
            keep_in_sight(self, focused)
