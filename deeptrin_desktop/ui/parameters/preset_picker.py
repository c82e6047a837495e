"""Which preset the open conversation builds on: searched by any part of its name."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from deeptrin_desktop.core.preset import Preset
from deeptrin_desktop.ui.picker import INDENT, Picker

MOST_ROWS = 12


class PresetPicker(Picker):
    """Enter takes the first preset that what was typed is a part of. Leaving the field chooses nothing."""

    chosen = Signal(str)
    """The preset's id; empty for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = ""
        self.setMinimumContentsLength(8)
        self._field = QLineEdit()
        self._field.setTextMargins(INDENT - 4, 0, 0, 0)
        self._field.setAccessibleName(self.tr("Preset name"))
        self.setLineEdit(self._field)
        self._field.setPlaceholderText(self.tr("None"))
        self.setCompleter(None)  # type: ignore[arg-type]  # its own knows beginnings only
        self.activated.connect(lambda row: self._choose(self.itemData(row)))
        self._field.returnPressed.connect(self._enter)
        self._field.editingFinished.connect(self._show_current)

    def show_presets(self, presets: tuple[Preset, ...], current_id: str) -> None:
        """Shows these, in their order; an id that is not among them leaves none chosen."""
        self.clear()
        self.addItem(self.tr("No preset"), "")
        for preset in presets:
            self.addItem(preset.name, preset.id)
            self.setItemData(self.count() - 1, _tip(preset), Qt.ItemDataRole.ToolTipRole)
        self._current = current_id if self.findData(current_id) > 0 else ""
        self._show_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._show_current()
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.completer() is None:
            self.setCompleter(self._made_completer())
        super().focusInEvent(event)
        self._field.selectAll()

    def _made_completer(self) -> QCompleter:
        found = QListView()
        found.setObjectName("completions")
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(MOST_ROWS)
        completer.setPopup(found)
        return completer

    def _enter(self) -> None:
        typed = self._field.text().strip()
        ways = (Qt.MatchFlag.MatchFixedString, Qt.MatchFlag.MatchContains)
        rows = [row for way in ways if (row := self.findText(typed, way)) >= 0]
        if rows or not typed:
            self._choose(self.itemData(rows[0]) if typed else "")

    def _choose(self, preset_id: str) -> None:
        changed = preset_id != self._current
        self._current = preset_id
        self._show_current()
        if changed:
            self.chosen.emit(preset_id)

    def _show_current(self) -> None:
        """What stands in the field is the preset in use, or nothing."""
        row = self.findData(self._current)
        self.setCurrentIndex(row if self._current else 0)
        self.setEditText(self.itemText(row) if self._current else "")
        self._field.setCursorPosition(0)
        self.setToolTip(str(self.itemData(row, Qt.ItemDataRole.ToolTipRole) or "") if self._current else "")


def _tip(preset: Preset) -> str:
    """Its model and the beginning of its system prompt."""
    return "\n".join(part for part in (preset.name, preset.model, preset.system_prompt[:200].strip()) if part)
