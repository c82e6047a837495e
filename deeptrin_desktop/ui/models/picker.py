"""Which model the open conversation asks: searched in the server's list, or typed by hand."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from deeptrin_desktop.ui.icons import pixmap
from deeptrin_desktop.ui.picker import CHEVRON, INDENT, Picker
from deeptrin_desktop.ui.theme import colours_of

if TYPE_CHECKING:
    from deeptrin_desktop.ui.models.popup import ModelPopup


class ModelPicker(Picker):
    """Enter takes the highlighted model, or the text as it stands where no model matches it. Leaving the field does so
    only with an id that is listed or matches none: a search that was not ended is no choice.
    """

    chosen = Signal(str)
    refresh_asked = Signal()
    opened = Signal()
    starred = Signal(str)
    """A favourite is one no more, or another model is one from now on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = ""
        self._favourites: tuple[str, ...] = ()
        self._recent: tuple[str, ...] = ()
        self._warning = ""
        self._popup: ModelPopup | None = None
        self.setMinimumContentsLength(9)
        self._field = _Field()
        self._field.setAccessibleName(self.tr("Model name"))
        self.setLineEdit(self._field)
        self.setCompleter(None)  # type: ignore[arg-type]  # its own would complete in the field
        self._field.setPlaceholderText(self.tr("Choose or type a model"))
        self._field.textEdited.connect(self._search)
        self._field.returnPressed.connect(self._enter)
        self._field.editingFinished.connect(self._leave)

    def show_models(self, models: tuple[str, ...], *, current: str, from_cache: bool) -> None:
        """Shows the server's list, or with `from_cache` the one it gave last, and the model in use beside it.

        Text that is being typed stays, and so does what is looked at in an open list.
        """
        typed = self._field.text() if self._is_searching() else None
        place = self._field.cursorPosition()
        if models != self._listed():
            self.clear()
            self.addItems(models)
        self._current = current
        self.setCurrentIndex(self.findText(current, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchCaseSensitive))
        self.setEditText(current if typed is None else typed)
        self._field.setCursorPosition(0 if typed is None else place)
        self._mark_unlisted(bool(models) and not from_cache and bool(current) and current not in models)
        known = self.tr("The list is the one that the server gave last.") if from_cache else ""
        keys = self.tr("Type to search. Ctrl+D makes a model a favourite.")
        self.setToolTip("\n".join(part for part in (current, self._warning, known, keys) if part))
        self._tell_popup()

    def show_marks(self, *, favourites: Sequence[str], recent: Sequence[str]) -> None:
        """Shows which models come first: favourites, and then recent ones, the last used of them first."""
        self._favourites, self._recent = tuple(favourites), tuple(recent)
        self._tell_popup()

    def open(self) -> None:
        """Takes the focus and shows the list."""
        self.setFocus()
        self._field.selectAll()
        self.showPopup()

    def showPopup(self) -> None:
        """Shows all models, whatever stands in the field."""
        self.opened.emit()
        self.popup.open("", highlight=self._current)

    def hidePopup(self) -> None:
        if self._popup:
            self._popup.close()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Makes the list ready, so that it opens within a frame."""
        self.popup.prepare()
        super().enterEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.popup.prepare()
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.MouseFocusReason:
            QTimer.singleShot(0, self._field, self._field.selectAll)  # the click itself still comes

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._field.text() != self._current:
            self.hidePopup()
            self.setEditText(self._current)
        elif event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.starred.emit(self._current)
        else:
            super().keyPressEvent(event)

    @property
    def popup(self) -> "ModelPopup":
        """The list that drops down, made when it is first needed."""
        if self._popup is None:
            from deeptrin_desktop.ui.models.popup import ModelPopup

            self._popup = ModelPopup(self)
            self._popup.picked.connect(self._choose)
            self._popup.starred.connect(self.starred)
            self._tell_popup()
        return self._popup

    def _mark_unlisted(self, unlisted: bool) -> None:
        self._warning = self.tr("The server does not list this model.") if unlisted else ""
        self.setAccessibleDescription(self._warning)
        self._field.warn(unlisted)

    def _tell_popup(self) -> None:
        if self._popup:
            self._popup.set_models(self._listed(), favourites=self._favourites, recent=self._recent)

    def _listed(self) -> tuple[str, ...]:
        return tuple(self.itemText(row) for row in range(self.count()))

    def _is_searching(self) -> bool:
        return self.hasFocus() and self._field.text() != self._current

    def _search(self, typed: str) -> None:
        if typed.strip() and self.popup.matches(typed):
            self.popup.open(typed)
        else:
            self.hidePopup()

    def _enter(self) -> None:
        self._choose((self._popup.highlighted if self._popup else "") or self._field.text())

    def _leave(self) -> None:
        typed = self._field.text().strip()
        if self._popup and self._popup.is_open:
            return
        matching = self.popup.matches(typed) if typed != self._current else []
        self._choose(typed if not matching or typed in matching else "")

    def _choose(self, model: str) -> None:
        model = model.strip()
        self.hidePopup()
        if model and model != self._current:
            self._current = model
            self._mark_unlisted(False)  # whoever types an id knows that it is not listed
            self.chosen.emit(model)
        self.setEditText(self._current)
        self._field.setCursorPosition(0)


class _Field(QLineEdit):
    """What is typed into, with a warning sign at its end where there is something to be wary of."""

    def __init__(self) -> None:
        super().__init__()
        self._warns = False
        self.warn(False)

    def warn(self, warns: bool) -> None:
        self._warns = warns
        room = CHEVRON if warns else 0
        left, right = (room, INDENT - 4) if self.isRightToLeft() else (INDENT - 4, room)
        self.setTextMargins(left, 0, right, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._warns:
            sign = pixmap("warning", colours_of(self.palette()).warning, ratio=self.devicePixelRatio(), size=CHEVRON)
            painter = QPainter(self)
            painter.drawPixmap(
                0 if self.isRightToLeft() else self.width() - CHEVRON, (self.height() - CHEVRON) // 2, sign
            )
            painter.end()
