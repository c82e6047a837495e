"""What the next request is made with, beside connection and model: system prompt, streaming, sampling parameters."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from deeptrin_desktop.core.conversation import Settings
from deeptrin_desktop.core.parameters import RANGES
from deeptrin_desktop.ui.check_box import CheckBox
from deeptrin_desktop.ui.number_row import NumberRow
from deeptrin_desktop.ui.parameter_words import help_of
from deeptrin_desktop.ui.remark import Remark
from deeptrin_desktop.ui.stop_row import StopRow
from deeptrin_desktop.ui.system_prompt import SystemPrompt
from deeptrin_desktop.ui.typography import label

SCROLL_BAR = 10
"""Its width in pixels, as in the style sheet."""


class ParameterPanel(QScrollArea):
    """`changed` carries the settings that were shown last, with what the person changed since."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = Settings()
        self._system_prompt = SystemPrompt()
        self._stream = CheckBox(self.tr("Stream"))
        self._stream.setToolTip(help_of("stream"))
        self._numbers = {name: NumberRow(name, numbers) for name, numbers in RANGES.items()}
        self._stop = StopRow()
        self._hint = Remark()
        self._lay_out()
        self.show_settings(self._settings)
        self._system_prompt.changed.connect(self._changed)
        self._stream.toggled.connect(self._changed)
        self._stop.changed.connect(self._changed)
        for row in self._numbers.values():
            row.changed.connect(self._changed)

    def show_settings(self, settings: Settings) -> None:
        """Shows settings without a signal. Call `flush` before those of another conversation."""
        self._settings = settings
        self._system_prompt.show_text(settings.system_prompt)
        self._stream.blockSignals(True)
        self._stream.setChecked(settings.stream)
        self._stream.blockSignals(False)
        for name, row in self._numbers.items():
            row.show_value(getattr(settings.parameters, name))
        self._stop.show_value(settings.parameters.stop)
        self._show_hint()

    def focus(self) -> None:
        self._system_prompt.setFocus()

    def flush(self) -> None:
        """Sends up what was typed and not sent up yet."""
        self._system_prompt.flush()

    def _lay_out(self) -> None:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 4, 16, 16)
        layout.setSpacing(8)
        caption = label(self.tr("System prompt"))
        caption.setBuddy(self._system_prompt)
        self._system_prompt.setFixedHeight(6 * self.fontMetrics().lineSpacing())
        for widget in (caption, self._system_prompt, self._stream):
            layout.addWidget(widget)
        names = list(self._numbers)
        for name in names[: names.index("max_tokens") + 1]:
            layout.addWidget(self._numbers[name])
        layout.addWidget(self._hint)
        layout.addWidget(self._stop)
        for name in names[names.index("max_tokens") + 1 :]:
            layout.addWidget(self._numbers[name])
        layout.addStretch(1)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(content.minimumSizeHint().width() + SCROLL_BAR)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _changed(self) -> None:
        values: dict[str, Any] = {name: row.value for name, row in self._numbers.items()}
        parameters = replace(self._settings.parameters, stop=self._stop.value, **values)
        self._settings = replace(
            self._settings,
            system_prompt=self._system_prompt.toPlainText(),
            stream=self._stream.isChecked(),
            parameters=parameters,
        )
        self._show_hint()
        self.changed.emit(self._settings)

    def _show_hint(self) -> None:
        parameters = self._settings.parameters
        if parameters.temperature is not None and parameters.top_p is not None:
            self._hint.note(self.tr("Temperature and Top p do much the same; setting one of them is usually enough."))
        else:
            self._hint.clear()
