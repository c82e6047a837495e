"""Opens the window: one process for each profile, one event loop for Qt and asyncio."""

import asyncio
import subprocess
import sys
from enum import Enum, auto
from types import TracebackType
from typing import Any

import qasync
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from deeptrin_desktop import __version__
from deeptrin_desktop.app.application import Application
from deeptrin_desktop.app.errands import Command, Errand
from deeptrin_desktop.app.garbage import GarbageCollector
from deeptrin_desktop.app.instance import Instance, claim_or_ask
from deeptrin_desktop.app.log import Log, open_log
from deeptrin_desktop.app.options import Options
from deeptrin_desktop.app.overriding import overriding_connection
from deeptrin_desktop.app.paths import Paths, paths_of
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.errors import DeeptrinError, Failure, StoreError
from deeptrin_desktop.core.ports import Store, Vault
from deeptrin_desktop.demo.server import DemoServer
from deeptrin_desktop.keys.vault import KeyringVault
from deeptrin_desktop.store.salvage import Salvage
from deeptrin_desktop.store.sqlite import SqliteStore, open_store
from deeptrin_desktop.ui.theme import follow_desktop
from deeptrin_desktop.ui.window import MainWindow
from deeptrin_desktop.ui.words import words_of


class Ended(Enum):
    """How a run came to its end."""

    AS_ASKED = auto()
    FOR_DEMO = auto()


def run(options: Options) -> int:
    """Runs the app until it is closed, or raises the window of the one that has the profile. Returns the exit status.

    Raises DeeptrinError when neither is possible, after a window has said so: most starts have no terminal.
    """
    paths = paths_of(options.profile, demo=options.demo)
    try:
        claimed = claim_or_ask(paths, Command(Errand.RAISE))
    except DeeptrinError as error:
        _say(error.failure, _qt_application())
        raise
    if isinstance(claimed, str):
        return 0
    qt = _qt_application()
    written = open_log(paths.log, debug=options.debug)
    try:
        with qasync.QEventLoop(qt) as loop:
            ended = loop.run_until_complete(Run(options, paths, claimed, written).run())
    except StoreError as error:
        _say(error.failure, qt)
        raise
    finally:
        written.close()
    if ended is Ended.FOR_DEMO:
        subprocess.Popen([sys.executable, "-m", "deeptrin_desktop", "--demo"], start_new_session=True)
    return 0


def _qt_application() -> QApplication:
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("deeptrin-desktop")
    qt.setApplicationDisplayName("Deeptrin Desktop")
    qt.setApplicationVersion(__version__)
    qt.setDesktopFileName("deeptrin-desktop")
    qt.setQuitOnLastWindowClosed(False)
    GarbageCollector(qt)
    follow_desktop(qt)
    return qt


class Run:
    """One run of the app, from a claimed profile to the one that is given back."""

    def __init__(self, options: Options, paths: Paths, instance: Instance, written: Log) -> None:
        self._options = options
        self._paths = paths
        self._instance = instance
        self._log = written
        self._demo = DemoServer()

    async def run(self) -> Ended:
        """Runs it all. Raises StoreError when there is no way to begin."""
        opening = asyncio.ensure_future(open_store(self._paths.database))
        window = MainWindow()
        try:
            application = await self._start(window, await opening)
            await application.closed.wait()
            await self._demo.stop()
        finally:
            await self._instance.close()
        return Ended.FOR_DEMO if application.demo_wanted else Ended.AS_ASKED

    async def _start(self, window: MainWindow, store: SqliteStore) -> Application:
        vault = KeyringVault(self._log.hide)
        application = Application(window=window, store=store, vault=vault)
        _report_bugs_to(application)
        try:
            override = await self._override(store, vault)
            await application.start(override=override, model=self._options.model, fresh=bool(self._options.base_url))
        except DeeptrinError as error:
            application.report(error)
        window.show()
        if store.salvaged:
            _box(QMessageBox.Icon.Warning, *_salvage_words(store.salvaged), window).open()
        await self._instance.serve(application.obey)
        return application

    async def _override(self, store: Store, vault: Vault) -> Connection | None:
        if self._options.demo:
            return Connection("demo", QCoreApplication.translate("app", "Demo"), await self._demo.start())
        return await overriding_connection(self._options, store, vault)


def _report_bugs_to(application: Application) -> None:
    """What nobody has caught: in a slot, in a callback of the event loop."""

    def in_slot(_kind: type[BaseException], error: BaseException, _traceback: TracebackType | None) -> None:
        application.report(error)

    def in_callback(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        application.report(context.get("exception") or RuntimeError(context["message"]))

    sys.excepthook = in_slot
    asyncio.get_running_loop().set_exception_handler(in_callback)


def _salvage_words(salvage: Salvage) -> tuple[str, str]:
    title = QCoreApplication.translate("app", "The database was damaged.")
    text = QCoreApplication.translate(
        "app", "%n conversation(s) could be saved. The damaged file is kept as {path}.", "", salvage.conversations
    )
    return title, text.format(path=salvage.set_aside)


def _say(failure: Failure, qt: QApplication) -> None:
    """Says in a box of its own why there is no window, until that is closed."""
    words = words_of(failure)
    box = _box(QMessageBox.Icon.Critical, words.title, "\n\n".join((words.text, *words.facts)))
    box.finished.connect(qt.quit)
    box.open()
    qt.exec()


def _box(icon: QMessageBox.Icon, title: str, text: str, parent: QWidget | None = None) -> QMessageBox:
    box = QMessageBox(icon, title, title, QMessageBox.StandardButton.Close, parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(text)
    return box
