"""The preset of the open conversation, and what can be done with presets."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from deeptrin_desktop.core.preset import Preset
from deeptrin_desktop.ui.icon_button import IconButton
from deeptrin_desktop.ui.parameters.preset_picker import PresetPicker
from deeptrin_desktop.ui.typography import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog


class PresetBar(QWidget):
    """What is asked for is about the preset that was chosen when its menu was opened, by its id."""

    chosen = Signal(str)
    """A preset's id; empty for none."""
    saved = Signal(str, bool)
    """A name for what is set at present, and whether the model belongs to it."""
    renamed = Signal(str, str)
    """A preset's id, and its name from now on."""
    duplicate_asked = Signal(str)
    delete_asked = Signal(str)
    bring_back_asked = Signal(str)
    file_given = Signal(Path)
    """To import from."""
    export_asked = Signal(Path, str)
    """To export a preset to; with an empty id, all."""
    defaults_asked = Signal()
    """The present parameters are to be the connection's."""
    reset_asked = Signal()
    """The conversation is to have nothing of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presets: tuple[Preset, ...] = ()
        self._removed: tuple[Preset, ...] = ()
        self._current: Preset | None = None
        self._model = ""
        self._picker = PresetPicker()
        caption = label(self.tr("Preset"))
        caption.setBuddy(self._picker)
        save = IconButton("save", self.tr("Save preset"))
        self._more = IconButton("more", self.tr("More about presets"))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(2)
        layout.setVerticalSpacing(4)
        layout.addWidget(caption, 0, 0)
        layout.addWidget(self._picker, 1, 0)
        layout.addWidget(save, 1, 1)
        layout.addWidget(self._more, 1, 2)
        layout.setColumnStretch(0, 1)
        self._picker.chosen.connect(self._choose)
        save.clicked.connect(self._ask_to_save)
        self._more.clicked.connect(self._open_menu)

    def show_presets(
        self, presets: tuple[Preset, ...], current_id: str, *, model: str, removed: tuple[Preset, ...] = ()
    ) -> None:
        """Shows these, and which of them is chosen, beside the model in use; `removed` are those to be brought back."""
        self._presets, self._model, self._removed = presets, model, removed
        self._current = self._found(current_id)
        self._picker.show_presets(presets, current_id)

    def _choose(self, preset_id: str) -> None:
        self._current = self._found(preset_id)
        self.chosen.emit(preset_id)

    def _found(self, preset_id: str) -> Preset | None:
        return next((preset for preset in self._presets if preset.id == preset_id), None)

    def _open_menu(self) -> None:
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = self._current

        def add(text: str, act: Callable[[], object], *, enabled: bool = True, to: QMenu = menu) -> None:
            action = to.addAction(text.replace("&", "&&"))
            action.setEnabled(enabled)
            action.triggered.connect(lambda _checked: act())

        def add_for_chosen(text: str, act: Callable[[Preset], object]) -> None:
            add(text, lambda: chosen and act(chosen), enabled=chosen is not None)

        add_for_chosen(self.tr("Rename preset…"), self._ask_to_rename)
        add_for_chosen(self.tr("Duplicate preset"), lambda preset: self.duplicate_asked.emit(preset.id))
        add_for_chosen(self.tr("Delete preset"), lambda preset: self.delete_asked.emit(preset.id))
        removed = menu.addMenu(self.tr("Bring back"))
        removed.setEnabled(bool(self._removed))
        for preset in self._removed:
            add(preset.name, partial(self.bring_back_asked.emit, preset.id), to=removed)
        menu.addSeparator()
        add(self.tr("Import presets…"), self._ask_for_file)
        add_for_chosen(self.tr("Export preset…"), self._ask_where_to)
        add(self.tr("Export all presets…"), self._ask_where_to, enabled=bool(self._presets))
        menu.addSeparator()
        add(self.tr("Make these the connection’s defaults"), self.defaults_asked.emit)
        add(self.tr("Reset all to what is inherited"), self.reset_asked.emit)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _ask_to_save(self) -> None:
        from deeptrin_desktop.ui.parameters.preset_dialog import PresetDialog

        name = self._current.name if self._current else ""
        known = [preset.name for preset in self._presets]
        dialog = PresetDialog(self.window(), title=self.tr("Save preset"), name=name, known=known)
        dialog.ask_about_model(self._model, ticked=bool(self._current and self._current.model))
        dialog.named.connect(self.saved)
        dialog.open()

    def _ask_to_rename(self, preset: Preset) -> None:
        from deeptrin_desktop.ui.parameters.preset_dialog import PresetDialog

        dialog = PresetDialog(self.window(), title=self.tr("Rename preset"), name=preset.name)
        dialog.named.connect(lambda name, _with_model: self.renamed.emit(preset.id, name))
        dialog.open()

    def _ask_for_file(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = self._file_dialog(self.tr("Import presets"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.file_given.emit(Path(path)))
        dialog.open()

    def _ask_where_to(self, preset: Preset | None = None) -> None:
        """Asks for a file to export a preset to, or all."""
        from PySide6.QtWidgets import QFileDialog

        name = preset.name if preset else self.tr("Presets")
        dialog = self._file_dialog(self.tr("Export preset") if preset else self.tr("Export all presets"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile(f"{_file_name(name)}.json")
        dialog.fileSelected.connect(lambda path: self.export_asked.emit(Path(path), preset.id if preset else ""))
        dialog.open()

    def _file_dialog(self, title: str) -> "QFileDialog":
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self.window(), title)
        dialog.setNameFilters([self.tr("Presets (*.json)"), self.tr("All files (*)")])
        dialog.finished.connect(dialog.deleteLater)
        return dialog


def _file_name(name: str) -> str:
    """A preset's name without what no file may have in its name."""
    return "".join("_" if char in '<>:"/\\|?*' or not char.isprintable() else char for char in name)
