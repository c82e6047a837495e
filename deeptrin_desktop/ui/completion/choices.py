"""The choices of a generation, side by side, or one at a time behind tabs where there is no room for columns."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTabBar, QVBoxLayout, QWidget

from deeptrin_desktop.core.message import Message, Reply, choice_state
from deeptrin_desktop.ui.icon_button import IconButton
from deeptrin_desktop.ui.push_button import push_button
from deeptrin_desktop.ui.typography import SMALL, label
from deeptrin_desktop.ui.words import state_words

NARROWEST = 200
"""Pixels of a column; where they would be narrower, there are tabs."""
MOST_COLUMNS = 4


class Choices(QWidget):
    """Hidden while there is nothing to choose from."""

    used = Signal(str)
    """The id of the message that a person decided for."""
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: dict[str, _Choice] = {}
        self._tabs = QTabBar()
        self._tabs.setAccessibleName(self.tr("Choices"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.currentChanged.connect(self._arrange)
        self._dismiss = IconButton("close", self.tr("Use no choice"))
        self._dismiss.clicked.connect(self.dismissed)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Choices"), bold=True))
        head.addWidget(self._tabs, 1)
        head.addWidget(self._dismiss)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addLayout(self._row, 1)
        self.hide()

    def show_choices(self, reply: Reply | None, messages: Sequence[Message]) -> None:
        """Shows all that has arrived for these messages of a reply; none of them: nothing to choose from."""
        if [*self._columns] != [message.id for message in messages]:
            self._rebuild(messages)
        for message in messages:
            if reply:
                self._columns[message.id].show_state(reply, message)
        self._dismiss.setEnabled(reply is not None and not reply.state.running)
        self.setVisible(bool(messages))
        self._arrange()

    def append(self, texts: Iterable[tuple[str, str]]) -> None:
        """Takes more text of messages, each with its id."""
        for message_id, text in texts:
            if column := self._columns.get(message_id):
                column.append(text)

    def focus(self) -> None:
        next(iter(self._columns.values())).text.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _rebuild(self, messages: Sequence[Message]) -> None:
        for column in self._columns.values():
            column.hide()
            column.deleteLater()
        while self._tabs.count():
            self._tabs.removeTab(0)
        self._columns = {message.id: _Choice(number) for number, message in enumerate(messages, start=1)}
        for number, (message_id, column) in enumerate(self._columns.items(), start=1):
            column.use.clicked.connect(lambda _checked=False, chosen=message_id: self.used.emit(chosen))
            self._row.addWidget(column)
            self._tabs.addTab(str(number))

    def _arrange(self) -> None:
        count = len(self._columns)
        wide = count <= MOST_COLUMNS and self.width() >= count * NARROWEST
        self._tabs.setVisible(not wide)
        for number, column in enumerate(self._columns.values()):
            column.setVisible(wide or number == self._tabs.currentIndex())


class _Choice(QWidget):
    """One choice, and the button that takes it."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._shown = ""
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Choice {number}").format(number=number))
        self.use = push_button(self.tr("Use this choice"))
        self._state = label(scale=SMALL, muted=True)
        foot = QHBoxLayout()
        foot.addWidget(self.use)
        foot.addWidget(self._state, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.text, 1)
        layout.addLayout(foot)

    def show_state(self, reply: Reply, message: Message) -> None:
        if message.text.startswith(self._shown):
            self.append(message.text[len(self._shown) :])
        else:
            self._shown = message.text
            self.text.setPlainText(message.text)
        self._state.setText(state_words(choice_state(reply, message), message))
        self.use.setEnabled(not reply.state.running and bool(message.text))

    def append(self, text: str) -> None:
        bar = self.text.verticalScrollBar()
        at_end = bar.value() == bar.maximum()
        self._shown += text
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)
        if at_end:
            bar.setValue(bar.maximum())
