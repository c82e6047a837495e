"""A person at the whole app: keys and clicks on what is found by its name, and eyes that look at every frame."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QWidget,
)
from ui.by_name import by_name, name_of

from deeptrin_desktop.app.application import Application
from deeptrin_desktop.app.instance import claim
from deeptrin_desktop.app.log import open_log
from deeptrin_desktop.app.options import Options
from deeptrin_desktop.app.paths import paths_of
from deeptrin_desktop.app.run import Run
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.ports import Vault
from deeptrin_desktop.store.sqlite import open_store
from deeptrin_desktop.ui.window import MainWindow

T = TypeVar("T", bound=QWidget)

_FIELDS = (QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox, QListView)

LONGEST_WAIT = 15
"""Seconds after which a frame that never came is a failure."""


def database_of(profile: Path) -> Path:
    return profile / "conversations.db"


@asynccontextmanager
async def at_the_app(profile: Path, vault: Vault, *, override: Connection | None = None) -> AsyncIterator["Person"]:
    """Opens the window on a profile with this vault, and closes it if that was not done meanwhile."""
    store = await open_store(database_of(profile))
    window = MainWindow()
    application = Application(window=window, store=store, vault=vault)
    await application.start(override=override)
    window.show()
    async with _sitting_at(window, application.closed.wait()) as person:
        yield person


@asynccontextmanager
async def at_the_program(options: Options) -> AsyncIterator["Person"]:
    """The same with all that the program has around its window: lock, log, keyring and environment."""
    assert options.profile
    paths = paths_of(options.profile, demo=options.demo)
    instance = claim(paths)
    assert instance
    written = open_log(paths.log, debug=options.debug)
    hook = sys.excepthook
    running = asyncio.ensure_future(Run(options, paths, instance, written).run())
    try:
        window = await _shown()
        async with _sitting_at(window, running) as person:
            yield person
    finally:
        written.close()
        sys.excepthook = hook
        asyncio.get_running_loop().set_exception_handler(None)


async def _shown() -> MainWindow:
    """The window, once it or a box over it is the active one."""
    changed = asyncio.Event()
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.focusWindowChanged.connect(changed.set)
    while QApplication.activeWindow() is None:
        changed.clear()
        await changed.wait()
    application.focusWindowChanged.disconnect(changed.set)
    [window] = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow) and each.isVisible()]
    return window


@asynccontextmanager
async def _sitting_at(window: MainWindow, ended: Awaitable[object]) -> AsyncIterator["Person"]:
    """No bug may have been reported at the end."""
    ending = asyncio.ensure_future(ended)
    window.resize(1240, window.height())  # wide enough for all that a person may look for
    person = Person(window, ending)
    bugs = _Bugs()
    logging.getLogger("deeptrin_desktop").addHandler(bugs)
    try:
        await person.until(QApplication.activeWindow)
        yield person
    finally:
        await person.close()
        gone = asyncio.Event()
        window.destroyed.connect(gone.set)
        window.deleteLater()
        await gone.wait()
        logging.getLogger("deeptrin_desktop").removeHandler(bugs)
    assert bugs.records == []


class Person:
    """Whoever sits at the window. What is waited for is looked for at each frame that is drawn."""

    def __init__(self, window: MainWindow, ended: "asyncio.Future[object]") -> None:
        """`ended` is done when the app is."""
        self.window = window
        self._ended = ended
        self._frames = _Frames()
        self._frames.watch(window)

    async def until(self, seen: Callable[[], object]) -> None:
        """Waits until something is so."""
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                while not seen():
                    await self._frames.next()
        except TimeoutError:
            raise AssertionError(f"after {LONGEST_WAIT} s the screen says:\n{self.screen()}") from None

    async def sees(self, *texts: str) -> None:
        """Waits until all these words are on the screen."""
        await self.until(lambda: all(text in self.screen() for text in texts))

    async def reads(self, *messages: str) -> None:
        """Waits until the pane shows these messages and no others. White space at the end is not shown."""
        await self.until(lambda: self.messages() == [message.rstrip() for message in messages])

    def watches(self, window: QWidget) -> None:
        """Looks at another window too: what is waited for may show there."""
        self._frames.watch(window)

    async def reply_ended(self) -> None:
        await self.until(lambda: not self.offers("Stop"))

    # ---- hands ----

    def types(self, text: str, into: str = "Message") -> None:
        field = self._field(into)
        field.setFocus()
        QTest.keyClicks(field, text)

    def overwrites(self, name: str, text: str) -> None:
        """Replaces what stands in a field."""
        self._overwrite(self._field(name), text)

    def retypes(self, text: str) -> None:
        """Replaces what stands in the field that has the focus."""
        self._overwrite(self._focused(), text)

    def ticks(self, name: str) -> None:
        """Changes a check box by the space bar."""
        box = self.find(QCheckBox, name)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)

    def presses(self, key: Qt.Key, name: str = "") -> None:
        """Presses a key in a field, or wherever the focus is."""
        QTest.keyClick(self._field(name) if name else self._focused(), key)

    def pastes(self, text: str, name: str) -> None:
        """Pastes a text into a field."""
        QApplication.clipboard().setText(text)
        field = self._field(name)
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def clicks(self, name: str) -> None:
        """Clicks a button, or what is drawn below the last message that offers it."""
        buttons = [button for button in self._buttons() if name_of(button) == name]
        if buttons:
            assert len(buttons) == 1, f"{len(buttons)} of {name}"
            QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
        else:
            self._clicks_in_pane(name)

    def chooses(self, conversation: str) -> None:
        """Clicks a row of the conversation list."""
        view = self.find(QListView, "Conversations")
        row = self.conversations().index(conversation)
        place = view.visualRect(view.model().index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def sends(self, text: str) -> None:
        self.types(text)
        self.presses(Qt.Key.Key_Return, "Message")

    async def gives_file(self, path: Path) -> None:
        """Writes a path into the file dialog that opens."""
        await self.until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        [field] = [each for each in dialog.findChildren(QLineEdit) if each.objectName() == "fileNameEdit"]
        field.setText(str(path))
        QTest.keyClick(field, Qt.Key.Key_Return)

    async def connects(self, base_url: str, key: str = "") -> None:
        """Fills in the welcome."""
        self.overwrites("Base URL", base_url)
        if key:
            self.types(key, into="API key")
        self.clicks("Connect")
        await self.until(lambda: self.find(QPlainTextEdit, "Message").isVisible())

    async def close(self) -> None:
        """Closes the window, and waits until the app has ended."""
        self.window.close()
        await self._ended

    # ---- eyes ----

    def find(self, kind: type[T], name: str) -> T:
        """The one control of that kind and name in the dialog that is open, or else in the window."""
        return by_name(self._front(), kind, name)

    def composer(self) -> str:
        return self.find(QPlainTextEdit, "Message").toPlainText()

    def offers(self, name: str) -> bool:
        """Whether a button can be seen and pressed."""
        return any(name_of(button) == name and button.isEnabled() for button in self._buttons())

    def models(self) -> list[str]:
        picker = self.find(QComboBox, "Model")
        return [picker.itemText(row) for row in range(picker.count())]

    def conversations(self, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> list[str]:
        model = self.find(QListView, "Conversations").model()
        return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]

    def messages(self) -> list[str]:
        """The texts of the messages in the pane, as a screen reader reads them."""
        return [message.textInterface().text(0, -1) for message in messages_in(self.window)]

    def screen(self) -> str:
        """All words that can be read, in the window and in the dialog over it."""
        roots = {self.window, self._front()}
        labels = [label for root in roots for label in root.findChildren(QLabel) if label.isVisible()]
        words = [label.text() for label in labels]
        if self.window.pane.isVisible():
            words += [message.text(QAccessible.Text.Description) for message in messages_in(self.window)]
            words += self.messages()
        return "\n".join(words)

    def _overwrite(self, field: QWidget, text: str) -> None:
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)

    def _front(self) -> QWidget:
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            self._frames.watch(dialog)
        return dialog or self.window

    def _field(self, name: str) -> QWidget:
        """What can be typed into by that name."""
        fields = [field for field in self._front().findChildren(QWidget) if isinstance(field, _FIELDS)]
        [found] = [field for field in fields if field.isVisible() and name_of(field) == name]
        return found

    def _focused(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def _buttons(self) -> list[QAbstractButton]:
        found = self._front().findChildren(QAbstractButton)
        return [button for button in found if button.isVisible() and not isinstance(button, QCheckBox)]

    def _clicks_in_pane(self, name: str) -> None:
        """Clicks what the last message offers that has something of that name."""
        viewport = self.window.pane.viewport()
        for message in reversed(messages_in(self.window)):
            for index in range(message.childCount()):
                button = message.child(index)
                if button.text(QAccessible.Text.Name) == name and not button.state().disabled:
                    place = viewport.mapFromGlobal(button.rect().center())
                    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
                    return
        raise AssertionError(f"nothing to click is called {name}")


def messages_in(window: MainWindow) -> list[QAccessibleInterface]:
    """The messages of the conversation that is shown, as a screen reader finds them."""
    conversation = QAccessible.queryAccessibleInterface(window.pane)
    children = [conversation.child(index) for index in range(conversation.childCount())]
    return [child for child in children if child.role() == QAccessible.Role.ListItem]


class _Frames(QObject):
    """Tells when one of the watched windows is about to be drawn, or goes out of sight."""

    def __init__(self) -> None:
        super().__init__()
        self._watched: set[QWidget] = set()
        self._drawn = asyncio.Event()

    def watch(self, window: QWidget) -> None:
        if window not in self._watched:
            self._watched.add(window)
            window.installEventFilter(self)

    async def next(self) -> None:
        self._drawn.clear()
        await self._drawn.wait()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if event.type() in (QEvent.Type.UpdateRequest, QEvent.Type.WindowActivate, QEvent.Type.Hide):
            self._drawn.set()
        return super().eventFilter(watched, event)


class _Bugs(logging.Handler):
    """Keeps what the app itself takes for a bug."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(self.format(record))
