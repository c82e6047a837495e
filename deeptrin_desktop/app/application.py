"""Builds the parts, connects them, and starts and ends them in order."""

import asyncio
import logging
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from deeptrin_desktop.api.client import HttpApi
from deeptrin_desktop.app.browsing import Browsing
from deeptrin_desktop.app.choosing import Choosing
from deeptrin_desktop.app.connecting import Connecting
from deeptrin_desktop.app.conversing import Conversing
from deeptrin_desktop.app.errands import Command, Errand
from deeptrin_desktop.app.inspecting import Inspecting
from deeptrin_desktop.app.keyring_waits import KeyringWaits
from deeptrin_desktop.app.listing import Listing
from deeptrin_desktop.app.preparing import prepare
from deeptrin_desktop.app.presetting import Presetting
from deeptrin_desktop.app.previewing import Previewing
from deeptrin_desktop.app.use_cases import build_use_cases
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.errors import DeeptrinError, Failure, Kind, Remedy, StoreError
from deeptrin_desktop.core.ports import Store, Vault
from deeptrin_desktop.core.tasks import Tasks
from deeptrin_desktop.ui.question import ask
from deeptrin_desktop.ui.window import MainWindow
from deeptrin_desktop.ui.words import words_of

if TYPE_CHECKING:
    from deeptrin_desktop.app.importing import Imported

log = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds that whatever else runs is given to end, once everything is stored."""


class Happenings(QObject):
    """Carries the events of the use cases to whoever shows them."""

    happened = Signal(object)


class Application:
    """Everything between an open store and a closed one."""

    def __init__(self, *, window: MainWindow, store: Store, vault: Vault) -> None:
        self.closed = asyncio.Event()
        self.demo_wanted = False
        """Whether the demo is to be opened once this is closed."""
        self._closing: asyncio.Task[None] | None = None
        self._window = window
        self._store = store
        self._vault = vault
        self._tasks = Tasks(self.report)
        self._api = HttpApi()
        self._happenings = Happenings()
        self._use_cases = build_use_cases(
            store=store, vault=vault, api=self._api, tasks=self._tasks, publish=self._happenings.happened.emit
        )
        self._listing = Listing(window.conversations, store)
        self._wire_conversation(KeyringWaits(window.notice, vault))
        self._wire_commands()
        window.notice.remedy_asked.connect(self._remedy)
        window.pane.remedy_asked.connect(self._remedy)
        window.close_asked.connect(self.close)
        window.quit_asked.connect(self.close)
        window.welcome.demo_asked.connect(self._close_for_demo)

    def _wire_conversation(self, keyring: KeyringWaits) -> None:
        """Connects what is shown of a conversation, and what it is made with."""
        window, use_cases, store, tasks = self._window, self._use_cases, self._store, self._tasks
        self._conversing = Conversing(
            window=window,
            library=use_cases.library,
            replies=use_cases.replies,
            saver=use_cases.saver,
            listing=self._listing,
            layering=use_cases.layering,
            store=store,
            keyring=keyring,
            tasks=tasks,
        )
        self._choosing = Choosing(
            window=window,
            connections=use_cases.connections,
            models=use_cases.models,
            conversing=self._conversing,
            store=store,
            keyring=keyring,
            tasks=tasks,
        )
        self._happenings.happened.connect(self._conversing.handle)

    def _wire_commands(self) -> None:
        """Connects what else a person does: with the list, connections and presets, and to see what goes out."""
        window, use_cases, conversing, tasks = self._window, self._use_cases, self._conversing, self._tasks
        self._browsing = Browsing(
            window=window,
            library=use_cases.library,
            listing=self._listing,
            conversing=conversing,
            choosing=self._choosing,
            tasks=tasks,
        )
        self._connecting = Connecting(
            window=window,
            connections=use_cases.connections,
            choosing=self._choosing,
            conversing=conversing,
            tasks=tasks,
        )
        self._presetting = Presetting(
            window, layering=use_cases.layering, conversing=conversing, present=self._choosing.present
        )
        self._previewing = Previewing(window, conversing=conversing, layering=use_cases.layering)
        self._inspecting = Inspecting(
            window=window, conversing=conversing, recordings=use_cases.recordings, tasks=tasks
        )
        self._happenings.happened.connect(self._inspecting.handle)

    async def start(self, *, override: Connection | None = None, model: str = "", fresh: bool = False) -> None:
        """Shows everything as it was left, and the welcome on a first start.

        `override` takes the place of all stored connections; with `model`, or when `fresh`, a new conversation is
        shown instead of the last one. Raises StoreError where what is stored cannot be read, and then all is closed.
        """
        try:
            await self._show_what_was_left(override, model, fresh=fresh)
        except StoreError:
            await self._let_go()
            await self._store.close()
            raise

    async def _show_what_was_left(self, override: Connection | None, model: str, *, fresh: bool) -> None:
        states = await self._store.states()
        layout = states.get("layout")
        self._window.restore_layout(layout if isinstance(layout, dict) else {})
        await self._use_cases.connections.load()
        if override:
            self._use_cases.connections.override(override)
        await self._use_cases.layering.load()
        await self._listing.load()
        last = str(states.get("conversation", ""))
        if fresh or model or not await self._browsing.open(last):
            await self._browsing.begin(model)
        self._tasks.start(self._presetting.ship())
        connections = self._use_cases.connections
        self._tasks.start(prepare(api=self._api, vault=self._vault, connections=connections))
        if not connections.all and not self._listing:
            self._window.show_welcome(True)

    def close(self) -> None:
        """Begins to end the app; `closed` is set when all is stored."""
        if self._closing is None:
            self._begin(self._close())

    def _begin(self, closing: Coroutine[Any, Any, None]) -> None:
        # Not among the tasks, which closing cancels.
        self._closing = asyncio.get_running_loop().create_task(closing)

    async def obey(self, command: Command) -> str:
        """Does what another start of the app asks for. Raises DeeptrinError."""
        if command.errand is Errand.RAISE:
            self._raise_window()
            return ""
        from deeptrin_desktop.app.importing import import_files

        imported = await import_files([Path(path) for path in command.paths], self._store)
        await self._listing.load()
        if command.errand is Errand.OPEN:
            self._raise_window()
            await self.show_imported(imported)
        return imported.said

    async def show_imported(self, imported: "Imported") -> None:
        """Shows the first conversation of an import, and says what came of it. Raises StoreError."""
        self._window.show_welcome(False)
        await self._browsing.open(imported.first)
        self._window.focus_writing()
        self._window.notice.show_text(imported.said)

    def open_file(self, path: str) -> None:
        """Imports and shows a file that the person has opened with the running app."""
        self._raise_window()
        self._tasks.start(self.obey(Command(Errand.OPEN, (path,))))

    def _raise_window(self) -> None:
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def report(self, error: BaseException) -> None:
        """Says what went wrong: known trouble in its words, anything else as the bug that it is."""
        if isinstance(error, DeeptrinError):
            self._window.notice.show_failure(error.failure)
            return
        log.error("bug", exc_info=error)
        self._window.notice.show_failure(Failure(Kind.BUG, said=type(error).__name__))

    def _close_for_demo(self) -> None:
        self.demo_wanted = True
        self.close()

    def _remedy(self, remedy: Remedy, message_id: str = "") -> None:
        """Carries out a remedy, of a failed reply where there is a message."""
        if remedy is Remedy.CONNECTION:
            self._connecting.manage()
        elif remedy is Remedy.CHOOSE_MODEL:
            self._choosing.open_models()
        elif message_id:
            self._conversing.remedy(remedy, message_id)

    async def _close(self) -> None:
        """Stores what there is, and ends. Where the disk refuses, the person decides."""
        if failure := await self._conversing.close():
            words = words_of(failure)
            ask(
                self._window,
                self._window.tr("Not everything could be saved."),
                f"{words.title} {words.text}",
                answer=self._window.tr("Close and lose it"),
                then=lambda: self._begin(self._end()),
            )
            self._closing = None
        else:
            await self._end()

    async def _end(self) -> None:
        """Lets go of everything."""
        try:
            await self._store.save_state("layout", self._window.layout_state())
        except DeeptrinError as error:
            log.warning("the layout could not be stored: %s", error)
        self._window.hide()
        await asyncio.wait([asyncio.ensure_future(self._let_go())], timeout=PATIENCE)
        await self._store.close()
        self.closed.set()

    async def _let_go(self) -> None:
        await self._tasks.cancel()
        await self._api.close()
