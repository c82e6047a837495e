"""One run of the app: store, demo and window, from their start to their end."""

import asyncio
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QMessageBox

from deeptrin_desktop.app.application import Application
from deeptrin_desktop.app.boxes import box, salvage_words
from deeptrin_desktop.app.instance import Instance
from deeptrin_desktop.app.log import Log
from deeptrin_desktop.app.options import Options
from deeptrin_desktop.app.overriding import overriding_connection
from deeptrin_desktop.app.paths import Paths
from deeptrin_desktop.app.qt import qt_application, show_icon
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.errors import DeeptrinError
from deeptrin_desktop.core.ports import Store, Vault
from deeptrin_desktop.keys.vault import KeyringVault
from deeptrin_desktop.store.sqlite import SqliteStore, open_store
from deeptrin_desktop.ui.theme import follow_desktop
from deeptrin_desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from deeptrin_desktop.app.importing import Imported
    from deeptrin_desktop.demo.server import DemoServer


class Run:
    """One run of the app, from a claimed profile to the one that is given back."""

    def __init__(self, options: Options, paths: Paths, instance: Instance, written: Log) -> None:
        self._options = options
        self._paths = paths
        self._instance = instance
        self._log = written
        self._demo: DemoServer | None = None

    async def run(self) -> bool:
        """Runs it all and returns whether the demo is wanted next.

        Raises StoreError or TransferError where there is nothing to show.
        """
        opening = asyncio.ensure_future(open_store(self._paths.database))
        window = MainWindow()
        follow_desktop(qt_application())  # now: put together under a style sheet, a window takes twice as long
        try:
            application = await self._start(window, await opening)
            await application.closed.wait()
        finally:
            qt_application().give_files_to(None)
            if self._demo:
                await self._demo.stop()
            await self._instance.close()
        return application.demo_wanted

    async def _start(self, window: MainWindow, store: SqliteStore) -> Application:
        imported = await self._import(store)
        vault = KeyringVault(self._log.hide)
        application = Application(window=window, store=store, vault=vault)
        _report_bugs_to(application)
        trouble: DeeptrinError | None = None
        try:
            override = await self._override(store, vault)
        except DeeptrinError as error:
            trouble, override = error, self._nowhere()
        await application.start(override=override, model=self._options.model, fresh=bool(self._options.base_url))
        if imported:
            try:
                await application.show_imported(imported)
            except DeeptrinError as error:
                trouble = trouble or error
        if trouble:
            application.report(trouble)
        window.show()
        QTimer.singleShot(0, window, lambda: show_icon(qt_application()))  # the window does not wait for it
        if store.salvaged:
            box(QMessageBox.Icon.Warning, *salvage_words(store.salvaged), window).open()
        await self._instance.serve(application.obey)
        qt_application().give_files_to(application.open_file)
        return application

    async def _import(self, store: SqliteStore) -> "Imported | None":
        """Imports the files that the app was started with. What cannot be read ends the run."""
        if not self._options.files:
            return None
        from deeptrin_desktop.app.importing import import_files

        try:
            return await import_files(self._options.files, store)
        except DeeptrinError:
            await store.close()
            raise

    async def _override(self, store: Store, vault: Vault) -> Connection | None:
        if self._options.demo:
            from deeptrin_desktop.demo.server import DemoServer

            self._demo = DemoServer()
            name = QCoreApplication.translate("app", "Demo")
            return Connection("demo", name, await self._demo.start(), include_usage=True)
        return await overriding_connection(self._options, store, vault)

    def _nowhere(self) -> Connection:
        """Stands for a connection that was named in a way that makes no sense: no message is to go to another one."""
        return Connection("this-run", self._options.base_url, "")


def _report_bugs_to(application: Application) -> None:
    """What nobody has caught: in a slot, in a callback of the event loop."""

    def in_slot(_kind: type[BaseException], error: BaseException, _traceback: TracebackType | None) -> None:
        application.report(error)

    def in_callback(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        application.report(context.get("exception") or RuntimeError(context["message"]))

    sys.excepthook = in_slot
    asyncio.get_running_loop().set_exception_handler(in_callback)
