"""The conversation that is shown, chat or document, wired to the use cases with its mode and its parameters."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from deeptrin_desktop.app.adjusting import Adjusting
from deeptrin_desktop.app.drafts import Drafts
from deeptrin_desktop.app.keyring_waits import KeyringWaits
from deeptrin_desktop.app.listing import Listing
from deeptrin_desktop.app.modes import Modes
from deeptrin_desktop.app.progress import Progress
from deeptrin_desktop.app.shown import Shown
from deeptrin_desktop.chat.events import ConversationChanged, DeltasArrived, Event, KeyringAwaited, SavingFailed
from deeptrin_desktop.chat.layering import Layering
from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.chat.replies import Replies
from deeptrin_desktop.chat.saving import Saver
from deeptrin_desktop.core.conversation import Conversation, Settings
from deeptrin_desktop.core.document import Document
from deeptrin_desktop.core.errors import Failure, Remedy
from deeptrin_desktop.core.message import Reply
from deeptrin_desktop.core.ports import Store
from deeptrin_desktop.core.tasks import Tasks
from deeptrin_desktop.ui.window import MainWindow
from deeptrin_desktop.ui.words import words_of


class Conversing:
    """Shows one conversation of the library at a time and carries out what a person does with it."""

    def __init__(
        self,
        *,
        window: MainWindow,
        library: Library,
        replies: Replies,
        saver: Saver,
        listing: Listing,
        layering: Layering,
        store: Store,
        keyring: KeyringWaits,
        tasks: Tasks,
    ) -> None:
        self._window = window
        self._library = library
        self._replies = replies
        self._listing = listing
        self._store = store
        self._keyring = keyring
        self._tasks = tasks
        self._saver = saver
        self._progress = Progress(window.facts)
        self._wanted = ""
        self.shown = Shown(window, tasks)
        self.adjusting = Adjusting(window.parameters, self.shown, library=library, layering=layering)
        self._wire_writing()
        window.composer.stop_asked.connect(lambda: replies.stop(self.shown.id))

    def _wire_writing(self) -> None:
        """Drafts take a document out of the editor that its mode has; a mode shows the newest draft."""
        self._drafts = Drafts(
            library=self._library,
            saver=self._saver,
            tasks=self._tasks,
            typed=lambda: self._modes.document(),  # noqa: PLW0108  each needs the other
            written=self._note_written,
        )
        self._modes = Modes(
            self._window,
            self.shown,
            library=self._library,
            replies=self._replies,
            drafts=self._drafts,
            present=self._present_shown,
        )

    @property
    def conversation(self) -> Conversation:
        """The conversation that is shown."""
        return self._library[self.shown.id]

    @property
    def present(self) -> Conversation:
        """The same with the text that has arrived so far."""
        return self._replies.present(self.shown.id)

    @property
    def as_typed(self) -> Conversation:
        """The conversation that is shown, with what would be sent now as its draft or document."""
        return self._modes.as_typed(self.conversation)

    @property
    def settings(self) -> Settings:
        """The settings of the conversation that is shown."""
        return self.conversation.settings

    def handle(self, event: Event) -> None:
        """Shows what has happened, as far as it is about what is shown."""
        match event:
            case ConversationChanged():
                self._list(event.conversation)
                if event.conversation.id == self.shown.id:
                    self._present(event.conversation, running=event.running)
                elif not event.running:
                    self._progress.forget(event.conversation.id)
            case DeltasArrived():
                self._progress.arrived(event.conversation, event.deltas, event.timings)
                if event.conversation == self.shown.id:
                    self._modes.append(self.conversation, event.deltas)
            case KeyringAwaited(conversation, origin):
                self._keyring.note(conversation, origin)
                self._keyring.show(self.shown.id)
            case SavingFailed(failure):
                self._say_saving_failed(failure) if failure else self._window.notice.clear()

    async def show(self, conversation_id: str) -> bool:
        """Shows a conversation, exactly as it was left. False when there is none of that id, or when another one was
        wanted meanwhile. Raises StoreError.
        """
        self._wanted = conversation_id
        found = await self._library.open(conversation_id)
        if found is None or self._wanted != conversation_id:
            return False
        self.adjusting.flush()
        unfinished = self.shown.unfinished | self._replies.kept | self._drafts.unwritten
        self._library.keep_only({conversation_id, self.shown.id, *unfinished})
        self._drafts.leave(self.shown.id)
        self.shown.id = conversation_id
        conversation = self._library[conversation_id]
        self._window.clear_notices()
        self.adjusting.show(conversation.settings)
        self._modes.show_draft(conversation)
        self._present_shown()
        self._keyring.show(conversation_id, conversation.settings.connection)
        self._listing.select(conversation_id)
        # A disk that refuses this takes away nothing of what is shown.
        self._tasks.start(self._store.save_state("conversation", conversation_id))
        return True

    async def show_new(self, settings: Settings) -> None:
        """Shows an empty conversation: the present one if it is still empty, or a new one."""
        shown = self._library[self.shown.id] if self.shown.id else None
        if not shown or self._library.is_written(shown.id) or self._drafts.newest(shown) not in ("", Document()):
            shown = self._library.new(settings)
        await self.show(shown.id)
        self._window.focus_writing()

    async def use(self, conversation_id: str, *, connection: str, model: str) -> None:
        """Gives a conversation another connection and model. Raises StoreError."""
        await self.adjusting.change(conversation_id, lambda now: replace(now, connection=connection, model=model))

    async def end_reply(self, conversation_id: str) -> None:
        """Stops the reply of a conversation, if one is running, and waits until it has ended."""
        await self._replies.end(conversation_id)

    async def forget(self, conversation_id: str) -> None:
        """Deletes a conversation that is not shown. Raises StoreError, and then it is still there."""
        self._drafts.forget(conversation_id)
        await self._library.delete(conversation_id)

    def remedy(self, remedy: Remedy, message_id: str) -> None:
        """Carries out a remedy of a failed reply that needs nothing but the conversation."""
        reply = self._library[self.shown.id].reply_of(self._library[self.shown.id].tree.messages[message_id])
        if remedy is Remedy.UNSET_PARAMETER and reply:
            self.shown.start(self._send_without(reply, self.shown.id, message_id))
        elif remedy is Remedy.RETRY:
            self.shown.start(self._modes.again(self.shown.id, message_id))

    async def close(self) -> Failure | None:
        """Ends all replies and writes what there is, because the app is to end. Returns why something could not be."""
        await self.adjusting.close()
        await self._replies.interrupt_all()
        await self._saver.was_saved(self._drafts.write())
        return self._saver.failure if self._replies.kept or self._drafts.unwritten else None

    def _present_shown(self) -> None:
        self._present(self._replies.present(self.shown.id), running=self.shown.id in self._replies.running)

    def _present(self, conversation: Conversation, *, running: bool) -> None:
        self._window.show_title(conversation.title)
        self._modes.show(conversation, running=running)
        self._progress.show(conversation, running=running)

    def _note_written(self, conversation: Conversation) -> None:
        self._list(conversation)
        if conversation.id == self.shown.id:
            self._window.show_title(conversation.title)

    def _list(self, conversation: Conversation) -> None:
        self._listing.update(conversation, running=self._replies.running)

    async def _send_without(self, reply: Reply, conversation_id: str, message_id: str) -> None:
        parameter = reply.failure.parameter if reply.failure else ""
        await self.adjusting.send_without(conversation_id, reply, parameter)
        await self._modes.again(conversation_id, message_id)

    def _say_saving_failed(self, failure: Failure) -> None:
        again = QCoreApplication.translate("app", "Leave this window open until then: saving is tried again.")
        self._window.notice.show_failure(failure, advice=f"{words_of(failure).text} {again}")
