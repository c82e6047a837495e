"""Builds the parts, connects them, and starts and ends them in order."""

import asyncio
import logging
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from deeptrin_desktop.api.client import HttpApi
from deeptrin_desktop.app.connecting import Connecting
from deeptrin_desktop.app.conversing import Conversing
from deeptrin_desktop.app.errands import Command, Errand
from deeptrin_desktop.app.inspecting import Inspecting
from deeptrin_desktop.app.keyring_waits import KeyringWaits
from deeptrin_desktop.app.listing import Listing
from deeptrin_desktop.app.presetting import Presetting
from deeptrin_desktop.chat.connections import Connections
from deeptrin_desktop.chat.layering import Layering
from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.chat.presets import Presets
from deeptrin_desktop.chat.receiving import Receiver
from deeptrin_desktop.chat.recording import Recordings
from deeptrin_desktop.chat.refusals import Refusals
from deeptrin_desktop.chat.replies import Replies
from deeptrin_desktop.chat.saving import Saver
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.errors import DeeptrinError, Failure, Kind, StoreError
from deeptrin_desktop.core.ports import Store, Vault
from deeptrin_desktop.core.tasks import Tasks
from deeptrin_desktop.ui.question import ask
from deeptrin_desktop.ui.window import MainWindow
from deeptrin_desktop.ui.words import words_of

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
        self._tasks = Tasks(self.report)
        self._api = HttpApi()
        self._happenings = Happenings()
        refusals = Refusals(store)
        self._connections = Connections(store=store, vault=vault, api=self._api, refusals=refusals)
        self._layering = Layering(connections=self._connections, presets=Presets(store), refusals=refusals)
        self._library = Library(store)
        keyring = KeyringWaits(window.notice, vault)
        self._recordings = Recordings()
        self._listing = Listing(window.conversations, store)
        self._saver = Saver(library=self._library, store=store, publish=self._happenings.happened.emit)
        self._conversing = self._build_conversing(vault, keyring)
        self._connecting = Connecting(
            window=window,
            connections=self._connections,
            conversing=self._conversing,
            store=store,
            keyring=keyring,
            tasks=self._tasks,
        )
        self._presetting = Presetting(
            window,
            layering=self._layering,
            conversing=self._conversing,
            present=self._connecting.present,
            tasks=self._tasks,
        )
        self._inspecting = Inspecting(
            window=window, conversing=self._conversing, recordings=self._recordings, tasks=self._tasks
        )
        self._connect()

    def _build_conversing(self, vault: Vault, keyring: KeyringWaits) -> Conversing:
        return Conversing(
            window=self._window,
            library=self._library,
            replies=self._build_replies(vault),
            saver=self._saver,
            listing=self._listing,
            layering=self._layering,
            store=self._store,
            keyring=keyring,
            tasks=self._tasks,
        )

    def _build_replies(self, vault: Vault) -> Replies:
        publish = self._happenings.happened.emit
        return Replies(
            library=self._library,
            receiver=Receiver(
                library=self._library,
                api=self._api,
                vault=vault,
                publish=publish,
                recordings=self._recordings,
                usage_refused=lambda connection: self._tasks.start(self._connections.no_usage(connection)),
            ),
            saver=self._saver,
            tasks=self._tasks,
            publish=publish,
            connection=self._connections.find,
            sent=self._layering.sent,
        )

    def _connect(self) -> None:
        window = self._window
        self._happenings.happened.connect(self._conversing.handle)
        self._happenings.happened.connect(self._inspecting.handle)
        window.conversations.new_asked.connect(lambda: self._tasks.start(self._new()))
        window.conversations.chosen.connect(lambda chosen: self._tasks.start(self._choose(chosen)))
        window.conversations.opened.connect(window.focus_writing)
        window.conversations.renamed.connect(lambda chosen, title: self._tasks.start(self._rename(chosen, title)))
        window.conversations.delete_confirmed.connect(lambda chosen: self._tasks.start(self._delete(chosen)))
        window.close_asked.connect(self.close)
        window.quit_asked.connect(self.close)
        window.welcome.demo_asked.connect(self._close_for_demo)

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
        await self._connections.load()
        if override:
            self._connections.override(override)
        await self._layering.load()
        await self._listing.load()
        last = str(states.get("conversation", ""))
        if fresh or model or not await self._conversing.show(last):
            await self._new(model)
        else:
            await self._connecting.present()
        self._tasks.start(self._presetting.ship())
        if not self._connections.all and not self._listing:
            self._connecting.welcome()

    def close(self) -> None:
        """Begins to end the app; `closed` is set when all is stored."""
        if self._closing is None:
            self._begin(self._close())

    def _begin(self, closing: Coroutine[Any, Any, None]) -> None:
        # Not among the tasks, which closing cancels.
        self._closing = asyncio.get_running_loop().create_task(closing)

    async def obey(self, command: Command) -> str:
        """Does what another start of the app asks for. Raises DeeptrinError."""
        if command.errand is Errand.IMPORT:
            from deeptrin_desktop.app.importing import import_files

            said = await import_files([Path(path) for path in command.paths], self._store)
            await self._listing.load()
            return said
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        return ""

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

    async def _new(self, model: str = "") -> None:
        await self._conversing.show_new(await self._connecting.start_settings(model))
        await self._connecting.present()

    async def _choose(self, conversation_id: str) -> None:
        if await self._conversing.show(conversation_id):
            await self._connecting.present()

    async def _rename(self, conversation_id: str, title: str) -> None:
        await self._library.rename(conversation_id, title)
        if conversation_id == self._conversing.shown:
            self._window.show_title(self._library[conversation_id].title)
        await self._listing.load()

    async def _delete(self, conversation_id: str) -> None:
        await self._conversing.end_reply(conversation_id)
        while conversation_id == self._conversing.shown:
            other = self._listing.newest_but(conversation_id)
            await (self._choose(other) if other else self._new())
        await self._conversing.forget(conversation_id)
        self._listing.remove(conversation_id)

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
