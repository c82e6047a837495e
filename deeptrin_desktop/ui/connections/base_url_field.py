"""The field for a base URL: the known addresses to choose from, any other to type, and what is made of it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QLineEdit, QMenu, QToolButton, QWidget

from deeptrin_desktop.core.connection import DEEPTRIN_URLS, resolve_base_url
from deeptrin_desktop.core.errors import DeeptrinError
from deeptrin_desktop.ui.icon_button import IconButton
from deeptrin_desktop.ui.remark import Remark
from deeptrin_desktop.ui.words import words_of


class BaseUrlField(QWidget):
    """Shows the resolved address below itself as one types, and says what is wrong when the field is left."""

    edited = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = QLineEdit()
        self._edit.setAccessibleName(self.tr("Base URL"))
        self._edit.setPlaceholderText(DEEPTRIN_URLS[0])
        self._presets = IconButton("chevron-down", self.tr("Known base URLs"))
        self._presets.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._presets.setMenu(self._made_menu())
        self._remark = Remark(self._edit)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._edit, 0, 0)
        layout.addWidget(self._presets, 0, 1)
        layout.addWidget(self._remark, 1, 0, 1, 2)
        self.setFocusProxy(self._edit)
        self._edit.textEdited.connect(self._edited)
        self._edit.editingFinished.connect(self._left)
        self._edit.returnPressed.connect(self.entered)

    def show_url(self, base_url: str) -> None:
        self._edit.setText(base_url)
        self._edit.setCursorPosition(0)
        self._show_resolved()

    def text(self) -> str:
        return self._edit.text()

    def base_url(self) -> str | None:
        """The resolved address; `None`, and words at the field, where it is none."""
        try:
            return resolve_base_url(self._edit.text())
        except DeeptrinError as error:
            words = words_of(error.failure)
            written = self._edit.text().strip()
            self._remark.warn(f"{words.title} {words.text}" if written else self.tr("Write the address of a server."))
            return None

    def warn(self, words: str) -> None:
        self._remark.warn(words)

    def _made_menu(self) -> QMenu:
        # Not of the field itself: a window among its children would cut its chain of Tab stops.
        menu = QMenu(self._presets)
        for url in DEEPTRIN_URLS:
            action = QAction(self.tr("Deeptrin: {url}").format(url=url), menu)
            action.setData(url)
            menu.addAction(action)
        menu.triggered.connect(self._choose)
        return menu

    def _choose(self, action: QAction) -> None:
        self.show_url(str(action.data()))
        self.edited.emit()

    def _edited(self) -> None:
        self._show_resolved()
        self.edited.emit()

    def _left(self) -> None:
        if self._edit.text().strip():
            self.base_url()

    def _show_resolved(self) -> None:
        try:
            resolved = resolve_base_url(self._edit.text())
        except DeeptrinError:
            self._remark.clear()
            return
        self._remark.note(self.tr("Requests go to {url}").format(url=resolved))
