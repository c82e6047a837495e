"""Asks what a preset is to be called, and whether it is to hold the model too."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deeptrin_desktop.core.preset import LONGEST_NAME
from deeptrin_desktop.ui.check_box import CheckBox
from deeptrin_desktop.ui.push_button import push_button
from deeptrin_desktop.ui.remark import Remark
from deeptrin_desktop.ui.typography import label


class PresetDialog(QDialog):
    """`named(name, with_model)`; it closes by itself then."""

    named = Signal(str, bool)

    def __init__(self, parent: QWidget, *, title: str, name: str, known: Collection[str] = ()) -> None:
        """`known` are names of presets that would be replaced."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._known = known
        self._field = QLineEdit(name)
        self._field.setMaxLength(LONGEST_NAME)
        self._field.selectAll()
        caption = label(self.tr("Name of the preset"))
        caption.setBuddy(self._field)
        self._remark = Remark(self._field)
        self._with_model = CheckBox("")
        self._with_model.hide()
        self._save = push_button(self.tr("Save"), primary=True)
        cancel = push_button(self.tr("Cancel"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for part in (caption, self._field, self._remark, self._with_model):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addLayout(buttons)
        self.setMinimumWidth(360)
        self._save.setDefault(True)
        self._field.textChanged.connect(self._check)
        self._save.clicked.connect(self._give)
        cancel.clicked.connect(self.reject)
        self._check()

    def ask_about_model(self, model: str, *, ticked: bool) -> None:
        """Asks whether the model in use, if there is one, is to belong to the preset."""
        self._with_model.setText(self.tr("With the model {model}").format(model=model))
        self._with_model.setChecked(ticked and bool(model))
        self._with_model.setVisible(bool(model))

    def _check(self) -> None:
        name = self._field.text().strip()
        self._save.setEnabled(bool(name))
        if name in self._known:
            self._remark.note(self.tr("It takes the place of the preset of that name."))
        else:
            self._remark.clear()

    def _give(self) -> None:
        self.named.emit(self._field.text().strip(), self._with_model.isChecked())
        self.accept()
