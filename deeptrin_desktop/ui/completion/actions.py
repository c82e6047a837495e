"""What can be done with a document: generate, stop, continue, undo, and go through its versions."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from deeptrin_desktop.ui.flow_layout import FlowLayout
from deeptrin_desktop.ui.icon_button import IconButton
from deeptrin_desktop.ui.push_button import push_button
from deeptrin_desktop.ui.typography import SMALL, label

GENERATE_KEYS = (QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter"))
AT_END_KEYS = (QKeySequence("Ctrl+Shift+Return"), QKeySequence("Ctrl+Shift+Enter"))


class DocumentActions(QWidget):
    """Buttons below the document, and a few words about how its last generation stands."""

    generate_asked = Signal()
    generate_at_end_asked = Signal()
    continue_asked = Signal()
    stop_asked = Signal()
    undo_asked = Signal()
    version_asked = Signal(int)
    """How many versions to go on, or back if it is less than 0."""
    inspect_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        """The keys work wherever the focus is in the window, as long as the parent is shown."""
        super().__init__(parent)
        self._page = parent
        self._generate = self._button(self.tr("Generate"), self.generate_asked, GENERATE_KEYS, primary=True)
        self._generate.setToolTip(self._tip(self.tr("Generate at the cursor"), GENERATE_KEYS[0]))
        self._stop = self._button(self.tr("Stop"), self.stop_asked, primary=True)
        self._stop.setToolTip(self._tip(self.tr("Stop"), QKeySequence(Qt.Key.Key_Escape)))
        self._at_end = self._button(self.tr("Generate at end"), self.generate_at_end_asked, AT_END_KEYS)
        self._at_end.setToolTip(self._tip(self.tr("Generate at the end of the document"), AT_END_KEYS[0]))
        self._continue = self._button(self.tr("Continue"), self.continue_asked)
        self._continue.setToolTip(self.tr("Generate on from the end of the last generation"))
        self._undo = self._button(self.tr("Undo generation"), self.undo_asked)
        self._undo.setToolTip(self.tr("Take out what was generated last; it stays among the versions"))
        self._previous = IconButton("chevron-left", self.tr("Previous version"))
        self._next = IconButton("chevron-right", self.tr("Next version"))
        self._previous.clicked.connect(lambda: self.version_asked.emit(-1))
        self._next.clicked.connect(lambda: self.version_asked.emit(1))
        self._inspect = IconButton("inspect", self.tr("Inspect"))
        self._inspect.clicked.connect(self.inspect_asked)
        self._version = label(scale=SMALL, muted=True)
        self._state = label(scale=SMALL, muted=True, wrap=True)
        self._lay_out()
        self.show_abilities(running=False, text=False, generated=False)
        self.show_versions(0, 0)
        self.offer_inspection(False)

    def show_abilities(self, *, running: bool, text: bool, generated: bool) -> None:
        """Enables what can be done: whether a reply runs, whether there is any text, and any that was generated."""
        had_focus = any(button.hasFocus() for button in (self._generate, self._stop))
        self._generate.setVisible(not running)
        self._stop.setVisible(running)
        self._stop.setEnabled(running)
        for button in (self._generate, self._at_end):
            button.setEnabled(text and not running)
        for button in (self._continue, self._undo):
            button.setEnabled(generated and not running)
        if had_focus:
            (self._stop if running else self._generate).setFocus()

    def show_state(self, words: str) -> None:
        self._state.setText(words)

    def offer_inspection(self, offered: bool) -> None:
        """There is something to inspect once anything was asked for."""
        self._inspect.setVisible(offered)

    def show_versions(self, index: int, count: int, *, enabled: bool = True) -> None:
        """Which of so many versions is shown, from 0; `index` is `count` for what is none of them."""
        self._version.setText(f"{index + 1}/{max(count, index + 1)}" if count else "")
        self._previous.setEnabled(enabled and count > 0 and index > 0)
        self._next.setEnabled(enabled and index + 1 < count)
        for part in (self._previous, self._version, self._next):
            part.setVisible(count > 0)

    def _button(
        self, text: str, pressed: SignalInstance, keys: tuple[QKeySequence, ...] = (), *, primary: bool = False
    ) -> QPushButton:
        button = push_button(text, primary=primary)
        button.clicked.connect(pressed)
        for key in keys:
            QShortcut(key, self._page).activated.connect(button.click)
        return button

    @staticmethod
    def _tip(text: str, key: QKeySequence) -> str:
        return f"{text} ({key.toString(QKeySequence.SequenceFormat.NativeText)})"

    def _lay_out(self) -> None:
        buttons = FlowLayout(8)
        for button in (self._generate, self._stop, self._at_end, self._continue, self._undo):
            buttons.addWidget(button)
        facts = QHBoxLayout()
        facts.setSpacing(4)
        facts.addWidget(self._state, 1)
        for part in (self._inspect, self._previous, self._version, self._next):
            facts.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(facts)
        layout.addLayout(buttons)
