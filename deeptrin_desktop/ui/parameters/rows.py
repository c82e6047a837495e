"""A row for each sampling parameter, in groups that fold away."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from deeptrin_desktop.core.conversation import Settings
from deeptrin_desktop.core.layers import Layers, Source, effective
from deeptrin_desktop.core.parameters import NOT_EXTRA, RANGES
from deeptrin_desktop.ui.parameters.group import ParameterGroup
from deeptrin_desktop.ui.parameters.number_row import NumberRow
from deeptrin_desktop.ui.parameters.refusal_note import RefusalNote
from deeptrin_desktop.ui.parameters.stop_row import StopRow
from deeptrin_desktop.ui.parameters.words import source_words
from deeptrin_desktop.ui.remark import Remark

if TYPE_CHECKING:
    from deeptrin_desktop.ui.parameters.bias_row import BiasRow
    from deeptrin_desktop.ui.parameters.extra_row import ExtraRow

    Row = NumberRow | StopRow | BiasRow | ExtraRow

GROUPS: Mapping[str, tuple[str, ...]] = {
    "sampling": ("temperature", "top_p"),
    "length": ("max_tokens", "stop", "n"),
    "penalties": ("presence_penalty", "frequency_penalty", "repetition_penalty"),
    "advanced": ("logit_bias", "extra"),
}
FOLDED = ("advanced",)
"""Until a person unfolds them."""


class ParameterRows(QObject):
    """Made of `groups`, which its owner places. The rows of one are made when it is first unfolded: until then nobody
    can have changed what they hold.
    """

    changed = Signal(str, object)
    """A parameter's name, and its value from now on."""
    reset_asked = Signal(str)
    forget_asked = Signal(object)
    """Names of what the server refused, and is to be sent again."""
    labels_changed = Signal(object)
    """The labels of tokens, by token id."""
    bias_file_given = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self._settings = Settings()
        self._layers = Layers()
        self._labels: Mapping[str, str] = {}
        self._biases: BiasRow | None = None
        self._rows: dict[str, Row] = {}
        self._notes: dict[str, RefusalNote] = {}
        self._hint = Remark()
        titles = (self.tr("Sampling"), self.tr("Length"), self.tr("Penalties"), self.tr("Advanced"))
        self.groups = {
            name: ParameterGroup(title, partial(self._made_rows, name))
            for name, title in zip(GROUPS, titles, strict=True)
        }
        self.fold(FOLDED)

    @property
    def folded(self) -> tuple[str, ...]:
        """The names of the groups that are folded away."""
        return tuple(name for name, group in self.groups.items() if group.folded)

    def fold(self, names: Sequence[str]) -> None:
        """Folds these groups away and shows the others."""
        for name, group in self.groups.items():
            group.fold(name in names)

    def show_settings(self, settings: Settings, layers: Layers) -> None:
        """Shows what these come to, without a signal."""
        self._settings, self._layers = settings, layers
        for name in self._rows:
            self._show_value(name)
        self.show_sources(settings, layers)

    def show_sources(self, settings: Settings, layers: Layers) -> None:
        """Says of each value where it comes from, and leaves the values as they are."""
        self._settings, self._layers = settings, layers
        for name in self._rows:
            self._show_source(name)
        sent = effective(settings, layers).sent.parameters
        for name, group in self.groups.items():
            group.show_count(sum(getattr(sent, one) is not None for one in GROUPS[name]))
        if sent.temperature is not None and sent.top_p is not None:
            self._hint.note(self.tr("Temperature and Top p do much the same; setting one of them is usually enough."))
        else:
            self._hint.clear()

    def show_labels(self, labels: Mapping[str, str]) -> None:
        """Shows the labels of tokens, by token id, without a signal."""
        self._labels = labels
        if self._biases:
            self._biases.show_labels(labels)

    def take_biases(self, text: str) -> None:
        """Adds the biases in the text of a file that was given."""
        if self._biases:
            self._biases.take(text)

    def forget(self, *names: str) -> None:
        """Lets go of what a person typed or unticked in these rows, or in all of them, without a signal."""
        for name in names or self._rows:
            self._rows[name].forget()

    def _show_value(self, name: str) -> None:
        """A refused parameter has no value; of refused extra fields all are shown, since others can be added."""
        found = effective(self._settings, self._layers)
        shown = found.chosen if name == "extra" else found.sent
        self._rows[name].show_value(getattr(shown.parameters, name))

    def _show_source(self, name: str) -> None:
        found = effective(self._settings, self._layers)
        source = found.sources[name]
        own = source is Source.CONVERSATION
        taken_away = own and getattr(self._settings.parameters, name) is None
        self._rows[name].show_source(source_words(source, taken_away=taken_away), own=own)
        refused = self._refused(name)
        row = self._rows[name]
        row.setEnabled(name == "extra" or not refused)
        self._show_held_back(name, getattr(found.chosen.parameters, name) if refused else None)
        self._notes[name].show_refused(refused, model=self._settings.model)

    def _show_held_back(self, name: str, value: Any) -> None:
        row = self._rows[name]
        if isinstance(row, NumberRow | StopRow):
            row.show_held_back(value)
        elif name == "logit_bias" and self._biases:
            self._biases.show_held_back(value)

    def _refused(self, name: str) -> tuple[str, ...]:
        refused = self._layers.refused
        return tuple(sorted(refused - NOT_EXTRA)) if name == "extra" else (name,) if name in refused else ()

    def _made_rows(self, group: str) -> list[QWidget]:
        made: list[QWidget] = []
        for name in GROUPS[group]:
            row, note = self._made_row(name), RefusalNote()
            self._rows[name], self._notes[name] = row, note
            self._show_value(name)
            self._show_source(name)
            row.changed.connect(partial(self._tell, name))
            row.reset_asked.connect(partial(self.reset_asked.emit, name))
            note.forget_asked.connect(self.forget_asked)
            made += [row, note]
        return [*made, self._hint] if group == "sampling" else made

    def _tell(self, name: str) -> None:
        value: Any = self._rows[name].value
        self.changed.emit(name, value)

    def _made_row(self, name: str) -> "Row":
        if name in RANGES:
            return NumberRow(name, RANGES[name])
        if name == "stop":
            return StopRow()
        if name == "logit_bias":
            return self._made_bias_row()
        from deeptrin_desktop.ui.parameters.extra_row import ExtraRow

        return ExtraRow()

    def _made_bias_row(self) -> "BiasRow":
        from deeptrin_desktop.ui.parameters.bias_row import BiasRow

        self._biases = BiasRow()
        self._biases.show_labels(self._labels)
        self._biases.labels_changed.connect(self.labels_changed)
        self._biases.file_given.connect(self.bias_file_given)
        return self._biases
