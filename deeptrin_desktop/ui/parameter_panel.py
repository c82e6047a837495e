"""What the next request is made with, beside connection and model: system prompt, streaming, sampling parameters."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from deeptrin_desktop.core.conversation import Settings
from deeptrin_desktop.core.parameters import RANGES
from deeptrin_desktop.ui.check_box import CheckBox
from deeptrin_desktop.ui.number_row import NumberRow
from deeptrin_desktop.ui.parameter_group import ParameterGroup
from deeptrin_desktop.ui.parameter_words import help_of
from deeptrin_desktop.ui.remark import Remark
from deeptrin_desktop.ui.stop_row import StopRow
from deeptrin_desktop.ui.system_prompt import SystemPrompt
from deeptrin_desktop.ui.typography import label

if TYPE_CHECKING:
    from deeptrin_desktop.ui.bias_row import BiasRow
    from deeptrin_desktop.ui.extra_row import ExtraRow

SCROLL_BAR = 10
"""Its width in pixels, as in the style sheet."""
GROUPS: Mapping[str, tuple[str, ...]] = {
    "sampling": ("temperature", "top_p"),
    "length": ("max_tokens", "stop", "n"),
    "penalties": ("presence_penalty", "frequency_penalty", "repetition_penalty"),
    "advanced": ("logit_bias", "extra"),
}

FOLDED = ("advanced",)
"""Until a person unfolds them."""


class ParameterPanel(QScrollArea):
    """`changed` carries the settings that were shown last, with what the person changed since.

    The rows of a group are made when it is first unfolded: until then nobody can have changed what they hold.
    """

    changed = Signal(object)
    labels_changed = Signal(object)
    """The labels of tokens, by token id."""
    preview_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = Settings()
        self._system_prompt = SystemPrompt()
        self._stream = CheckBox(self.tr("Stream"))
        self._stream.setToolTip(help_of("stream"))
        self._stream.setAccessibleDescription(help_of("stream"))
        self._labels: Mapping[str, str] = {}
        self._biases: BiasRow | None = None
        self._rows: dict[str, NumberRow | StopRow | BiasRow | ExtraRow] = {}
        self._hint = Remark()
        self._groups = self._made_groups()
        self.fold(FOLDED)
        self._lay_out()
        self.show_settings(self._settings)
        self._system_prompt.changed.connect(self._changed)
        self._stream.toggled.connect(self._changed)

    def show_others(self, settings: Settings) -> None:
        """Shows the settings of another conversation: what was typed or unticked in the one before stays with it.

        Call `flush` before.
        """
        for row in self._rows.values():
            row.forget()
        self.show_settings(settings)

    def show_settings(self, settings: Settings) -> None:
        """Shows settings without a signal; what is typed or unticked stays where it says the same."""
        self._settings = settings
        self._system_prompt.show_text(settings.system_prompt)
        self._stream.blockSignals(True)
        self._stream.setChecked(settings.stream)
        self._stream.blockSignals(False)
        for name, row in self._rows.items():
            row.show_value(getattr(settings.parameters, name))
        self._show_state()

    def show_labels(self, labels: Mapping[str, str]) -> None:
        """Shows the labels of tokens, by token id, without a signal."""
        self._labels = labels
        if self._biases:
            self._biases.show_labels(labels)

    @property
    def folded(self) -> tuple[str, ...]:
        """The names of the groups that are folded away."""
        return tuple(name for name, group in self._groups.items() if group.folded)

    def fold(self, names: Sequence[str]) -> None:
        """Folds these groups away and shows the others."""
        for name, group in self._groups.items():
            group.fold(name in names)

    def focus(self) -> None:
        self._system_prompt.setFocus()

    def flush(self) -> None:
        """Sends up what was typed and not sent up yet."""
        self._system_prompt.flush()

    def _made_groups(self) -> dict[str, ParameterGroup]:
        titles = {
            "sampling": self.tr("Sampling"),
            "length": self.tr("Length"),
            "penalties": self.tr("Penalties"),
            "advanced": self.tr("Advanced"),
        }
        return {name: ParameterGroup(titles[name], partial(self._made_rows, name)) for name in GROUPS}

    def _made_rows(self, group: str) -> list[QWidget]:
        rows: list[QWidget] = []
        for name in GROUPS[group]:
            row = self._made_row(name)
            row.show_value(getattr(self._settings.parameters, name))
            row.changed.connect(self._changed)
            self._rows[name] = row
            rows.append(row)
        return [*rows, self._hint] if group == "sampling" else rows

    def _made_row(self, name: str) -> "NumberRow | StopRow | BiasRow | ExtraRow":
        if name in RANGES:
            return NumberRow(name, RANGES[name])
        if name == "stop":
            return StopRow()
        if name == "logit_bias":
            return self._made_bias_row()
        from deeptrin_desktop.ui.extra_row import ExtraRow

        return ExtraRow()

    def _made_bias_row(self) -> "BiasRow":
        from deeptrin_desktop.ui.bias_row import BiasRow

        self._biases = BiasRow()
        self._biases.show_labels(self._labels)
        self._biases.labels_changed.connect(self.labels_changed)
        return self._biases

    def _lay_out(self) -> None:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 4, 16, 16)
        layout.setSpacing(8)
        caption = label(self.tr("System prompt"))
        caption.setBuddy(self._system_prompt)
        self._system_prompt.setFixedHeight(5 * self.fontMetrics().lineSpacing())
        for widget in (caption, self._system_prompt, self._stream, *self._groups.values()):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(content.minimumSizeHint().width() + SCROLL_BAR)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _changed(self) -> None:
        values: dict[str, Any] = {name: row.value for name, row in self._rows.items()}
        self._settings = replace(
            self._settings,
            system_prompt=self._system_prompt.toPlainText(),
            stream=self._stream.isChecked(),
            parameters=replace(self._settings.parameters, **values),
        )
        self._show_state()
        self.changed.emit(self._settings)

    def _show_state(self) -> None:
        parameters = self._settings.parameters
        for name, group in self._groups.items():
            group.show_count(sum(getattr(parameters, one) is not None for one in GROUPS[name]))
        if parameters.temperature is not None and parameters.top_p is not None:
            self._hint.note(self.tr("Temperature and Top p do much the same; setting one of them is usually enough."))
        else:
            self._hint.clear()
