"""A banner above the composer: what went wrong or is waited for, and a button that helps."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from deeptrin_desktop.core.errors import DeeptrinError, Failure, Remedy
from deeptrin_desktop.core.key import clean_key
from deeptrin_desktop.ui.icon_button import IconButton
from deeptrin_desktop.ui.icons import pixmap
from deeptrin_desktop.ui.key_field import KeyField
from deeptrin_desktop.ui.push_button import push_button
from deeptrin_desktop.ui.remark import Remark
from deeptrin_desktop.ui.theme import colours_of
from deeptrin_desktop.ui.typography import SMALL, label
from deeptrin_desktop.ui.words import words_of

_HERE = (Remedy.CONNECTION, Remedy.CHOOSE_MODEL)
"""The remedies that make sense without a message to apply them to."""


class Notice(QWidget):
    """Hidden until there is something to show."""

    remedy_asked = Signal(object)
    session_key_given = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, remedies: Collection[Remedy] = _HERE) -> None:
        """`remedies` are those that can be carried out from here."""
        super().__init__(parent)
        self._remedies = remedies
        self._tone = "danger"
        self._remedy = Remedy.NONE
        self._undo: Callable[[], object] | None = None
        self._title = label(bold=True, wrap=True)
        self._text = label(wrap=True)
        self._facts = label(scale=SMALL, muted=True, wrap=True)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = push_button("")
        self._button.clicked.connect(self._pressed)
        self._details = IconButton("copy", self.tr("Copy details"))
        self._details.clicked.connect(self._copy_details)
        self._key_row: QWidget | None = None
        self._lay_out()
        self.hide()

    def show_failure(self, failure: Failure, *, advice: str = "") -> None:
        """Says what happened and what to do now, or `advice` in place of the usual one."""
        words = words_of(failure)
        self._remedy = failure.remedy
        button = words.remedy if failure.remedy in self._remedies else ""
        self._show("danger", words.title, advice or words.text, "\n".join(words.facts), button)

    def show_text(self, text: str) -> None:
        self._show("muted", "", text)

    def show_undo(self, done: str, undo: Callable[[], object]) -> None:
        """Says what was done, and offers to take it back."""
        self._show("muted", "", done, button=self.tr("Undo"))
        self._undo = undo

    def show_unlisted(self, model: str) -> None:
        """Says that the server does not list the conversation's model, and offers those that it lists."""
        self._remedy = Remedy.CHOOSE_MODEL
        title = self.tr("The server does not list the model {model}.").format(model=model)
        text = self.tr("It may have been retired, and may still answer. What was written stays as it is.")
        self._show("warning", title, text, button=self.tr("Choose a model"))

    def show_keyring_wait(self) -> None:
        """Says that the keyring has not answered, and takes a key for this session instead."""
        if self._key_row is not None:
            return  # it is being said, and a key may be half typed
        self._show(
            "warning",
            self.tr("Waiting for the keyring"),
            self.tr("It may ask for its password in another window. What was asked for goes on when it answers."),
        )
        self._key_row = self._made_key_row()
        self._column.addWidget(self._key_row)
        self._key_row.show()

    def end_keyring_wait(self) -> None:
        """Takes away what `show_keyring_wait` said, if that is what is still shown."""
        if self._key_row is not None:
            self.clear()

    def end_remedy(self, remedy: Remedy) -> None:
        """Takes away what offers this remedy: it was found elsewhere."""
        if self._button.isVisibleTo(self) and self._undo is None and self._remedy is remedy:
            self.clear()

    def clear(self) -> None:
        self.hide()
        self._forget_key()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = colours_of(self.palette())
        tone: str = getattr(colours, self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tone), 1))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        icon = "note" if self._tone == "muted" else "warning"
        painter.drawPixmap(12, 10, pixmap(icon, tone, ratio=self.devicePixelRatio()))
        painter.end()

    def _show(self, tone: str, title: str, text: str, facts: str = "", button: str = "") -> None:
        self._tone = tone
        self._undo = None
        for part, words in ((self._title, title), (self._text, text), (self._facts, facts), (self._button, button)):
            part.setText(words)
            part.setVisible(bool(words))
        self._details.setVisible(bool(facts))
        self._forget_key()
        self.show()
        self.update()

    def _forget_key(self) -> None:
        """Takes away the field for a key, and with it what was typed there."""
        if self._key_row is not None:
            self._key_row.hide()
            self._key_row.deleteLater()
            self._key_row = None

    def _pressed(self) -> None:
        if undo := self._undo:
            self.clear()
            undo()
        else:
            self.remedy_asked.emit(self._remedy)

    def _copy_details(self) -> None:
        parts = (self._title, self._text, self._facts)
        QGuiApplication.clipboard().setText("\n".join(part.text() for part in parts if part.text()))

    def _lay_out(self) -> None:
        close = IconButton("close", self.tr("Close notice"))
        close.clicked.connect(self.clear)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        for part in (self._title, self._text, self._facts):
            self._column.addWidget(part)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(40, 8, 8, 8)
        layout.setSpacing(8)
        layout.addLayout(self._column, 1)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._details, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _made_key_row(self) -> QWidget:
        row = QWidget()
        field = KeyField()
        field.set_hint(self.tr("API key for this session"))
        remark = Remark(field.edit)
        use = push_button(self.tr("Use for this session"))
        layout = QGridLayout(row)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(field, 0, 0)
        layout.addWidget(use, 0, 1)
        layout.addWidget(remark, 1, 0, 1, 2)

        def give() -> None:
            try:
                key = clean_key(field.text())
            except DeeptrinError as error:
                remark.warn(words_of(error.failure).text)
                return
            field.clear()
            remark.clear()
            self.session_key_given.emit(key)

        use.clicked.connect(give)
        field.entered.connect(give)
        return row
