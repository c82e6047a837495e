"""Which model the open conversation asks: chosen from the server's list or typed by hand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QStyledItemDelegate, QWidget

from deeptrin_desktop.ui.picker import INDENT, Picker


class ModelPicker(Picker):
    """Lists what holds the typed text as one types; Enter or leaving the field chooses the text as it stands."""

    chosen = Signal(str)
    refresh_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = ""
        self.setMinimumContentsLength(12)
        self._field = QLineEdit()
        self._field.setTextMargins(INDENT - 4, 0, 0, 0)
        self.setLineEdit(self._field)
        self._completes = False
        self._field.setPlaceholderText(self.tr("Choose or type a model"))
        self._field.editingFinished.connect(self._choose)
        self.activated.connect(self._choose)

    def show_models(self, models: tuple[str, ...], *, current: str, from_cache: bool) -> None:
        """Shows the server's list, or with `from_cache` the one it gave last, and the model in use beside it.

        Text that is being typed stays.
        """
        typed = self._field.text() if self._field.hasFocus() and self._field.text() != self._current else None
        self.clear()
        self.addItems(models)
        self._current = current
        self.setCurrentIndex(self.findText(current, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchCaseSensitive))
        self.setEditText(current if typed is None else typed)
        self._field.setCursorPosition(0 if typed is None else len(typed))
        known = self.tr("The list is the one that the server gave last.") if from_cache else ""
        self.setToolTip("\n".join(part for part in (current, known) if part))

    def open(self) -> None:
        """Takes the focus and shows the list."""
        self.setFocus()
        self._field.selectAll()
        if self.count():
            self.showPopup()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self._completes:
            self._completes = True
            self.setCompleter(self._made_completer())
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._field.text() != self._current:
            self.setEditText(self._current)
        else:
            super().keyPressEvent(event)

    def _made_completer(self) -> QCompleter:
        completer = QCompleter(self.model(), self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completions = QListView()
        completions.setObjectName("completions")
        completer.setPopup(completions)
        completions.setItemDelegate(QStyledItemDelegate(completions))
        completions.setMinimumWidth(360)
        return completer

    def _choose(self) -> None:
        model = self._field.text().strip()
        if model and model != self._current:
            self._current = model
            self.chosen.emit(model)
        elif not model:
            self.setEditText(self._current)
