"""The conversation list, wired to the use cases: conversations begun, opened, renamed and deleted from it."""

from deeptrin_desktop.app.choosing import Choosing
from deeptrin_desktop.app.conversing import Conversing
from deeptrin_desktop.app.listing import Listing
from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.core.tasks import Tasks
from deeptrin_desktop.ui.window import MainWindow


class Browsing:
    """Carries out what a person does with conversations as a whole. Every method raises StoreError."""

    def __init__(
        self,
        *,
        window: MainWindow,
        library: Library,
        listing: Listing,
        conversing: Conversing,
        choosing: Choosing,
        tasks: Tasks,
    ) -> None:
        self._window = window
        self._library = library
        self._listing = listing
        self._conversing = conversing
        self._choosing = choosing
        asked, start = window.conversations, tasks.start
        asked.new_asked.connect(lambda: start(self.begin()))
        asked.chosen.connect(lambda chosen: start(self.open(chosen)))
        asked.opened.connect(window.focus_writing)
        asked.renamed.connect(lambda chosen, title: start(self._rename(chosen, title)))
        asked.delete_confirmed.connect(lambda chosen: start(self._delete(chosen)))

    async def begin(self, model: str = "") -> None:
        """Shows a new conversation, with a model in place of the last one if it is given."""
        await self._conversing.show_new(await self._choosing.start_settings(model))
        await self._choosing.present()

    async def open(self, conversation_id: str) -> bool:
        """Shows a conversation. False when there is none of that id, or when another one was wanted meanwhile."""
        shown = await self._conversing.show(conversation_id)
        if shown:
            await self._choosing.present()
        return shown

    async def _rename(self, conversation_id: str, title: str) -> None:
        await self._library.rename(conversation_id, title)
        if conversation_id == self._conversing.shown.id:
            self._window.show_title(self._library[conversation_id].title)
        await self._listing.load()

    async def _delete(self, conversation_id: str) -> None:
        await self._conversing.end_reply(conversation_id)
        while conversation_id == self._conversing.shown.id:
            other = self._listing.newest_but(conversation_id)
            await (self.open(other) if other else self.begin())
        await self._conversing.forget(conversation_id)
        self._listing.remove(conversation_id)
